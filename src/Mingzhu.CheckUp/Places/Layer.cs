using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>A layer of a run: its rows, drawn in the plane, readable by expressions.</summary>
/// <remarks>Drawn once for all who look at the same version while its table is in memory: the next check-up, the scenarios, the sites.</remarks>
internal sealed class Layer
{
    private static readonly ConditionalWeakTable<FeatureTable, Layer> Drawn = [];
    private readonly Plane _plane;
    private readonly Lazy<Coordinate?[]> _points;
    private readonly Lazy<double[]> _areasM2;
    private readonly Lazy<double[]> _lengthsM;
    private readonly Lazy<double[]> _households;
    private readonly Lazy<Geometry?[]> _sound;
    private readonly Lazy<Dictionary<string, int>> _rowOf;
    private readonly ConcurrentDictionary<string, bool?[]> _masks = new();

    private Layer(LayerInput input, Plane plane)
    {
        (Input, Table, _plane) = (input, input.Table, plane);
        Shapes = new Geometry?[Table.Count];
        Parallel.For(0, Table.Count, row => Shapes[row] = Table.Geometries[row] is { IsEmpty: false } shape ? plane.Project(shape) : null);
        _points = new(FindPoints);
        _areasM2 = new(() => Measured(plane.AreaM2));
        _lengthsM = new(() => Measured(shape => shape.Dimension == Dimension.Curve ? plane.LengthM(shape) : 0));
        _households = new(() => [.. Enumerable.Range(0, Count).Select(row => Table.Value(row, "households") is long and > 0 and var households ? (double)households : 1)]);
        _sound = new(FindSound);
        _rowOf = new(() => Table.Ids.Select((id, row) => (id, row)).ToDictionary(pair => pair.id, pair => pair.row));
    }

    /// <summary>The layer of an input, in the plane.</summary>
    public static Layer Of(LayerInput input, Plane plane)
    {
        if (Drawn.TryGetValue(input.Table, out var drawn) && drawn.Input == input && drawn._plane.Proj == plane.Proj)
            return drawn;
        var layer = new Layer(input, plane);
        Drawn.AddOrUpdate(input.Table, layer);
        return layer;
    }

    public LayerInput Input { get; }

    public FeatureTable Table { get; }

    public string Id => Input.Version.Layer;

    public int Count => Table.Count;

    /// <summary>Geometries in the plane; null where a row has none.</summary>
    public Geometry?[] Shapes { get; }

    /// <summary>A point inside every row's geometry; null where a row has none.</summary>
    public Coordinate?[] Points => _points.Value;

    public double[] AreasM2 => _areasM2.Value;

    public double[] LengthsM => _lengthsM.Value;

    /// <summary>Households of a building or compound where the layer says them, else 1; by row.</summary>
    public double[] Households => _households.Value;

    /// <summary>Row of a feature id; −1 if there is none.</summary>
    public int Find(string id) => _rowOf.Value.GetValueOrDefault(id, -1);

    public IRow this[int row] => new Row(this, row);

    /// <summary>Whether a condition holds, by row; no condition always does.</summary>
    public bool?[] Mask(Expression? condition) => _masks.GetOrAdd(condition?.ToString() ?? "", _ =>
    {
        var mask = new bool?[Count];
        for (var row = 0; row < mask.Length; row++)
            mask[row] = condition is null ? true : condition.Holds(this[row]);
        return mask;
    });

    public string Name(int row) => Table.Value(row, "name") as string ?? "";

    /// <summary>A polygon that obeys the rules, for overlays: self-crossings and the like are repaired.</summary>
    public Geometry? Sound(int row) => _sound.Value[row];

    private Coordinate?[] FindPoints()
    {
        var points = new Coordinate?[Count];
        Parallel.For(0, Count, row => points[row] = Shapes[row] is { } shape ? PointInside.Of(shape) : null);
        return points;
    }

    private Geometry?[] FindSound()
    {
        var sound = new Geometry?[Count];
        Parallel.For(0, Count, row => sound[row] = Shapes[row] is { } shape ? Overlay.Repaired(shape) : null);
        return sound;
    }

    private double[] Measured(Func<Geometry, double> measure)
    {
        var values = new double[Count];
        Parallel.For(0, Count, row => values[row] = Shapes[row] is { } shape ? measure(shape) : 0);
        return values;
    }

    /// <summary>A row for expressions: its fields, and area_m2 and length_m of its shape where the layer has no such field.</summary>
    private sealed record Row(Layer Layer, int Index) : IRow
    {
        public object? this[string field] => field switch
        {
            "area_m2" when !Layer.Table.Has(field) => Layer.Shapes[Index] is null ? null : Layer.AreasM2[Index],
            "length_m" when !Layer.Table.Has(field) => Layer.Shapes[Index] is null ? null : Layer.LengthsM[Index],
            _ => Layer.Table.Value(Index, field),
        };
    }
}
