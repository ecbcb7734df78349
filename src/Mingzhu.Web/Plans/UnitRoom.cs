using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Siting;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Web.Plans;

/// <summary>Proposals of renewal units on the ground of a place (单元建议结果).</summary>
/// <param name="Proposals">Those with most points first.</param>
/// <param name="Shapes">Their grounds in degrees, EPSG:4490, in the same order.</param>
/// <param name="Blocks">How many blocks the lines close.</param>
/// <param name="Findings">How many findings lie on the ground.</param>
/// <param name="Sites">How many facilities have a ground that stays whole.</param>
/// <param name="Notes">What a reader should know about the layers.</param>
public sealed record UnitAnswer(ImmutableArray<UnitProposal> Proposals, ImmutableArray<Geometry> Shapes, int Blocks, int Findings, int Sites, ImmutableArray<Wording> Notes);

/// <summary>Where renewal units are proposed (单元建议室): the layers and the check-up that who asks may see, cut to a place.</summary>
/// <param name="room">The cases.</param>
/// <param name="book">Layers and check-up.</param>
/// <param name="caller">Who asks.</param>
/// <param name="shelf">The proposals made lately.</param>
public sealed class UnitRoom(CaseRoom room, ICityBook book, Caller caller, AnswerShelf<UnitAnswer> shelf)
{
    /// <summary>The kind of thing whose ground is a unit.</summary>
    public const string Subject = "unit-plan";

    private static readonly ImmutableArray<string> Whole = ["facilities", "parks"];

    /// <summary>The figures of the adopted pack.</summary>
    public UnitRules Rules => UnitRules.Of(room.City.Pack);

    /// <summary>The districts and zones with a border on the map, of those whose cases may be looked at.</summary>
    public IEnumerable<string> Places => room.Book.Places.Districts.Concat(room.Book.Places.Zones).Select(place => place.Code).Where(place => caller.May(RightIds.ViewCases, Scope.In(place)) && Ground(place, "") is not null);

    /// <summary>The subdistricts of a district, by code and name.</summary>
    public IEnumerable<(string Code, string Name)> Parts(string place)
    {
        if (book.Features("boundaries") is not { } table)
            yield break;
        for (var row = 0; row < table.Count; row++)
        {
            if (table.Value(row, "level") as string == "subdistrict" && table.Value(row, "parent") as string == place && table.Value(row, "code") is string code)
                yield return (code, table.Value(row, "name") as string ?? code);
        }
    }

    /// <summary>Whether who asks may open a case of a unit here, and the pack prescribes its way.</summary>
    public bool Takes(string place) => caller.May(RightIds.ActOnCases, CaseRoom.ScopeOf(Subject, place, room.Book)) && room.Book.PlacesOf(Subject, room.Today).Contains(place);

    /// <summary>The kind of thing that draws units.</summary>
    public string? Drawing => room.Book.Subjects.FirstOrDefault(subject => subject.Id == Subject)?.Parent;

    /// <summary>The plans a unit of a place can belong to.</summary>
    public ImmutableArray<Case> PlansOf(string place) => Drawing is { } drawing ? [.. room.ParentsOf(drawing, place)] : [];

    /// <summary>The ground of a place, or of a subdistrict of it, in degrees; null where no layer has it.</summary>
    public Geometry? Ground(string place, string within) => within.Length == 0
        ? Row("boundaries", "code", place) ?? Row("zones", "code", place)
        : Parts(place).Any(part => part.Code == within) ? Row("boundaries", "code", within) : null;

    /// <summary>What is missing before anything can be proposed.</summary>
    public IEnumerable<Refusal> Missing(UnitAsked asked)
    {
        if (book.Plane is null)
            yield return new Refusal("unit-proposals.plane", new("还没有导入图层，没有平面坐标可用", "no layer was imported yet, so there is no plane to measure in"));
        if (book.Latest is null)
            yield return new Refusal("unit-proposals.run", new("还没有您可以查看的体检结果：先运行一次体检，问题的位置来自体检", "there is no check-up you may see: run one first, for findings lie where it says"));
        if (Ground(asked.Place, asked.Within) is null)
            yield return new Refusal("unit-proposals.ground", new("图层“行政边界”或“功能区”中没有此地的范围：先导入", "neither the layer of boundaries nor that of zones has the border of this place: import it first"));
        if (!asked.Lines.IsEmpty && asked.Lines.All(layer => book.Features(layer) is null))
            yield return new Refusal("unit-proposals.no-lines", new("没有可用的道路、河流或地块图层：先导入，街坊由它们围成", "there is no layer of roads, waters or parcels: import one first, for blocks lie between them"));
    }

