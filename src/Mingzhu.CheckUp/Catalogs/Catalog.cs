using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>A versioned list of indicators (指标体系) as a pack has it, with the city's own after the catalog's.</summary>
/// <param name="Id">"MOHURD-2025".</param>
/// <param name="Name">Its name.</param>
/// <param name="Indicators">In catalog order: the catalog's own first, then the city's.</param>
/// <param name="Source">Where it stands.</param>
public sealed record Catalog(string Id, Wording Name, ImmutableArray<Indicator> Indicators, Citation Source)
{
    /// <summary>The id of files whose indicators are computed together with every catalog.</summary>
    public const string OfTheCity = "city";

    private const string Folder = "indicators/";

    /// <summary>Ids of the catalogs a pack has, sorted.</summary>
    public static ImmutableArray<string> In(Pack pack) =>
        [.. Files(pack).Select(file => file["catalog"].TextOrNull()).OfType<string>().Where(id => id != OfTheCity).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Reads a catalog and the city's own indicators. Never throws for faults inside a file: they are in <see cref="Pack.Problems"/> with file and line, and the indicator is left out.
    /// </summary>
    /// <exception cref="RefusedException">The pack has no catalog of that id.</exception>
    public static Catalog Load(Pack pack, string id)
    {
        var files = Files(pack).ToArray();
        var head = Array.Find(files, file => file["catalog"].TextOrNull() == id) ?? throw new RefusedException(new Refusal("checkup.no-such-catalog", new(
            $"城市包 {pack.Id} 没有指标体系“{id}”，现有：{string.Join("、", In(pack))}", $"pack {pack.Id} has no catalog '{id}'; it has: {string.Join(", ", In(pack))}")));
        PackNode[] chosen = [head, .. files.Where(file => file["catalog"].TextOrNull() == OfTheCity)];
        var indicators = chosen.SelectMany(file => new CatalogReader(pack, file).Indicators()).ToList();
        foreach (var file in chosen)
            new CatalogReader(pack, file).Change(indicators);
        ReportRepeated(chosen);
        return new Catalog(id, head["name"].Wording(), [.. indicators.DistinctBy(indicator => indicator.Code)], head["source"].Citation());
    }

    /// <summary>The indicator of a code; null if there is none.</summary>
    public Indicator? Find(string code) => Indicators.FirstOrDefault(indicator => indicator.Code == code);

    private static IEnumerable<PackNode> Files(Pack pack) =>
        pack.Files.Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(pack.File).Where(file => file["catalog"].Exists);

    private static void ReportRepeated(PackNode[] files)
    {
        foreach (var again in files.SelectMany(file => file["indicators"].Items()).GroupBy(entry => entry["code"].TextOrNull()).SelectMany(group => group.Skip(1)))
            again["code"].Report(new($"指标编号“{again["code"].TextOrNull()}”重复", $"indicator code '{again["code"].TextOrNull()}' is used twice"));
    }
}
