using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>What an import came to.</summary>
/// <param name="Report">How the file was understood.</param>
/// <param name="Layers">The versions that landed.</param>
/// <param name="Seq">The fact that records it; where nothing changed, the one that recorded what stays current.</param>
public sealed record Imported(ImportReport Report, ImmutableArray<ImportedLayer> Layers, long Seq)
{
    /// <summary>Versions that stay the current ones, because the file says exactly the same.</summary>
    public ImmutableArray<LayerVersion> Unchanged { get; init; } = [];
}

/// <summary>Imports a file into a city (数据导入): all of it lands, or nothing.</summary>
public static class Import
{
    private const int MostAttempts = 3;

    /// <summary>Reads what the pack says of imports besides the layers (the OSM mapping, the units); faults go to <see cref="Pack.Problems"/>.</summary>
    public static void CheckMapping(Pack pack)
    {
        OsmMapping.Of(pack, LayerSchema.Of(pack));
        Units.Of(pack);
    }

    /// <summary>How a file would be understood; changes nothing.</summary>
    /// <param name="pack">The pack to understand it by.</param>
    /// <param name="request">The file and the answers.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="progress">Told how much is read.</param>
    /// <param name="ground">What the city has told; null where there is none.</param>
    /// <param name="room">An empty folder to unpack and read in; without a city there is none, and the system's own does.</param>
    /// <exception cref="RefusedException">It can't be read at all.</exception>
    public static ImportReport Inspect(
        Pack pack, ImportRequest request, ReadingProcess reader, CancellationToken cancel, IProgress<double>? progress = null, CityGround? ground = null, string? room = null)
    {
        if (room is not null)
            return reader.Read(pack, [(request, room)], land: false, progress, cancel, ground).Single().Report;
        var folder = Directory.CreateTempSubdirectory("mingzhu-inspect-");
        try
        {
            return reader.Read(pack, [(request, folder.FullName)], land: false, progress, cancel, ground).Single().Report;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Imports files, each as one act, in the order given; the next is read while one lands.</summary>
    /// <exception cref="RefusedException">Every reason why nothing of a file landed; those before it have.</exception>
    public static IEnumerable<Imported> Run(
        Workspace workspace, Session session, IReadOnlyList<ImportRequest> requests, ReadingProcess reader, IProgress<double>? progress, CancellationToken cancel)
    {
        using var work = workspace.Work();
        var files = requests.Select((request, at) => (request, Directory.CreateDirectory(Path.Combine(work.Path, at.ToString(CultureInfo.InvariantCulture))).FullName)).ToArray();
        foreach (var (request, read) in requests.Zip(reader.Read(workspace.Pack, files, land: true, progress, cancel, CityGround.Of(workspace))))
            yield return Land(workspace, session, request, read, cancel);
    }

    /// <summary>Lands what was read: ids carried over, files into the vault, then the one act that names them.</summary>
    internal static Imported Land(Workspace workspace, Session session, ImportRequest request, IntakeResult read, CancellationToken cancel)
    {
        if (read.Layers.Count == 0)
            throw new RefusedException(WhyNothing(read.Report, request));
        cancel.ThrowIfCancellationRequested();
        var report = new VaultName(workspace.Vault.Put(JsonSerializer.SerializeToUtf8Bytes(read.Report, FactJson.Options)));
        var next = read.Layers.Select(ready => new NextVersion(workspace, ready)).ToArray();
        var asOf = request.AsOf ?? read.AsOf;
        for (var attempt = 1; ; attempt++)
        {
            var unchanged = next.Select(layer => layer.Unchanged(asOf)).OfType<LayerVersion>().ToImmutableArray();
            var layers = next.Where(layer => layer.Unchanged(asOf) is null).Select(layer => layer.Land()).ToImmutableArray();
            if (layers.IsEmpty)
                return new Imported(read.Report, layers, unchanged.Max(version => version.Seq)) { Unchanged = unchanged };
            var outcome = workspace.Execute(session, new ImportLayers(
                Guid.NewGuid(), asOf, new LayersImported(request.FileName, read.FileHash, default, read.Provenance, report, layers, request.Answers)));
            if (outcome.Taken)
                return new Imported(read.Report, layers, outcome.Facts[0].Seq) { Unchanged = unchanged };
            // Matching is done before the act, outside the ledger's queue; who was overtaken meanwhile matches again.
            if (attempt == MostAttempts || outcome.Reasons.Any(reason => reason.Code != ImportLayers.LayerMovedOn))
                throw new RefusedException(outcome.Reasons);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<Refusal> WhyNothing(ImportReport report, ImportRequest request)
    {
        var reasons = report.Refusals(request.FileName).ToArray();
        return reasons is [] ? [new Refusal("import.nothing", new($"{request.FileName} 中没有可导入的要素", $"{request.FileName} holds nothing that can be imported"))] : reasons;
    }
}
