using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Renewal;

/// <summary>The ground of a sample case (示例用地): compounds of its place, the buildings on them, the findings of the last check-up there.</summary>
internal sealed class SampleGround(Workspace city, Case @case)
{
    private const string Compounds = "compounds", Community = "community", Historic = "historic", Smallest = "smallest", Findings = "findings", Works = "works_list";
    private const int MostFindings = 40;
    private const double MostDemolished = 0.15; // Below the fifth of 建科〔2021〕63号.
    private readonly GroundLand _land = new(city);
    private readonly GroundRules _rules = GroundRules.Of(city.Pack);

    /// <summary>What is filled in.</summary>
    /// <param name="named">Which compounds of the place: numbers from 1, or "historic" for the first on which something historic stands.</param>
    /// <param name="demolish">"historic" for what is historic there, since sample cases show what is refused, too; "smallest" for the smallest of the others, if that is little enough; null for none.</param>
    /// <exception cref="RefusedException">The place has no compound.</exception>
    public ImmutableSortedDictionary<string, string> Contents(ImmutableArray<string> named, string? demolish)
    {
        var shapes = Shapes();
        var chosen = UnaryUnionOp.Union(named.Select(name => name == Historic ? shapes.First(shape => Kept(shape).Any()) : shapes[(int.Parse(name, CultureInfo.InvariantCulture) - 1) % shapes.Count]).ToArray());
        var listed = @case.Procedure.Contents.Any(content => content.Id == GroundInputs.Buildings);
        // A unit lies around its compounds; a project is what it is.
        var area = listed ? chosen : new ConvexHull(chosen).GetConvexHull();
        var filled = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(GroundInputs.Area, AreaText.Of(area));
        if (!listed)
            return filled;
        var buildings = _land.BuildingsIn(area);
        var smallest = demolish == Smallest ? buildings.Where(building => !IsKept(building, area) && building.FloorAreaM2 <= buildings.Sum(each => each.FloorAreaM2 ?? 0) * MostDemolished).MinBy(building => building.FloorAreaM2) : null;
        filled = filled.Add(GroundInputs.Buildings, TableText.Of(buildings.Select(building => Row(building, building == smallest || (demolish == Historic && IsKept(building, area))))))
            .Add(GroundInputs.Wishes, TableText.Of(buildings.SelectMany(Wishes))).Add(Works, TableText.Of(WorksOn(buildings)));
        if (_land.ParcelsIn(area) is { IsEmpty: false } parcels)
            filled = filled.Add(GroundInputs.Parcels, TableText.Of(parcels.Select(parcel => parcel.Row())));
        return FindingsIn(area).ToArray() is { Length: > 0 } findings ? filled.Add(Findings, string.Join('\n', findings)) : filled;
    }

    private List<Geometry> Shapes()
    {
        var table = LayerStore.OpenCurrent(city, Compounds);
        var all = Enumerable.Range(0, table.Count).Where(row => table.Geometries[row] is { IsEmpty: false }).ToArray();
        var there = all.Where(row => (table.Value(row, Community) as string)?.StartsWith(@case.Place, StringComparison.Ordinal) == true).ToArray();
        return there is [] && all is []
            ? throw new RefusedException(new Refusal("sample.no-compound", new("示例办件需要小区图层", "the sample cases need the layer of compounds")))
            : [.. (there is [] ? all : there).Select(row => table.Geometries[row]!)];
    }

    private IEnumerable<Geometry> Kept(Geometry area) => _land.Near(_rules.Kept, area).Select(near => near.Shape).Where(shape => shape.Dimension == Dimension.Surface && _land.SharedM2(shape, _land.Projected(area)) > _rules.ToleranceM2);

    private bool IsKept(GroundBuilding building, Geometry area) => _land.Near(_rules.Buildings, area).Where(near => near.Id == building.Id).Any(near => Kept(area).Any(shape => _land.SharedM2(shape, near.Shape) > _rules.ToleranceM2));

    private static ImmutableSortedDictionary<string, string> Row(GroundBuilding building, bool demolish)
    {
        var known = (building with { FloorAreaM2 = building.FloorAreaM2 ?? 0, Year = building.Year ?? 1990, Households = HoldersOf(building) }).Row();
        return known.Add("action", demolish ? "demolish" : "renovate").Add("reason", demolish ? "示例：结构老化" : "示例：设施老化");
    }

    private static long HoldersOf(GroundBuilding building) => building.Households ?? 1;

    // Not everybody agrees, and that is a wish as well.
    private static IEnumerable<ImmutableSortedDictionary<string, string>> Wishes(GroundBuilding building) => Enumerable.Range(1, (int)HoldersOf(building)).Select(at => Row(
        ("holder", string.Create(CultureInfo.InvariantCulture, $"{building.Id}-{at:00}")), ("building", building.Id), ("wish", at % 11 == 7 ? "disagree" : at % 13 == 9 ? "abstain" : "agree")));

    private static IEnumerable<ImmutableSortedDictionary<string, string>> WorksOn(ImmutableArray<GroundBuilding> buildings)
    {
        string Whole(double quantity) => Math.Ceiling(quantity).ToString(CultureInfo.InvariantCulture);
        yield return Row(("item", "示例：雨污水管网"), ("category", "pipes"), ("quantity", Whole(45d * buildings.Length)), ("unit", "m"));
        yield return Row(("item", "示例：外墙修缮"), ("category", "buildings"), ("quantity", Whole(buildings.Sum(building => building.FloorAreaM2 ?? 0) * 0.6)), ("unit", "m2"));
        yield return Row(("item", "示例：加装电梯"), ("category", "lifts"), ("quantity", Whole(buildings.Length / 4d)), ("unit", "set"));
    }

    private static ImmutableSortedDictionary<string, string> Row(params IEnumerable<(string Column, string Text)> cells) => cells.ToImmutableSortedDictionary(cell => cell.Column, cell => cell.Text, StringComparer.Ordinal);

    private IEnumerable<string> FindingsIn(Geometry area) => city.View<Runs>().Newest is not { } newest ? [] : CheckUpRun.Open(city, newest.Manifest).Findings
        .Where(finding => area.EnvelopeInternal.Contains(finding.Lon, finding.Lat) && area.Covers(new Point(finding.Lon, finding.Lat))).Take(MostFindings).Select(finding => finding.Id);
}
