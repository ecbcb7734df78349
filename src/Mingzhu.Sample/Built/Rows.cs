using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>Sets buildings in rows that face south (行列式布局), with a way through the middle and lanes between the rows.</summary>
internal static class Rows
{
    /// <summary>Half the width kept free for the way through the middle, metres.</summary>
    private const double WayM = 4.5;

    /// <summary>Fills a lot, at most <paramref name="limit"/> buildings.</summary>
    public static void Fill(Lot lot, Recipe.Layout layout, Dice dice, int limit, int firstNumber, int lastYear)
    {
        var village = layout.DwellingM < 0;
        var y = Math.Max(8, layout.Between[0] / 2);
        var school = lot.Facility is "primary-school" or "secondary-school";
        // A school keeps its southern half for the playground.
        if (school)
            y = lot.HeightM * 0.52;
        while (lot.Buildings.Count < limit)
        {
            var depth = dice.Between(layout.Depth);
            if (y + depth > lot.HeightM - 5)
                break;
            if (lot.Buildings.Count > 0)
                lot.Lanes.Add(y - layout.Between[0] / 2);
            foreach (var (from, to) in new[] { (6.0, lot.WidthM / 2 - WayM), (lot.WidthM / 2 + WayM, lot.WidthM - 6) })
            {
                for (var x = from; lot.Buildings.Count < limit;)
                {
                    var length = Math.Min(dice.Between(layout.Length), to - x);
                    if (length < layout.Length[0] * 0.8)
                        break;
                    if (!dice.Chance(layout.Skip))
                        Set(lot, layout, dice, x, y, length, depth, firstNumber + lot.Buildings.Count, lastYear, village);
                    x += length + dice.Between(layout.Gap);
                }
            }

            y += depth + dice.Between(layout.Between);
        }
    }

    private static void Set(Lot lot, Recipe.Layout layout, Dice dice, double x, double y, double length, double depth, int number, int lastYear, bool house)
    {
        var floors = dice.Pick(layout.Floors);
        var year = Math.Min(lastYear, lot.Year + (house ? dice.Between(-6, 14) : dice.Between(0, 2)));
        var alarm = dice.Next();
        var ring = Footprint(lot, dice, x, y, length, depth, court: lot.Use == "courtyard");
        if (!(lot.Clipped ? lot.Ground.Holds(ring) : ring.All(lot.Ground.Holds)) || (lot.Garden is { } garden && Near(garden, ring)))
            return;
        var height = Math.Round(floors * layout.StoreyM + 0.6, 1);
        lot.Buildings.Add(new Building(number, lot, ring, layout.Use, year, floors)
        {
            HeightM = height,
            Households = layout.Use != "residential" ? 0 : house ? 1 : Math.Max(1, (int)Math.Round(length / layout.DwellingM)) * floors,
            FloorAreaM2 = Math.Round(Math.Abs(Shape.SignedArea(ring)) * floors, 1),
            FireAlarm = height > (layout.Use == "residential" ? 27 : 24) && (layout.Use == "residential" || floors > 1)
                ? alarm < (year >= 2015 ? 0.86 : year >= 2008 ? 0.5 : 0.15)
                : null,
        });
    }

    /// <summary>A slab, or a house round three sides of a court that is open to the south.</summary>
    private static Pt[] Footprint(Lot lot, Dice dice, double x, double y, double length, double depth, bool court)
    {
        // A true rectangle on the row's own axis, not the lot's slightly bent sides.
        var origin = lot.Local(x + length / 2, y + depth / 2);
        var axis = lot.Quad[1] - lot.Quad[0];
        var east = axis * (1 / axis.Length);
        var north = new Pt(-east.Y, east.X);
        Pt At(double right, double up) => origin + east * (right - length / 2) + north * (up - depth / 2);
        if (!court || !dice.Chance(0.8))
            return [At(0, 0), At(length, 0), At(length, depth), At(0, depth)];
        var wing = length * 0.3;
        var back = depth * 0.42;
        return [At(0, 0), At(wing, 0), At(wing, depth - back), At(length - wing, depth - back), At(length - wing, 0), At(length, 0), At(length, depth), At(0, depth)];
    }

    private static bool Near(Pt[] garden, Pt[] ring) =>
        ring.Max(p => p.X) > garden.Min(p => p.X) - 4 && ring.Min(p => p.X) < garden.Max(p => p.X) + 4 && ring.Max(p => p.Y) > garden.Min(p => p.Y) - 4 && ring.Min(p => p.Y) < garden.Max(p => p.Y) + 4;
}
