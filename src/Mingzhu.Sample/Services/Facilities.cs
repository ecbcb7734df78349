using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>A facility as it is written.</summary>
internal sealed record Facility(string Id, string Kind, string Name, Shape Ground)
{
    public string? Class { get; init; }

    public double? FloorM2 { get; init; }

    public double? SiteM2 { get; init; }

    public int? Capacity { get; init; }

    public double? RefugeM2 { get; init; }

    public bool? Open { get; init; }
}

/// <summary>
/// Public facilities (公共服务设施). Schools, hospitals and halls stand on lots kept for them; the rest comes with people: going from compound to compound, one of a kind for every so many
/// residents. Where the recipe leaves a gap there is none, and nobody makes up for it.
/// </summary>
internal sealed class Facilities
{
    private readonly City _city;
    private readonly Recipe.WordList _words;

    public Facilities(City city, Greens greens, Roads roads)
    {
        (_city, _words) = (city, city.Recipe.Words);
        foreach (var lot in city.Lots)
            OnLot(lot);
        foreach (var service in city.Recipe.Facilities)
            ForPeople(service);
        FireStations();
        Shelters(greens);
        BusStops(roads);
        BridgesAndFloods(roads);
        ForRenewal();
    }

    public List<Facility> All { get; } = [];

    public IEnumerable<Facility> Of(string kind) => All.Where(facility => facility.Kind == kind);

    public void Write(LayerFile file)
    {
        foreach (var f in All)
        {
            file.Add(
                f.Ground, ("id", f.Id), ("name", f.Name), ("kind", f.Kind), ("class", f.Class), ("floor_area_m2", f.FloorM2), ("site_area_m2", f.SiteM2),
                ("capacity", f.Capacity), ("effective_area_m2", f.RefugeM2), ("open_to_public", f.Open));
        }
    }

    private void OnLot(Lot lot)
    {
        if (lot.Facility is not ("primary-school" or "secondary-school" or "hospital"))
            return;
        var dice = new Dice(_city.Seed, "facility lot", lot.Number);
        var floor = Math.Round(lot.Buildings.Sum(building => building.FloorAreaM2), 1);
        var second = lot.Facility == "secondary-school";
        var name = dice.Pick(_words.Parts) + (lot.Facility == "hospital" ? _words.Hospital : second ? _words.SchoolSecondary : _words.SchoolPrimary);
        Add(lot.Facility, name, lot.Ground, f => f with
        {
            FloorM2 = floor,
            SiteM2 = Math.Round(lot.Ground.AreaM2, 1),
            Capacity = lot.Facility == "hospital" ? dice.Between(120, 900) : (second ? 1500 : 1080) + 45 * dice.Below(14),
        });
        if (lot.Clipped || lot.HeightM < 100 || lot.WidthM < 90)
            return;
        var (kind, across, up) = second && lot.HeightM > 190 && lot.WidthM > 130 ? ("football-11", 64, 96) : lot.HeightM > 120 ? ("football-7", 45, 52) : ("football-5", 26, 40);
        var (x, y) = ((lot.WidthM - across) / 2, 8.0);
        Pt[] pitch = [lot.Local(x, y), lot.Local(x + across, y), lot.Local(x + across, Math.Min(y + up, lot.HeightM * 0.5)), lot.Local(x, Math.Min(y + up, lot.HeightM * 0.5))];
        Add(kind, name + _words.Football, Shape.Polygon(pitch), f => f with { SiteM2 = Math.Round(Math.Abs(Shape.SignedArea(pitch)), 1), Open = dice.Chance(0.6) });
    }

    private void ForPeople(Recipe.Service service)
    {
        var dice = new Dice(_city.Seed, "service " + service.Kind);
        var waiting = service.People * dice.Between(0.3, 0.8);
        foreach (var compound in _city.Compounds.OrderBy(compound => compound.Community, StringComparer.Ordinal).ThenBy(compound => compound.Number))
        {
            waiting += compound.Residents;
            var lot = compound.Lot;
            var missing = _city.Programme.Missing(service.Kind, lot.Centre);
            while (waiting >= service.People)
            {
                waiting -= service.People * dice.Between(0.8, 1.2);
                if (missing || Beside(lot) is not { } at)
                    continue;
                var floor = service.Floor is { } range ? Math.Round(dice.Between(range), 0) : (double?)null;
                Add(service.Kind, compound.Name + service.Name, Shape.Point(at), f => f with
                {
                    FloorM2 = floor,
                    SiteM2 = service.Site is { } site ? Math.Round(dice.Between(site), 0) : null,
                    Capacity = service.Capacity is { } capacity ? dice.Between(capacity[0], capacity[1]) : null,
                    Open = service.Site is not null && service.Floor is null ? dice.Chance(0.85) : null,
                });
            }
        }
    }

