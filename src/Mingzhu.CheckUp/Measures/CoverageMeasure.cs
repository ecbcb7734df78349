using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>How far a facility serves (服务半径), metres.</summary>
public abstract record Radius
{
    private Radius()
    {
    }

    /// <summary>The same for all.</summary>
    public sealed record Fixed(double RadiusM) : Radius;

    /// <summary>By size: the radius of the highest step not above the value of a field (area_m2: of its shape); none under the first. Rises from step to step.</summary>
    public sealed record BySize(string Field, ImmutableArray<(double From, double RadiusM)> Steps) : Radius;

    /// <summary>By the text in a field; <paramref name="Otherwise"/> where it is empty or another text, null if such a row serves nobody. Either way the value says how many there are.</summary>
    public sealed record ByValue(string Field, ImmutableSortedDictionary<string, double> Values, double? Otherwise) : Radius;

    /// <summary>The radius of one row, metres; 0 if it serves nobody, null if the field does not say.</summary>
    public double? Of(IRow row)
    {
        switch (this)
        {
            case BySize steps:
                return row[steps.Field] is { } size && Convert.ToDouble(size, System.Globalization.CultureInfo.InvariantCulture) is var value
                    ? steps.Steps.Where(step => value >= step.From).Select(step => step.RadiusM).LastOrDefault()
                    : null;
            case ByValue values:
                return row[values.Field] is string text && values.Values.TryGetValue(text, out var radius) ? radius : null;
            default:
                return ((Fixed)this).RadiusM;
        }
    }
}

/// <summary>What serves: rows of a layer and how far they reach.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="UnknownCounts">Whether rows for which the condition is unknown serve too; either way the value says how many there are.</param>
/// <param name="Radius">How far.</param>
public sealed record Server(Rows Rows, bool UnknownCounts, Radius Radius)
{
    /// <summary>Whether a row of the layer serves.</summary>
    internal bool Serves(IRow row) => Rows.Where?.Holds(row) ?? (Rows.Where is null || UnknownCounts);

    /// <summary>How far a row serves, metres; 0 if nobody.</summary>
    internal double ReachM(IRow row) => Radius.Of(row) ?? (Radius as Radius.ByValue)?.Otherwise ?? 0;
}