    /// <summary>The proposals; begun if nobody has asked the same lately.</summary>
    public SitingWork<UnitAnswer> Propose(UnitAsked asked, UnitMeasure measure)
    {
        var (run, points) = (book.Latest!, AnnualPlanRules.Of(room.City.Pack).Points);
        var versions = string.Join(' ', UnitAsked.AllLines.Concat(Whole).Append("boundaries").Append("zones").Select(layer => book.Layers.FirstOrDefault(sheet => sheet.Id == layer)?.Version?.File));
        return shelf.Ask($"{book.View} {run.Manifest.Id} {versions} {asked.Place} {asked.Within} {string.Join(',', asked.Lines)} {measure} {points} {Rules.LeastBlockM2}", work =>
        {
            work.Report(new CheckUpProgress(new("正在按道路、河流和产权边界围出街坊", "closing blocks between roads, waters and ownership lines"), 0.1));
            var plane = book.Plane!;
            var degrees = Ground(asked.Place, asked.Within)!;
            var ground = plane.Project(degrees);
            var blocks = StreetBlocks.Of(ground, asked.Lines.SelectMany(layer => Shapes(layer, degrees)).Select(each => plane.Project(each.Shape)), Rules.LeastBlockM2);
            work.Stopped.ThrowIfCancellationRequested();
            work.Report(new CheckUpProgress(new($"{blocks.Blocks.Length} 个街坊，正在从问题最密处划定单元", $"{blocks.Blocks.Length} blocks; growing units from where findings lie densest"), 0.5));
            PlacedFinding[] findings = [.. run.Findings.Where(finding => degrees.EnvelopeInternal.Contains(finding.Lon, finding.Lat)).Select(finding => (finding, At: plane.Project(finding.Lon, finding.Lat)))
                .Select(pair => new PlacedFinding(pair.finding.Id, pair.finding.Indicator, pair.At.X, pair.At.Y, Points(pair.finding.Severity, points)))
                .Where(finding => blocks.BlockAt(finding.X, finding.Y) is not null)];
            ImmutableArray<FacilitySite> sites = [.. Whole.SelectMany(layer => Shapes(layer, degrees)).Where(each => each.Shape.Dimension == Dimension.Surface).Select(each => new FacilitySite(each.Id, each.Name, plane.Project(each.Shape)))];
            var names = run.Indicators.DistinctBy(indicator => indicator.Code).ToDictionary(indicator => indicator.Code, indicator => indicator.Name);
            var proposals = UnitProposals.Of(blocks, findings, sites, measure, kind => names.TryGetValue(kind, out var name) ? name : Wording.Same(kind), work.Stopped);
            return new UnitAnswer(proposals, [.. proposals.Select(proposal => plane.Unproject(proposal.Ground))], blocks.Blocks.Length, findings.Length, sites.Length, [.. Notes(asked)]);
        });
    }

    private IEnumerable<Wording> Notes(UnitAsked asked)
    {
        foreach (var layer in asked.Lines.Where(layer => book.Features(layer) is null).Select(NameOf))
            yield return new Wording($"没有图层“{layer.Zh}”，街坊没有按它划分", $"there is no layer '{layer.En}'; blocks were not cut by it");
        if (Whole.All(layer => book.Features(layer) is null))
            yield return new Wording("没有设施和公园的用地范围，无法保证设施完整", "no facility or park has a ground on the map, so none can be kept whole");
    }

    private Wording NameOf(string layer) => book.Layers.FirstOrDefault(sheet => sheet.Id == layer)?.Name ?? Wording.Same(layer);

    private static int Points(Severity severity, FindingPoints points) => severity switch
    {
        Severity.VerySerious => points.VerySerious,
        Severity.Serious => points.Serious,
        _ => points.General,
    };

    private Geometry? Row(string layer, string field, string value)
    {
        if (book.Features(layer) is not { } table)
            return null;
        for (var row = 0; row < table.Count; row++)
        {
            if (table.Value(row, field) as string == value && table.Geometries[row] is { Dimension: Dimension.Surface } shape)
                return shape;
        }

        return null;
    }

    private IEnumerable<(string Id, string Name, Geometry Shape)> Shapes(string layer, Geometry within)
    {
        if (book.Features(layer) is not { } table)
            yield break;
        var ground = PreparedGeometryFactory.Prepare(within);
        for (var row = 0; row < table.Count; row++)
        {
            if (table.Geometries[row] is { IsEmpty: false } shape && shape.Dimension > Dimension.Point && within.EnvelopeInternal.Intersects(shape.EnvelopeInternal) && ground.Intersects(shape))
                yield return (table.Ids[row], table.Value(row, "name") as string is { Length: > 0 } name ? name : table.Ids[row], shape);
        }
    }
}
