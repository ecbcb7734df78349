using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>One side of a lot: the street it lies on and which part of that street.</summary>
internal readonly record struct Side(Street Street, double From, double To);

/// <summary>A lot (地块): ground for one use, between streets.</summary>
internal sealed class Lot(int number, int cell, Pt[] quad, Shape ground, Side[] sides, string use, int year, bool clipped)
{
    public int Number { get; } = number;

    public int Cell { get; } = cell;

    /// <summary>South-west, south-east, north-east, north-west.</summary>
    public Pt[] Quad { get; } = quad;

    /// <summary>What belongs to it; leftover land behind the last row doesn't.</summary>
    public Shape Ground { get; private set; } = ground;

    /// <summary>South, east, north, west.</summary>
    public Side[] Sides { get; } = sides;

    /// <summary>A layout of the recipe, "park", "block-park", "lake-park" or "vacant".</summary>
    public string Use { get; } = use;

    public int Year { get; } = year;

    /// <summary>Whether water took a part of it.</summary>
    public bool Clipped { get; } = clipped;

    /// <summary>What public thing stands here, as a facility kind; null for most.</summary>
    public string? Facility { get; init; }

    public List<Building> Buildings { get; } = [];

    /// <summary>Where lanes run between the rows: metres from the south side.</summary>
    public List<double> Lanes { get; } = [];

    /// <summary>Green inside the compound.</summary>
    public Pt[]? Garden { get; set; }

    /// <summary>Green strip left out of the compound, along its north side.</summary>
    public Pt[]? Strip { get; init; }

    /// <summary>Land along its north side that is left over, and under which heading it is registered; null for most.</summary>
    public (Shape Ground, string Register)? Leftover { get; private set; }

    public Compound? Compound { get; set; }

    /// <summary>Facilities put here so far, for placing the next beside them.</summary>
    public int Placed { get; set; }

    public double WidthM { get; } = (quad[0].To(quad[1]) + quad[3].To(quad[2])) / 2;

    public double HeightM { get; } = (quad[0].To(quad[3]) + quad[1].To(quad[2])) / 2;

    /// <summary>A point so many metres east and north of the south-west corner, along the sides.</summary>
    public Pt Local(double x, double y)
    {
        var (u, v) = (x / WidthM, y / HeightM);
        return Quad[0].Toward(Quad[1], u).Toward(Quad[3].Toward(Quad[2], u), v);
    }

    /// <summary>How far north of the south side a point lies, metres, along the sides.</summary>
    public double NorthOf(Pt at)
    {
        var (south, way) = (Quad[1] - Quad[0], at - Quad[0]);
        var u = ((way.X * south.X) + (way.Y * south.Y)) / (south.Length * south.Length);
        var (low, up) = (Quad[0].Toward(Quad[1], u), Quad[3].Toward(Quad[2], u) - Quad[0].Toward(Quad[1], u));
        return (((at - low).X * up.X) + ((at - low).Y * up.Y)) / (up.Length * up.Length) * HeightM;
    }

    /// <summary>Leaves over what lies north of a line: all of it, or the half east or west of the middle, with a fence between.</summary>
    public void LeaveOver(double fromM, string register, bool west, bool east)
    {
        const double FenceM = 1;
        var (low, high) = (west ? 0 : WidthM / 2, east ? WidthM : WidthM / 2);
        Leftover = (Shape.Polygon([Local(low, fromM + FenceM), Local(high, fromM + FenceM), Local(high, HeightM), Local(low, HeightM)]), register);
        Pt[] rest = (west, east) switch
        {
            (true, true) => [Quad[0], Quad[1], Local(WidthM, fromM), Local(0, fromM)],
            (true, _) => [Quad[0], Quad[1], Quad[2], Local(high + FenceM, HeightM), Local(high + FenceM, fromM), Local(0, fromM)],
            _ => [Quad[0], Quad[1], Local(WidthM, fromM), Local(low - FenceM, fromM), Local(low - FenceM, HeightM), Quad[3]],
        };
        Ground = Shape.Polygon(rest);
    }

    public Pt Centre => Local(WidthM / 2, HeightM / 2);

    public bool IsHousing => Use is "courtyard" or "village" or "old" or "middle" or "new";

    public bool IsGreen => Use is "park" or "block-park";

    /// <summary>Its code in the list of land uses.</summary>
    public string LandUse => Use switch
    {
        "commerce" or "office" => "commercial",
        "industry" => "industrial",
        "school" or "hospital" or "public" => "public-service",
        "park" or "block-park" => "green",
        "vacant" => "vacant",
        _ => "residential",
    };
}

/// <summary>A building (楼栋).</summary>
internal sealed class Building(int number, Lot lot, Pt[] ring, string use, int year, int floors)
{
    public int Number { get; } = number;

    public Lot Lot { get; } = lot;

    public Pt[] Ring { get; } = ring;

    public string Use { get; } = use;

    public int Year { get; } = year;

    public int Floors { get; } = floors;

    public double HeightM { get; init; }

    public int Households { get; init; }

    public double FloorAreaM2 { get; init; }

    /// <summary>Only said of high buildings.</summary>
    public bool? FireAlarm { get; init; }

    public string Id => $"B{Number:D7}";
}

/// <summary>A gate (出入口): on which side, where in the fence, where its way meets the street.</summary>
internal readonly record struct Gate(int Side, Pt At, Pt OnStreet);

/// <summary>A compound (小区) on its lot.</summary>
internal sealed class Compound(int number, Lot lot, string name, string kind)
{
    public int Number { get; } = number;

    public Lot Lot { get; } = lot;

    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public int Households { get; set; }

    public int Residents { get; set; }

    public string Community { get; set; } = "";

    public List<Gate> Gates { get; } = [];

    public string Id => $"X{Number:D6}";
}
