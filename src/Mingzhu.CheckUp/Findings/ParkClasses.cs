using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Parks whose size contradicts the class they are declared to have: size does not give the class, it can only contradict it.</summary>
internal static class ParkClasses
{
    private const string Layer = "parks";

    public static IEnumerable<Finding> Contradicted(World world)
    {
        // Told with the first indicator that counts parks.
        var indicator = world.Inputs.Catalog.Indicators.FirstOrDefault(indicator => indicator.Measure is CoverageMeasure coverage && coverage.By.Any(server => server.Rows.Layer == Layer));
        if (indicator is null || world.Find(Layer) is not { } parks)
            yield break;
        var classes = world.Inputs.Pack.File("parks.yaml")["classes"].Items().DistinctBy(node => node["id"].Text()).ToDictionary(node => node["id"].Text());
        for (var row = 0; row < parks.Count; row++)
        {
            if (world.IsOutside(parks, row) || parks.Table.Value(row, "class") is not string id || !classes.TryGetValue(id, out var rule) || parks.AreasM2[row] is not (> 0 and var areaM2))
                continue;
            var (hectares, least, most) = (areaM2 / 10_000, rule["least_ha"].NumberOrNull(), rule["most_ha"].NumberOrNull());
            if (hectares >= (least ?? 0) && hectares <= (most ?? double.PositiveInfinity))
                continue;
            yield return FindingsOf.Contradiction(world, indicator.Code, parks, row, Says(rule["name"].Wording(), hectares, least, most));
        }
    }

    private static Wording Says(Wording name, double hectares, double? least, double? most)
    {
        var (zh, en) = (least, most) switch
        {
            ({ } from, { } to) => ($"{from:0.##}–{to:0.##} 公顷", $"{from:0.##}–{to:0.##} ha"),
            ({ } from, null) => ($"不小于 {from:0.##} 公顷", $"at least {from:0.##} ha"),
            _ => ($"不大于 {most:0.##} 公顷", $"at most {most:0.##} ha"),
        };
        return new($"申报类别为{name.Zh}（{zh}），实测面积 {hectares:0.00} 公顷", $"declared as {name.En} ({en}); its shape measures {hectares:0.00} ha");
    }
}
