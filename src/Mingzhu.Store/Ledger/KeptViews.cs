using System.Text.Json;

namespace Mingzhu.Store;

/// <summary>
/// Projections kept in files under derived/, so that a long ledger opens fast (快照). A projection that writes itself as bytes is kept whole; any other, if few facts ever changed it, as the numbers of these.
/// A file names the fact it stands at, that fact's hash and the program that made it; one that does not fit the ledger or the program, or cannot be read, counts as none. May be deleted at any time.
/// </summary>
internal sealed class KeptViews(Func<string> folder, ICityDatabase database)
{
    /// <summary>Replaying fewer facts is not worth a file; nor is one of several facts worth leaping to it.</summary>
    private const long Worth = 10_000, OneOf = 20;

    /// <summary>First line of a file.</summary>
    private sealed record Label(string View, string Program, long Seq, string Hash, bool Whole);

    /// <summary>A projection as it was kept, and the fact it stands at; the empty one and 0 if none fits.</summary>
    public (Projected View, long Seq) Recall<TView>(long upTo) where TView : class, IView<TView>
    {
        try
        {
            var path = PathOf(typeof(TView));
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : "null\n"u8.ToArray();
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (JsonSerializer.Deserialize<Label>(bytes.AsSpan(0, end), FactJson.Options) is { } label && label.View == NameOf(typeof(TView)) && label.Program == ProgramOf(typeof(TView)) && label.Seq <= upTo
                && HashAt(label.Seq) == label.Hash && Read<TView>(label, bytes.AsSpan(end + 1)) is { } view)
                return (view, label.Seq);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException or FormatException or NotSupportedException)
        {
            // Whatever is wrong with it, the ledger itself says what is true.
        }

        return (Projected.Of<TView>.Empty, 0);
    }

    /// <summary>Keeps a projection if it took many facts to come to it and it can be kept; whether it did.</summary>
    public bool Keep(Projected view, long seq, long replayed)
    {
        if (replayed < Worth)
            return false;
        var whole = view.ToBytes();
        if (whole is null && !(view.Touched?.Count <= seq / OneOf))
            return false;
        try
        {
            var type = view.View.GetType();
            var label = JsonSerializer.SerializeToUtf8Bytes(new Label(NameOf(type), ProgramOf(type), seq, HashAt(seq)!, whole is not null), FactJson.Options);
            var path = PathOf(type);
            var next = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(next, [.. label, (byte)'\n', .. whole ?? JsonSerializer.SerializeToUtf8Bytes(view.Touched)]);
            File.Move(next, path, overwrite: true);
            return true;
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException or City.RefusedException)
        {
            return false; // a full or read-only disk: the next opening takes as long as this one
        }
    }

    private Projected? Read<TView>(Label label, ReadOnlySpan<byte> content) where TView : class, IView<TView>
    {
        if (label.Whole)
            return TView.FromBytes(content) is { } view ? new Projected.Of<TView>(view, []) : null;
        return Projected.Of<TView>.Empty.After(JsonSerializer.Deserialize<long[]>(content)!.SelectMany(seq => database.Facts(seq - 1, seq, 1)));
    }

    private string? HashAt(long seq) => database.Facts(seq - 1, seq, 1) is [var fact] ? Convert.ToHexStringLower(fact.Hash.Span) : null;

    private string PathOf(Type view) => Path.Combine(folder(), NameOf(view).Replace('+', '.') + ".view");

    private static string NameOf(Type view) => view.FullName!;

    // The same sources give the same id, others another. Whoever knows other kinds of events has to look at every fact himself.
    private static string ProgramOf(Type view) => $"{view.Module.ModuleVersionId}/{EventKinds.Mark}";
}
