namespace Mingzhu.Sample.Land;

/// <summary>How large everything is, from the number of buildings alone.</summary>
internal sealed record Scale(int Buildings, double RadiusM, int LakeCells, double HalfM)
{
    /// <summary>Land one building takes in a built cell, streets, parks and vacant lots included: about 45 buildings on 9 ha.</summary>
    private const double LandPerBuildingM2 = 2000;

    /// <summary>A small city has a small lake.</summary>
    public bool IsSmall => LakeCells == 2;

    /// <summary>Whether it has ring roads besides the street round the lake.</summary>
    public bool HasRings => Buildings >= 6000;

    public static Scale Of(int buildings, double centreShare)
    {
        var lakeCells = buildings < 20_000 ? 2 : 4;
        var lakeM2 = lakeCells == 4 ? 2400.0 * 2400 : 1200.0 * 1200;
        var radius = Math.Sqrt((buildings * centreShare * LandPerBuildingM2 + lakeM2) / Math.PI);
        return new Scale(buildings, radius, lakeCells, Math.Max(radius * 2.62, radius + 3200));
    }

    /// <summary>How far from the centre a county town lies that the recipe puts at so many radii.</summary>
    public double TownDistanceM(double radii) => radii == 0 ? 0 : Math.Max(RadiusM * radii, RadiusM + 1500);
}
