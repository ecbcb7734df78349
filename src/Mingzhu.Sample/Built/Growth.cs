using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>
/// The city grows (城市生长): cell after cell from the old town and the county towns outward, until every building is placed. Where it is built decides when, and so what:
/// old slabs in the middle, towers outside, villages it has swallowed, factories in the eastern zone.
/// </summary>
internal sealed class Growth(City city)
{
    private const double InnerStreetM = 12;
    private readonly Lattice _lattice = city.Lattice;
    private readonly Recipe _recipe = city.Recipe;

    /// <summary>Builds everything; exactly as many buildings as asked for.</summary>
    public void Build(CancellationToken cancel)
    {
        var total = city.Scale.Buildings;
        var old = Math.Min(total, (int)Math.Round(total * (city.Scale.IsSmall ? _recipe.OldTown.ShareOfSmallCity : _recipe.OldTown.Share)));
        var claimed = new bool[_lattice.CellCount];
        foreach (var cell in Enumerable.Range(0, _lattice.CellCount).Where(_lattice.InLake))
            claimed[cell] = true;
        Grow(Enumerable.Range(0, _lattice.CellCount).Where(_lattice.InOldTown), old, default, null, cancel);
        for (var town = 1; town < _recipe.Districts.Length; town++)
        {
            var quota = (int)Math.Round(total * _recipe.Districts[town].Share);
            var centre = city.Towns[town];
            Grow(Nearest(centre, claimed, city.Scale.RadiusM * 0.5 + 1500), city.Buildings.Count + quota, centre, Math.Sqrt(quota * 2000.0 / Math.PI), cancel, claimed);
        }

        Grow(Nearest(default, claimed, double.MaxValue), total, default, city.Scale.RadiusM, cancel, claimed);
        if (city.Buildings.Count != total)
            throw new InvalidOperationException($"The lattice holds {city.Buildings.Count} buildings, not {total}.");
    }

    private void Grow(IEnumerable<int> cells, int until, Pt centre, double? radius, CancellationToken cancel, bool[]? claimed = null)
    {
        foreach (var cell in cells)
        {
            if (city.Buildings.Count >= until)
                return;
            cancel.ThrowIfCancellationRequested();
            if (claimed is not null)
                claimed[cell] = true;
            city.Built[cell] = true;
            Develop(cell, radius is { } r ? _lattice.Centre(cell).To(centre) / r : 0, until);
        }
    }

    /// <summary>Free cells from a centre outward; farther along some directions than others, so that the edge is not a circle.</summary>
    private IEnumerable<int> Nearest(Pt centre, bool[] claimed, double within)
    {
        var dice = new Dice(city.Seed, "growth", (long)centre.X, (long)centre.Y);
        var (one, two) = (dice.Between(0, Math.Tau), dice.Between(0, Math.Tau));
        return Enumerable.Range(0, _lattice.CellCount)
            .Where(cell => !claimed[cell] && city.Territory.Contains(cell) && _lattice.Centre(cell).To(centre) < within)
            .Select(cell =>
            {
                var way = _lattice.Centre(cell) - centre;
                var angle = Math.Atan2(way.Y, way.X);
                var stretch = 1 + 0.13 * Math.Sin(3 * angle + one) + 0.07 * Math.Sin(7 * angle + two);
                return (Cell: cell, Order: way.Length * stretch + new Dice(city.Seed, "edge", cell).Between(0, 160));
            })
            .OrderBy(pair => pair.Order).ThenBy(pair => pair.Cell).Select(pair => pair.Cell);
    }

    private void Develop(int cell, double out1, int until)
    {
        var dice = new Dice(city.Seed, "cell", cell);
        var centre = _lattice.Centre(cell);
        var zone = city.Programme.Zone(centre);
        var reserved = city.Programme.Reserved(cell);
        var wet = city.Terrain.IsWet(cell);
        var oldTown = _lattice.InOldTown(cell);
        var sparse = zone?.Role == "sparse-roads";
        var year = city.Programme.BuiltAtOnce(centre) ?? EraOf(out1, dice);
        var village = !oldTown && city.Programme.BuiltAtOnce(centre) is null && dice.Chance(out1 < 0.3 ? 0.03 : out1 < 0.7 ? 0.12 : 0.21);
        var split = wet || sparse || reserved.Contains("block-park") ? (1, 1) : oldTown ? (2, 2) : Split(year, reserved.Count, village, dice);
        var lots = new Parting(city, cell, year, split, wet).Lots(dice);
        var taken = 0;
        foreach (var (quad, ground, sides) in lots)
        {
            var kept = taken < reserved.Count && !oldTown ? reserved[taken++] : null;
            var use = kept is not null ? UseOf(kept) : oldTown ? (dice.Chance(0.05) ? "park" : "courtyard") : village ? "village" : UseOf(out1, year, zone?.Role, dice);
            Settle(cell, quad, ground, sides, use, kept, oldTown ? 1925 + dice.Below(50) : village ? 1978 + dice.Below(24) : year, wet, dice, until);
            if (city.Buildings.Count >= until)
                return;
        }
    }

