using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Something that can be placed, moved and taken away on the map (可试布的设施), and how far it serves homes.</summary>
/// <param name="Id">A facility kind of the pack, or "park".</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The layer its features stand in.</param>
/// <param name="WalkM">How far one walks to it, metres along ways; null if it serves in a straight line.</param>
/// <param name="Minutes">The life circle it belongs to; null if to none.</param>
/// <param name="Source">Whose rule that is.</param>
/// <param name="Usual">What a new one is made of where nothing is said: the least its standard asks for.</param>
/// <param name="Classes">Classes a new one may have, where its reach depends on them.</param>
public sealed record TriedKind(string Id, Wording Name, string Layer, double? WalkM, int? Minutes, Citation Source, NewSize Usual, ImmutableArray<TriedClass> Classes)
{
    /// <summary>The id of parks.</summary>
    public const string Park = "park";

    internal const string Facilities = "facilities", Parks = "parks";

    /// <summary>How far one of a class or size serves in a straight line, metres: the first coverage indicator that counts it says so.</summary>
    internal ImmutableArray<Server> Servers { get; init; } = [];

    /// <summary>The radius where no indicator says one; null if none is known.</summary>
    internal double? RadiusM { get; init; }

    /// <summary>The indicator whose radius it is; null where the kind brings its own.</summary>
    public string? By { get; init; }

    /// <summary>Whether a usual new one counts for an indicator.</summary>
    public bool CountsFor(Indicator indicator)
    {
        var probe = new Probe(this, Sized(NewSize.Usual));
        bool Among(Rows rows) => rows.Layer == Layer && (rows.Where?.Holds(probe) ?? rows.Where is null);
        return indicator.Measure switch
        {
            LifeCircleMeasure measure => Minutes?.ToString(CultureInfo.InvariantCulture) == measure.Circle,
            CoverageMeasure measure => measure.By.Any(server => server.Rows.Layer == Layer && server.Serves(probe)),
            LackingMeasure measure => measure.Needs.SelectMany(need => need.From).Any(source => Among(source.Rows)),
            InspectedMeasure => false,
            _ => indicator.Measure.Layers.Contains(Layer),
        };
    }

    /// <summary>A size with everything said: what was left open is as the standard has it, a class the last that the area does not contradict.</summary>
    internal NewSize Sized(NewSize size)
    {
        var area = size.AreaM2 ?? Usual.AreaM2;
        var known = Id == Park && size.Class is null && area is { } m2 ? Classes.LastOrDefault(each => each.Admits(m2))?.Id : size.Class;
        return new NewSize(size.FloorM2 ?? Usual.FloorM2, size.SiteM2 ?? Usual.SiteM2, area, known);
    }

    /// <summary>Whether a row is one of these.</summary>
    internal bool Is(string layer, IRow row) => layer == Layer && (Id == Park || row["kind"] as string == Id);

    /// <summary>How far a row of this kind serves in a straight line, metres; 0 if nobody.</summary>
    internal double StraightM(IRow row)
    {
        if (Servers.IsEmpty)
            return RadiusM ?? 0;
        var reach = 0.0;
        foreach (var server in Servers)
        {
            if (server.Serves(row))
                reach = Math.Max(reach, server.ReachM(row));
        }

        return reach;
    }

    /// <summary>All kinds of a pack that serve somebody: parks first, then facilities in written order.</summary>
    internal static ImmutableArray<TriedKind> Of(Pack pack, Catalog catalog)
    {
        var facilities = FacilityKinds.Of(pack);
        var circles = LifeCircle.Of(pack, facilities);
        var kinds = facilities.All.Select(kind => Of(kind, circles.FirstOrDefault(circle => circle.Kinds.Contains(kind.Id)), catalog));
        return [.. new[] { OfParks(pack, catalog) }.Concat(kinds).OfType<TriedKind>()];
    }

    private static TriedKind? Of(FacilityKind kind, LifeCircle? circle, Catalog catalog)
    {
        var usual = new NewSize(kind.BuildingM2?.Least, kind.SiteM2?.Least);
        var classes = kind.RadiusMByClass.Keys.Order(StringComparer.Ordinal).Select(word => new TriedClass(word, Wording.Same(word))).ToImmutableArray();
        var tried = new TriedKind(kind.Id, kind.Name, Facilities, kind.WalkM ?? circle?.WalkM, circle?.Minutes, kind.Source, usual, classes) { RadiusM = kind.RadiusM };
        if (tried.WalkM is not null)
            return tried;
        var indicator = Counting(catalog, Facilities, server => server.Serves(new Probe(tried, usual)));
        return indicator is null && kind.RadiusM is null ? null : tried with { Servers = ServersOf(indicator, Facilities), By = indicator?.Code };
    }

    private static TriedKind? OfParks(Pack pack, Catalog catalog)
    {
        if (Counting(catalog, Parks, _ => true) is not { } indicator)
            return null;
        var standard = ParkStandard.Of(pack);
        var usual = new NewSize(AreaM2: standard.Steps.Length > 0 ? standard.Steps[0].LeastM2 : null);
        return new TriedKind(Park, new("公园绿地", "Park"), Parks, null, null, standard.RadiusSource, usual, [.. standard.Classes.Select(park => new TriedClass(park.Id, park.Name, park.LeastHa, park.MostHa))])
        {
            Servers = ServersOf(indicator, Parks), By = indicator.Code,
        };
    }

    private static Indicator? Counting(Catalog catalog, string layer, Func<Server, bool> serves) =>
        catalog.Indicators.FirstOrDefault(indicator => indicator.Measure is CoverageMeasure coverage && coverage.By.Any(server => server.Rows.Layer == layer && serves(server)));

    private static ImmutableArray<Server> ServersOf(Indicator? indicator, string layer) =>
        indicator?.Measure is CoverageMeasure coverage ? [.. coverage.By.Where(server => server.Rows.Layer == layer)] : [];

    /// <summary>A row as a new one would have it, to ask conditions with.</summary>
    private sealed record Probe(TriedKind Kind, NewSize Size) : IRow
    {
        public object? this[string field] => NewRow.ValueOf(Kind, Size, field);
    }
}

/// <summary>A class something new may have (类别).</summary>
/// <param name="Id">As the data write it.</param>
/// <param name="Name">Its name.</param>
/// <param name="LeastHa">Hectares under which the class is contradicted; null if nothing says.</param>
/// <param name="MostHa">Hectares over which it is; null if nothing says.</param>
public sealed record TriedClass(string Id, Wording Name, double? LeastHa = null, double? MostHa = null)
{
    /// <summary>Whether an area does not contradict it.</summary>
    public bool Admits(double areaM2) => areaM2 / 10_000 >= (LeastHa ?? 0) && areaM2 / 10_000 <= (MostHa ?? double.PositiveInfinity);
}
