using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.Store;

namespace Mingzhu.Web.Book;

/// <summary>One import as the data page lists it.</summary>
/// <param name="Seq">The fact that recorded it.</param>
/// <param name="When">When.</param>
/// <param name="FileName">The file.</param>
/// <param name="AsOf">The day the data describe.</param>
/// <param name="Layers">What it brought: layer and how many features.</param>
/// <param name="Report">Its report in the vault.</param>
/// <param name="Who">Who brought it: an opaque id.</param>
/// <param name="FileHash">Hex SHA-256 of the file as it came.</param>
/// <param name="Answers">What was answered to what the file could not say; null if nothing.</param>
public sealed record ImportSheet(
    long Seq, DateTimeOffset When, string FileName, DateOnly AsOf, ImmutableArray<(string Layer, int Count)> Layers, string Report, string Who = "", string FileHash = "", GivenAnswers? Answers = null);

/// <summary>All imports of the city, newest first.</summary>
public sealed record ImportLog : IView<ImportLog>
{
    /// <inheritdoc/>
    public static ImportLog Empty { get; } = new();

    /// <summary>The imports.</summary>
    public ImmutableArray<ImportSheet> Imports { get; private init; } = [];

    /// <inheritdoc/>
    public ImportLog Apply(Fact fact)
    {
        if (fact.Kind != LayersImported.KindName)
            return this;
        var import = fact.Read<LayersImported>();
        return this with
        {
            Imports = Imports.Insert(0, new ImportSheet(fact.Seq, fact.When, import.FileName, import.AsOf, [.. import.Layers.Select(layer => (layer.Layer, layer.Count))], import.Report.Hash, fact.Actor, import.FileHash, import.Answers)),
        };
    }
}