    /// <summary>The next place along the southern front of a compound.</summary>
    private static Pt? Beside(Lot lot)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            var at = lot.Local(6 + 9 * (lot.Placed++ % Math.Max(1, (int)((lot.WidthM - 12) / 9))), 3.5);
            if (lot.Ground.Holds(at))
                return at;
        }

        return lot.Buildings.Count > 0 ? lot.Buildings[0].Ring[0] : null;
    }

    /// <summary>One fire station for every 2.3 km of built land, beside an arterial where there is one.</summary>
    private void FireStations()
    {
        const int Apart = 8;
        var lattice = _city.Lattice;
        var dice = new Dice(_city.Seed, "fire stations");
        for (var j = Apart / 2; j < lattice.Size; j += Apart)
        {
            for (var i = Apart / 2; i < lattice.Size; i += Apart)
            {
                var cell = lattice.Cell(i, j);
                var at = lattice.Corners(cell)[0] + new Pt(34, 34);
                if (!_city.Built[cell] || _city.Programme.Missing("fire-station", at))
                    continue;
                var first = dice.Chance(0.45);
                Add("fire-station", dice.Pick(_words.RoadParts) + _words.FireStation, Shape.Point(at), f => f with { Class = _words.FireClasses[first ? 0 : dice.Chance(0.7) ? 1 : 2], FloorM2 = first ? 3200 : 2000, SiteM2 = first ? 4600 : 2800 });
            }
        }
    }

    private void Shelters(Greens greens)
    {
        var dice = new Dice(_city.Seed, "shelters");
        foreach (var park in greens.Parks.Where(park => !park.Enclosed && park.Ground.AreaM2 > 9000 && dice.Chance(0.5)).ToList())
        {
            Add("shelter", park.Name + _words.Shelter, park.Ground, f => f with { SiteM2 = Math.Round(park.Ground.AreaM2, 1), RefugeM2 = Math.Round(park.Ground.AreaM2 * dice.Between(0.3, 0.55), 0), Open = true });
        }
    }

    private void BusStops(Roads roads)
    {
        var dice = new Dice(_city.Seed, "bus stops");
        foreach (var road in roads.All.Where(road => road.Street.Class is "arterial" or "secondary" && !road.Bridge && Lively(road)))
        {
            if (!dice.Chance(road.Street.Class == "arterial" ? 0.75 : 0.4))
                continue;
            var at = road.Line[0].Toward(road.Line[^1], dice.Between(0.35, 0.65));
            Add("bus-stop", road.Street.Name + _words.BusStop, Shape.Point(at + new Pt(3, 3)));
        }
    }

    private bool Lively(Road road)
    {
        var (i, j) = _city.Lattice.Near(road.Line[0].Toward(road.Line[^1], 0.5));
        return _city.Built[_city.Lattice.Cell(i, j)];
    }

    /// <summary>Every bridge with its condition, A to E; and the low places that flood.</summary>
    private void BridgesAndFloods(Roads roads)
    {
        var dice = new Dice(_city.Seed, "bridges");
        foreach (var road in roads.All.Where(road => road.Bridge))
        {
            var condition = dice.Chance(0.02) ? "E" : dice.Chance(0.05) ? "D" : dice.Chance(0.25) ? "C" : dice.Chance(0.5) ? "B" : "A";
            Add("bridge", road.Street.Name + _words.Bridge, Shape.Point(road.Line[0].Toward(road.Line[^1], 0.5)), f => f with { Class = condition });
        }

        var low = roads.All.Where(road => !road.Bridge && road.Street.Class is "secondary" or "branch" && Lively(road)).ToList();
        for (var k = Math.Min(low.Count, 2 + _city.Scale.Buildings / 5000); k > 0; k--)
        {
            var road = dice.Pick(low);
            Add("flood-spot", road.Street.Name + _words.FloodSpot, Shape.Point(road.Line[0].Toward(road.Line[^1], 0.5)));
        }
    }

    /// <summary>Quarters, shopping streets and works old enough to be looked at for renewal.</summary>
    private void ForRenewal()
    {
        var dice = new Dice(_city.Seed, "renewal");
        foreach (var lot in _city.Lots.Where(lot => lot.Buildings.Count > 0))
        {
            var (kind, name) = lot.Use switch
            {
                "commerce" when lot.Year < 1992 => ("old-commercial-block", _words.OldCommercial),
                "industry" when lot.Year < 2000 => ("old-factory", _words.OldFactory),
                "old" when lot.Year < 1988 && dice.Chance(0.25) => ("old-quarter", _words.OldQuarter),
                _ => ("", ""),
            };
            if (kind.Length == 0)
                continue;
            Add(kind, dice.Pick(_words.Parts) + name, lot.Ground, f => f with { SiteM2 = Math.Round(lot.Ground.AreaM2, 1) });
        }
    }

    private void Add(string kind, string name, Shape ground, Func<Facility, Facility>? more = null)
    {
        var plain = new Facility($"S{All.Count + 1:D6}", kind, name, ground);
        All.Add(more is null ? plain : more(plain));
    }
}