/// <summary>Share of land within the service radius of what serves it (服务半径覆盖率).</summary>
/// <param name="Of">The land to be covered.</param>
/// <param name="Within">Layer of the extent; null for the whole place.</param>
/// <param name="By">What covers; their union.</param>
public sealed record CoverageMeasure(Rows Of, string? Within, ImmutableArray<Server> By) : Measure
{
    public override IEnumerable<string> Layers => [Of.Layer, .. Within is null ? [] : new[] { Within }, .. By.Select(server => server.Rows.Layer)];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (RuledLand(world) is not { } land)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf(Of.Layer)));
        return Compute(world, indicator, land, cancellation);
    }

    internal override Values? ComputeDerived(World world, Indicator indicator, CancellationToken cancellation) =>
        DerivedLand(world) is { } land ? Compute(world, indicator, land, cancellation) : null;

    /// <summary>The land by the layer the rule names; null if it has not been imported.</summary>
    internal CoveredLand? RuledLand(World world)
    {
        if (world.Find(Of.Layer) is not { } land)
            return null;
        var mask = land.Mask(Of.Where);
        var shapes = Enumerable.Range(0, land.Count).Where(row => mask[row] == true).Select(land.Sound).OfType<Geometry>().ToArray();
        return CoveredLand.Of(world, shapes, Within, land.Input.Derived ? Reasons.DerivedLayer(world.NameOf(Of.Layer)) : null);
    }

    /// <summary>The land the program derives where the layer says too little; null where it does not.</summary>
    internal CoveredLand? DerivedLand(World world) => Of is { Layer: DerivedRules.ResidentialLand, Where: null } && world.DerivedLand is { } land
        ? CoveredLand.Of(world, land, Within, Reasons.DerivedLayer(world.NameOf(Of.Layer)))
        : null;

    private Values Compute(World world, Indicator indicator, CoveredLand land, CancellationToken cancellation)
    {
        if (WhyNot(world) is { } reason)
            return Missing(world, indicator, reason);
        var serving = Serving(world, Alteration.None);
        if (WhyNot(world, serving) is { } none)
            return Missing(world, indicator, none);
        if (land.IsNothing)
            return Told(world, indicator, land, [], serving.Doubt).Sum();
        var pieces = Coverage.Measure(world.Plane, land.Shapes, [.. serving.Areas.Select(served => served.Area)], land.Pieces, cancellation).Pieces;
        var values = Told(world, indicator, land, pieces, serving.Doubt).Sum();
        values.Findings.AddRange(FindingsOf.UncoveredPlaces(world, indicator, values));
        return values;
    }

    /// <summary>Why nothing can be measured, whatever serves; null if it can.</summary>
    internal Wording? WhyNot(World world) =>
        By.Select(server => server.Rows.Layer).FirstOrDefault(layer => world.Find(layer) is null) is { } absent ? Reasons.LayerMissing(world.NameOf(absent)) : null;

    /// <summary>Why nothing can be measured with what serves; null if it can.</summary>
    internal Wording? WhyNot(World world, Serving serving) =>
        serving.Rows == 0 ? Reasons.NoneInLayer(world.NameOf(By[0].Rows.Layer))
        : serving.Areas.Count == 0 ? serving.Doubt
        : null;

    /// <summary>The readings of what is covered, by atom.</summary>
    internal static Parts Told(World world, Indicator indicator, CoveredLand land, IReadOnlyList<PieceCoverage> pieces, Wording? doubt, Func<Level, bool>? levels = null)
    {
        var parts = new Parts(world, indicator, land.StandsIn, levels);
        var state = doubt is null ? ReadingState.Measured : ReadingState.Partial;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].TotalM2 > 0)
                parts.Add(land.Atoms[i], new Reading(state, pieces[i].CoveredM2, pieces[i].TotalM2, pieces[i].TotalM2, pieces[i].TotalM2, doubt));
        }

        return parts;
    }

    /// <summary>What serves after a change, and what is doubtful about it.</summary>
    internal Serving Serving(World world, Alteration alteration)
    {
        var areas = new List<(ServiceArea, int, int)>();
        var (rows, doubt) = (0, (Wording?)null);
        for (var server = 0; server < By.Length; server++)
        {
            var layer = world.Find(By[server].Rows.Layer)!;
            var served = new Served(By[server], server, areas);
            var mask = layer.Mask(By[server].Rows.Where);
            for (var row = 0; row < layer.Count; row++)
            {
                if (alteration.Keeps(layer.Id, row))
                    served.Take(mask[row], layer.Shapes[row], layer[row], row);
            }

            foreach (var row in alteration.New(layer.Id))
                served.Take(By[server].Rows.Where is { } where ? where.Holds(row.Values) : true, row.Shape, row.Values, -1);
            rows += served.Rows;
            doubt ??= served.Doubt(world.NameOf(layer.Id));
        }

        return new Serving(areas, rows, doubt);
    }

    /// <summary>The rows of one server as they are gone through.</summary>
    private sealed class Served(Server server, int number, List<(ServiceArea, int, int)> areas)
    {
        private int _unknown;
        private int _sizeless;

        public int Rows { get; private set; }

        public void Take(bool? holds, Geometry? shape, IRow values, int row)
        {
            _unknown += holds is null ? 1 : 0;
            if (shape is null || !(holds ?? server.UnknownCounts))
                return;
            Rows++;
            var said = server.Radius.Of(values);
            _sizeless += said is null ? 1 : 0;
            if ((said ?? (server.Radius as Radius.ByValue)?.Otherwise) is > 0 and var radiusM)
                areas.Add((new ServiceArea(shape, radiusM), number, row));
        }

        public Wording? Doubt(Wording layer)
        {
            if (_unknown > 0)
                return server.UnknownCounts ? Reasons.UnknownIncluded(layer, _unknown, server.Rows.Where!.Fields) : Reasons.UnknownExcluded(layer, _unknown, server.Rows.Where!.Fields);
            if (_sizeless == 0)
                return null;
            return server.Radius is Radius.ByValue { Otherwise: not null }
                ? Reasons.UnknownIncluded(layer, _sizeless, [FieldOf(server.Radius)])
                : Reasons.UnknownExcluded(layer, _sizeless, [FieldOf(server.Radius)]);
        }
    }

    private static string FieldOf(Radius radius) => radius switch
    {
        Radius.BySize size => size.Field,
        Radius.ByValue value => value.Field,
        _ => "",
    };

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}

/// <summary>What serves (服务面).</summary>
/// <param name="Areas">Each area, the number of its server and its row in the data; −1 for a row that is not in the data.</param>
/// <param name="Rows">How many rows there are at all, also of those that serve nobody.</param>
/// <param name="Doubt">What is doubtful about them; null if nothing.</param>
internal sealed record Serving(List<(ServiceArea Area, int Server, int Row)> Areas, int Rows, Wording? Doubt);

/// <summary>The land to be covered, and the atoms it is counted by.</summary>
/// <param name="Shapes">Sound polygons in the plane.</param>
/// <param name="Atoms">The atoms that have any of the extent.</param>
/// <param name="Pieces">The part of the extent in each of them.</param>
/// <param name="StandsIn">Why it is only a stand-in; null if it is not.</param>
internal sealed record CoveredLand(Geometry[] Shapes, int[] Atoms, Geometry?[] Pieces, Wording? StandsIn)
{
    public bool IsNothing => Shapes.Length == 0 || Atoms.Length == 0;

    public static CoveredLand Of(World world, Geometry[] shapes, string? within, Wording? derived)
    {
        var extent = world.ExtentOf(within);
        int[] atoms = [.. Enumerable.Range(0, extent.Shapes.Length).Where(atom => extent.Shapes[atom] is not null)];
        return new CoveredLand(shapes, atoms, [.. atoms.Select(atom => extent.Shapes[atom])], derived ?? extent.StandsIn);
    }
}