    private void Settle(int cell, Pt[] quad, Shape ground, Side[] sides, string use, string? kept, int year, bool wet, Dice dice, int until)
    {
        Pt[]? strip = null;
        if (!wet && use is "old" or "middle" or "new" && !wet && dice.Chance(0.09) && !city.Programme.Missing("park", _lattice.Centre(cell)))
            (quad, strip) = WithStrip(quad, dice.Between(0.14, 0.3));
        var lot = new Lot(city.Lots.Count, cell, quad, strip is null ? ground : Shape.Polygon(quad), sides, use, year, wet) { Facility = kept, Strip = strip };
        city.Lots.Add(lot);
        if (!_recipe.Layouts.TryGetValue(use, out var layout))
            return;
        if (use == "new" && Math.Min(lot.WidthM, lot.HeightM) > 110)
            lot.Garden = Garden(lot, dice);
        Rows.Fill(lot, layout, dice, until - city.Buildings.Count, city.Buildings.Count + 1, _recipe.LastYear);
        city.Buildings.AddRange(lot.Buildings);
        LeaveOver(lot);
        if (lot.IsHousing && lot.Buildings.Count > 0)
            city.Compounds.Add(lot.Compound = Compounds.Make(city, lot, layout, dice));
    }

    /// <summary>Here and there what the last row leaves free behind it belongs to nobody (边角地、夹心地).</summary>
    private void LeaveOver(Lot lot)
    {
        const double BehindM = 5;
        var leftover = _recipe.Leftover;
        var dice = new Dice(city.Seed, "leftover", lot.Number);
        if (lot.Clipped || lot.Strip is not null || lot.Garden is not null || lot.Facility is not null || lot.Buildings.Count == 0 || !dice.Chance(leftover.Share))
            return;
        var from = lot.Buildings.Max(building => building.Ring.Max(lot.NorthOf)) + BehindM;
        if (lot.HeightM - from < leftover.LeastDepthM)
            return;
        var whole = dice.Chance(leftover.WholeWidth);
        var west = whole || dice.Chance(0.5);
        lot.LeaveOver(from, dice.Pick(whole ? leftover.Wide : leftover.Corner), west, whole || !west);
    }

    private static Pt[] Garden(Lot lot, Dice dice)
    {
        var (w, h) = (dice.Between(34, 62), dice.Between(40, 78));
        var (x, y) = ((lot.WidthM - w) / 2, (lot.HeightM - h) / 2);
        return [lot.Local(x, y), lot.Local(x + w, y), lot.Local(x + w, y + h), lot.Local(x, y + h)];
    }

    /// <summary>Leaves the northern part of a lot as a green strip.</summary>
    private static (Pt[] Lot, Pt[] Strip) WithStrip(Pt[] quad, double share)
    {
        var (west, east) = (quad[3].Toward(quad[0], share), quad[2].Toward(quad[1], share));
        var (fence1, fence2) = (quad[3].Toward(quad[0], share + 0.02), quad[2].Toward(quad[1], share + 0.02));
        return ([quad[0], quad[1], fence2, fence1], [west, east, quad[2], quad[3]]);
    }

    private static int EraOf(double out1, Dice dice)
    {
        var year = 1979 + (int)(Math.Min(out1, 1.15) * 40) + dice.Between(-5, 5);
        return Math.Clamp(out1 < 0.6 && dice.Chance(0.16) ? dice.Between(2008, 2023) : year, 1975, 2024);
    }

    private static (int Across, int Up) Split(int year, int kept, bool village, Dice dice) => (village, kept, year) switch
    {
        (true, 0, _) => (1, 1),
        (_, > 1, _) => (2, 2),
        (_, 1, _) => dice.Chance(0.5) ? (2, 2) : (2, 1),
        (_, _, < 2000) => dice.Chance(0.55) ? (2, 2) : dice.Chance(0.5) ? (2, 1) : (1, 2),
        (_, _, < 2010) => dice.Chance(0.3) ? (2, 2) : dice.Chance(0.6) ? (2, 1) : (1, 2),
        _ => dice.Chance(0.45) ? (1, 1) : dice.Chance(0.6) ? (2, 1) : (1, 2),
    };

    private static string UseOf(string kept) => kept switch
    {
        "primary-school" or "secondary-school" => "school",
        "hospital" or "public" or "park" or "block-park" => kept,
        _ => "vacant",
    };

    private static string UseOf(double out1, int year, string? role, Dice dice)
    {
        var draw = dice.Next();
        var industry = role == "industry" ? 0.46 : out1 > 0.25 && year < 2000 ? 0.07 : 0.02;
        var commerce = role == "leisure" ? 0.16 : out1 < 0.3 ? 0.14 : 0.06;
        var office = out1 < 0.35 ? 0.08 : 0.03;
        var vacant = out1 < 0.4 ? 0.01 : 0.03 + 0.05 * Math.Min(out1, 1);
        if ((draw -= industry) < 0)
            return "industry";
        if ((draw -= commerce) < 0)
            return "commerce";
        if ((draw -= office) < 0)
            return "office";
        if ((draw -= vacant) < 0)
            return "vacant";
        return year < 2000 ? "old" : year < 2010 ? "middle" : "new";
    }

    /// <summary>Half of an inner street and the fence beside it, metres.</summary>
    public static double InnerMarginM => InnerStreetM / 2 + 3;
}
