using System.Security.Cryptography;

namespace Mingzhu.Store;

/// <summary>The vault files that facts lead to: those they name, and those that named manifests (JSON objects) name in turn.</summary>
internal sealed class VaultWalk
{
    private const int Piece = 1 << 20;
    private readonly Dictionary<string, long> _named = [];
    private readonly Dictionary<string, long> _erased = [];
    private readonly Queue<string> _unread = new();
    private readonly byte[] _piece = new byte[Piece];

    /// <summary>Every file named so far, and the fact that leads to it first.</summary>
    public IReadOnlyDictionary<string, long> Named => _named;

    /// <summary>Every file erased, and by which fact.</summary>
    public IReadOnlyDictionary<string, long> Erased => _erased;

    /// <summary>Takes a fact in.</summary>
    public void Take(Fact fact)
    {
        foreach (var name in VaultNameFinder.In(fact.Body.Span))
            Name(name, fact.Seq);
        if (fact.Kind == FileErased.Name)
            _erased.TryAdd(fact.Read<FileErased>().File, fact.Seq);
    }

    /// <summary>The files one after the other, while reading them finds more.</summary>
    public IEnumerable<(string Name, long By)> Files()
    {
        while (_unread.TryDequeue(out var name))
            yield return (name, _named[name]);
    }

    /// <summary>Reads a file, and copies it on the way; whether it is what its name says.</summary>
    public bool Read(string name, Stream file, Stream? copy, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (isManifest, finder) = (false, new VaultNameFinder());
        for (int read, at = 0; (read = file.Read(_piece)) > 0; at = 1)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(_piece, 0, read);
            copy?.Write(_piece, 0, read);
            isManifest = at == 0 ? _piece[0] == (byte)'{' : isManifest;
            if (isManifest)
                finder.Feed(_piece.AsSpan(0, read));
        }

        foreach (var further in finder.Found)
            Name(further, _named[name]);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == name;
    }

    private void Name(string name, long by)
    {
        if (_named.TryAdd(name, by))
            _unread.Enqueue(name);
    }
}
