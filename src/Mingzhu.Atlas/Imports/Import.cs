using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>What an import came to.</summary>
/// <param name="Report">How the file was understood.</param>
/// <param name="Layers">The versions that landed.</param>
/// <param name="Seq">The fact that records it.</param>
public sealed record Imported(ImportReport Report, ImmutableArray<ImportedLayer> Layers, long Seq);

/// <summary>Imports a file into a city (数据导入): all of it lands, or nothing.</summary>
public static class Import
{
    /// <summary>Name of the file in the pack that holds the OSM mapping; its faults go to <see cref="Pack.Problems"/>.</summary>
    public static void CheckMapping(Pack pack) => OsmMapping.Of(pack, LayerSchema.Of(pack));

    /// <summary>How a file would be understood; changes nothing.</summary>
    /// <exception cref="RefusedException">It can't be read at all.</exception>
    public static ImportReport Inspect(Pack pack, ImportRequest request, ReadingProcess reader, CancellationToken cancel, IProgress<double>? progress = null)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-inspect-");
        try
        {
            return reader.Read(pack, [(request, folder.FullName)], land: false, progress, cancel).Single().Report;
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
        foreach (var (request, read) in requests.Zip(reader.Read(workspace.Pack, files, land: true, progress, cancel)))
            yield return Land(workspace, session, request, read, cancel);
    }

    private static Imported Land(Workspace workspace, Session session, ImportRequest request, IntakeResult read, CancellationToken cancel)
    {
        if (read.Layers.Count == 0)
            throw new RefusedException(WhyNothing(read.Report, request));
        cancel.ThrowIfCancellationRequested();
        var layers = read.Layers.Select(ready => new ImportedLayer(ready.Layer, new VaultName(workspace.Vault.Take(ready.Path)), ready.Rows, ready.Count, ready.Box, ready.AccuracyM)).ToImmutableArray();
        var report = new VaultName(workspace.Vault.Put(JsonSerializer.SerializeToUtf8Bytes(read.Report, FactJson.Options)));
        var outcome = workspace.Execute(session, new ImportLayers(
            Guid.NewGuid(), request.AsOf ?? read.AsOf, new LayersImported(request.FileName, read.FileHash, default, read.Provenance, report, layers, request.Answers)));
        return outcome.Taken ? new Imported(read.Report, layers, outcome.Facts[0].Seq) : throw new RefusedException(outcome.Reasons);
    }

    private static IEnumerable<Refusal> WhyNothing(ImportReport report, ImportRequest request)
    {
        var reasons = report.Refusals(request.FileName).ToArray();
        return reasons is [] ? [new Refusal("import.nothing", new($"{request.FileName} 中没有可导入的要素", $"{request.FileName} holds nothing that can be imported"))] : reasons;
    }
}
