using System.Text.Json;

namespace Mingzhu.Store;

/// <summary>
/// Projections kept in files under derived/, so that a long ledger opens fast (快照). A file names the fact it stands at, that fact's hash and the program that made it; one that does not fit the ledger
/// or the program, or cannot be read, counts as none. May be deleted at any time.
/// </summary>
internal sealed class KeptViews(Func<string> folder, ICityDatabase database)
{
    /// <summary>Replaying fewer facts is not worth a file.</summary>
    private const long Worth = 10_000;

    private sealed record Label(string View, string Program, long Seq, string Hash);

    /// <summary>A projection as it was kept, and the fact it stands at; the empty one and 0 if none fits.</summary>
    public (Projected View, long Seq) Recall<TView>(long upTo) where TView : class, IView<TView>
    {
        try
        {
            var path = PathOf(typeof(TView));
            if (!File.Exists(path))
                return (new Projected.Of<TView>(TView.Empty), 0);
            var bytes = File.ReadAllBytes(path);
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (JsonSerializer.Deserialize<Label>(bytes.AsSpan(0, end), FactJson.Options) is { } label && label.View == NameOf(typeof(TView)) && label.Program == ProgramOf(typeof(TView)) && label.Seq <= upTo
                && HashAt(label.Seq) == label.Hash && TView.FromBytes(bytes.AsSpan(end + 1)) is { } view)
                return (new Projected.Of<TView>(view), label.Seq);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException or FormatException or NotSupportedException)
        {
            // Whatever is wrong with it, the ledger itself says what is true.
        }

        return (new Projected.Of<TView>(TView.Empty), 0);
    }

    /// <summary>Keeps a projection if it took many facts to come to it and its kind can be kept; whether it did.</summary>
    public bool Keep(Projected view, long seq, long replayed)
    {
        if (replayed < Worth || view.ToBytes() is not { } bytes)
            return false;
        try
        {
            var type = view.View.GetType();
            var label = JsonSerializer.SerializeToUtf8Bytes(new Label(NameOf(type), ProgramOf(type), seq, HashAt(seq)!), FactJson.Options);
            var path = PathOf(type);
            var next = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(next, [.. label, (byte)'\n', .. bytes]);
            File.Move(next, path, overwrite: true);
            return true;
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException or City.RefusedException)
        {
            return false; // a full or read-only disk: the next opening takes as long as this one
        }
    }

    private string? HashAt(long seq) => database.Facts(seq - 1, seq, 1) is [var fact] ? Convert.ToHexStringLower(fact.Hash.Span) : null;

    private string PathOf(Type view) => Path.Combine(folder(), NameOf(view).Replace('+', '.') + ".view");

    private static string NameOf(Type view) => view.FullName!;

    // The same sources give the same id, others another.
    private static string ProgramOf(Type view) => view.Module.ModuleVersionId.ToString();
}
