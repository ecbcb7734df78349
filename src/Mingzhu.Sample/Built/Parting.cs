using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>Parts a cell into lots (地块划分) with streets between them that join the streets around.</summary>
internal sealed class Parting(City city, int cell, int year, (int Across, int Up) split, bool wet)
{
    private const double FenceM = 4;
    private readonly Pt[] _corners = city.Lattice.Corners(cell);
    private readonly Street[] _around = city.Streets.Around(cell);

    public List<(Pt[] Quad, Shape Ground, Side[] Sides)> Lots(Dice dice)
    {
        double[] across = split.Across == 2 ? [0, Math.Round(dice.Between(0.42, 0.58), 3), 1] : [0, 1];
        double[] up = split.Up == 2 ? [0, Math.Round(dice.Between(0.42, 0.58), 3), 1] : [0, 1];
        var name = InnerName(dice);
        var north = across.Length == 3 ? city.Streets.Inner(_around[0].Station(across[1]), _around[2].Station(across[1]), name, year) : null;
        var east = up.Length == 3 ? city.Streets.Inner(_around[3].Station(up[1]), _around[1].Station(up[1]), name, year) : null;
        if (north is not null && east is not null)
            east.Station(across[1], north.Station(up[1]));
        var lots = new List<(Pt[], Shape, Side[])>();
        for (var v = 0; v + 1 < up.Length; v++)
        {
            for (var u = 0; u + 1 < across.Length; u++)
                lots.AddRange(Lot((across[u], across[u + 1]), (up[v], up[v + 1]), north, east));
        }

        return lots;
    }

    private IEnumerable<(Pt[] Quad, Shape Ground, Side[] Sides)> Lot((double From, double To) u, (double From, double To) v, Street? north, Street? east)
    {
        var width = (_corners[0].To(_corners[1]) + _corners[3].To(_corners[2])) / 2;
        var height = (_corners[0].To(_corners[3]) + _corners[1].To(_corners[2])) / 2;
        var (south, rightOf, top, left) = (v.From == 0 ? _around[0] : east!, u.To == 1 ? _around[1] : north!, v.To == 1 ? _around[2] : east!, u.From == 0 ? _around[3] : north!);
        var (u0, u1) = (u.From + Margin(left) / width, u.To - Margin(rightOf) / width);
        var (v0, v1) = (v.From + Margin(south) / height, v.To - Margin(top) / height);
        Pt[] quad = [At(u0, v0), At(u1, v0), At(u1, v1), At(u0, v1)];
        Side[] sides = [new(south, u0, u1), new(rightOf, v0, v1), new(top, u0, u1), new(left, v0, v1)];
        var ground = Shape.Polygon(quad);
        if (!wet)
            return [(quad, ground, sides)];
        var dry = city.Terrain.Dry(ground);
        return dry.Parts.Where(part => part.Length == 1).Select(part => Shape.Polygon(part[0])).Where(part => part.AreaM2 > 3500).Select(part => (quad, part, sides));
    }

    private static double Margin(Street street) => street.Class == "residential" ? Growth.InnerMarginM : street.WidthM / 2 + FenceM;

    private Pt At(double u, double v) => _corners[0].Toward(_corners[1], u).Toward(_corners[3].Toward(_corners[2], u), v);

    private string InnerName(Dice dice) => dice.Pick(city.Recipe.Words.Parts) + dice.Pick(city.Recipe.Words.Directions) + city.Recipe.Words.Lane;
}
