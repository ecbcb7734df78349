using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>An input as the manifest writes it.</summary>
internal sealed record ManifestInput(string Layer, string Rows, VaultName File, DateOnly AsOf, bool Invented, bool Derived, double? AccuracyM = null);

/// <summary>A version that only lies behind maps, as the manifest writes it.</summary>
internal sealed record ManifestBackdrop(string Layer, string Rows, VaultName File, DateOnly AsOf, bool Invented);

/// <summary>The files of one indicator, by level code.</summary>
internal sealed record ManifestColumn(string Indicator, Variant Variant, ImmutableSortedDictionary<string, VaultName> Levels);

/// <summary>A run by hash, as it lies in the vault: canonical JSON, every file named <c>"vault:…"</c>.</summary>
internal sealed record Manifest(
    int Format, string Id, string Catalog, int Year, DateOnly AsOf, bool Invented, VaultName Pack, string Program, ImmutableArray<ManifestInput> Inputs,
    ImmutableSortedDictionary<string, VaultName> Places, ImmutableArray<ManifestColumn> Columns, VaultName Findings, int FindingCount,
    ImmutableSortedDictionary<string, VaultName> WalkMm, ImmutableArray<Wording> Notes)
{
    /// <summary>What lies behind maps of the results; null in manifests from before it was named.</summary>
    public ImmutableArray<ManifestBackdrop>? Backdrop { get; init; }

    /// <summary>The program that computes now.</summary>
    public static string ProgramVersion { get; } = typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    /// <summary>Names everything a run came to; <paramref name="put"/> keeps a file and answers its name, from several threads at once: there are hundreds, each waits for the disk.</summary>
    public static Manifest Of(CheckUpInputs inputs, CheckUpResults results, Func<byte[], VaultName> put)
    {
        Task<VaultName> Put(Func<byte[]> write) => Task.Run(() => put(write()));
        var places = results.Places.ToDictionary(pair => pair.Key.Code(), pair => Put(() => Lists.Write(pair.Value)));
        var findings = Put(() => Lists.Write(results.Findings));
        var columns = results.Indicators.Select(result => (result.Indicator, result.Variant, Levels: result.ByLevel.ToDictionary(pair => pair.Key.Code(), pair => Put(() => Column.Write(pair.Value))))).ToArray();
        var walks = results.WalkMm.ToDictionary(pair => pair.Key, pair => Put(() => Lists.Write(pair.Value)));
        // Also if one fails: nobody writes any more when this ends.
        Task.WhenAll([.. places.Values, findings, .. columns.SelectMany(column => column.Levels.Values), .. walks.Values]).GetAwaiter().GetResult();
        var versions = inputs.Layers.OrderBy(layer => layer.Version.Layer, StringComparer.Ordinal).ToArray();
        var layers = Array.ConvertAll(versions, layer => layer.Version);
        var pack = new VaultName(inputs.Pack.Hash());
        return new Manifest(
            1, IdOf(inputs, pack, layers), inputs.Catalog.Id, inputs.Year, layers.Select(layer => layer.AsOf).DefaultIfEmpty().Max(), layers.Any(layer => layer.Invented), pack, ProgramVersion,
            [.. versions.Select(layer => new ManifestInput(
                layer.Version.Layer, layer.Version.Rows, new VaultName(layer.Version.File), layer.Version.AsOf, layer.Version.Invented, layer.Derived,
                layer.AccuracyM > 0 ? layer.AccuracyM : null))],
            Named(places), [.. columns.Select(column => new ManifestColumn(column.Indicator, column.Variant, Named(column.Levels)))], findings.GetAwaiter().GetResult(), results.Findings.Length,
            Named(walks), results.Notes)
        {
            Backdrop = inputs.Backdrop is { } behind ? [.. behind.Select(input => new ManifestBackdrop(input.Layer, input.Rows, new VaultName(input.File), input.AsOf, input.Invented))] : null,
        };
    }

    private static ImmutableSortedDictionary<string, VaultName> Named(Dictionary<string, Task<VaultName>> files) =>
        files.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.GetAwaiter().GetResult(), StringComparer.Ordinal);

    public static Manifest Read(byte[] bytes) => JsonSerializer.Deserialize<Manifest>(bytes, FactJson.Options)!;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, FactJson.Options);

    public RunManifest Shown() => new(
        Id, Catalog, Year, AsOf, Pack, Program, [.. Inputs.Select(input => new RunInput(input.Layer, input.Rows, input.File, input.AsOf, input.Invented))], FindingCount, Invented)
    {
        Backdrop = Backdrop is { } behind ? [.. behind.Select(input => new RunInput(input.Layer, input.Rows, input.File, input.AsOf, input.Invented))] : null,
    };

    /// <summary>"MOHURD-2025-2026-1a2b3c4d5e6f": the end is a hash of pack, inputs and what lies behind the maps, so a run that shows the same has the same id.</summary>
    private static string IdOf(CheckUpInputs inputs, VaultName pack, RunInput[] layers)
    {
        var text = string.Join('\n', [
            pack.Hash, .. layers.Select(layer => $"{layer.Layer} {layer.Rows} {layer.AsOf:yyyy-MM-dd}"),
            .. (inputs.Backdrop ?? []).Select(layer => $"behind {layer.Layer} {layer.Rows} {layer.AsOf:yyyy-MM-dd}")]);
        return $"{inputs.Catalog.Id}-{inputs.Year}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
    }
}
