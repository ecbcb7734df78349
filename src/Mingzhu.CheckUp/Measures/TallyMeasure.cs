using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>What of a row is summed.</summary>
public enum Take : byte
{
    /// <summary>1 a row.</summary>
    Count,

    /// <summary>Length of its line, m, cut at the borders of atoms and extent.</summary>
    Length,

    /// <summary>Area of its polygon, m², overlaps once, cut likewise.</summary>
    Area,

    /// <summary>The value of an expression.</summary>
    Value,
}

/// <summary>A sum over rows (累计).</summary>
/// <param name="Of">The rows it is about; rows of which that is unknown are not. Null: the extent itself, whose area is taken.</param>
/// <param name="Where">Which of them count; null for all. A row of which it is unknown is expected but not known.</param>
/// <param name="Take">What is summed.</param>
/// <param name="Value">The value, if that is taken.</param>
/// <param name="Within">Layer of the extent; null for the whole place.</param>
/// <param name="At">Field with the code of the place a row is about, for layers without geometry; a place's value is what is left after its children's.</param>
/// <param name="Else">What stands in if the layer is missing.</param>
/// <param name="Reason">Why it may stand in, if it is somebody's <paramref name="Else"/>.</param>
public sealed record Tally(Rows? Of, Expression? Where, Take Take, Expression? Value, string? Within, string? At, Tally? Else, Wording? Reason)
{
    internal IEnumerable<string> Layers => [.. Of is null ? [] : new[] { Of.Layer }, .. Within is null ? [] : new[] { Within }, .. Else?.Layers ?? []];

    /// <summary>This tally, or the first that stands in for it and has data; null if none has.</summary>
    internal Tally? Usable(World world) => Of is null || Has(world) ? this : Else?.Usable(world);

    private bool Has(World world)
    {
        if (world.Find(Of!.Layer) is not { Count: > 0 } layer)
            return false;
        // A layer that never fills the field has no more to say than one that is missing.
        return At is null || Value is null || layer.Mask(Of.Where) is var mask && Enumerable.Range(0, layer.Count).Any(row => mask[row] == true && Value.Value(layer[row]) is double);
    }
}

/// <summary>A sum, or the ratio of two (计数、总量、密度、比例).</summary>
/// <param name="Numerator">What is summed.</param>
/// <param name="Denominator">What it is divided by; null if by nothing else.</param>
/// <param name="BySame">Whether it is divided by everything the numerator's condition was known for: a share.</param>
/// <param name="StandsIn">Why the data are only a stand-in for what the rule asks; null if they are not.</param>
/// <param name="FindsUnmet">Whether a row falls short if the condition does not hold, rather than if it does.</param>
public sealed record TallyMeasure(Tally Numerator, Tally? Denominator, bool BySame, Wording? StandsIn, bool FindsUnmet) : Measure
{
    public override IEnumerable<string> Layers => [.. Numerator.Layers, .. Denominator?.Layers ?? []];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation) => Compute(world, indicator, Alteration.None, null, cancellation);

    /// <summary>The same after a change, at the levels wanted.</summary>
    internal Values Compute(World world, Indicator indicator, Alteration alteration, Func<Level, bool>? levels, CancellationToken cancellation)
    {
        if (Numerator.Usable(world) is not { } above)
            return Missing(world, indicator, world.Find(Numerator.Of!.Layer) is null ? Reasons.LayerMissing(world.NameOf(Numerator.Of.Layer)) : Reasons.NoneInLayer(world.NameOf(Numerator.Of.Layer)));
        var below = Denominator?.Usable(world);
        if (Denominator is not null && below is null)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf(Denominator.Of!.Layer)));
        if (above.Of is { } of && !alteration.Has(world, of))
            return Missing(world, indicator, Reasons.NoneInLayer(world.NameOf(of.Layer)));
        var parts = new Parts(world, indicator, StandsIn ?? above.Reason ?? below?.Reason ?? StandInOf(world, above) ?? (below is null ? null : StandInOf(world, below)), levels);
        Add(world, parts, above, isNumerator: true, alteration, cancellation);
        if (below is not null)
            Add(world, parts, below, isNumerator: false, alteration, cancellation);
        if (above is { Of: { } rows, Take: Take.Count or Take.Value, At: null } && !indicator.FindingTypes.IsEmpty)
            parts.Findings.AddRange(Fall(world, indicator, above, world.Find(rows.Layer)!));
        return parts.Sum();
    }

    /// <summary>The value of a tally by place of a level, for measures that ask for one; null where it is unknown.</summary>
    internal static double?[] ByPlace(World world, Indicator indicator, Tally tally, Level level, CancellationToken cancellation)
    {
        var parts = new Parts(world, indicator with { Kind = IndicatorKind.Amount, ObjectLevel = level });
        if (tally.Usable(world) is not { } usable)
            return new double?[world.Places[level].Length];
        new TallyMeasure(usable, null, false, null, false).Add(world, parts, usable, isNumerator: true, Alteration.None, cancellation);
        return Array.ConvertAll(parts.Sum().ByLevel[level], reading => reading.HasValue ? reading.Numerator : (double?)null);
    }

    private static Wording? StandInOf(World world, Tally tally) =>
        tally.Of is { } of && world.Find(of.Layer)!.Input.Derived ? Reasons.DerivedLayer(world.NameOf(of.Layer)) : world.ExtentOf(tally.Within).StandsIn;

    private void Add(World world, Parts parts, Tally tally, bool isNumerator, Alteration alteration, CancellationToken cancellation)
    {
        switch (tally)
        {
            case { Of: null }:
                AddExtent(world, parts, tally, isNumerator);
                break;
            case { At: not null }:
                AddByPlace(world, parts, tally, isNumerator);
                break;
            case { Take: Take.Count or Take.Value }:
                AddRows(world, parts, tally, isNumerator, alteration);
                break;
            default:
                AddCut(world, parts, tally, isNumerator, alteration, cancellation);
                break;
        }
    }

    /// <summary>A part of the numerator: with the share's denominator, or the count's "looked at", in it; or of the denominator, which weighs nothing.</summary>
    private Reading Part(double value, double known, double expected, bool isNumerator, Wording? reason = null)
    {
        var state = reason is null ? ReadingState.Measured : known > 0 ? ReadingState.Partial : ReadingState.Missing;
        return !isNumerator ? new Reading(state, 0, value, 0, 0, reason)
            : new Reading(state, value, Denominator is null && (BySame || Numerator.Take == Take.Count) ? known : 0, known, expected, reason);
    }

    private void AddExtent(World world, Parts parts, Tally tally, bool isNumerator)
    {
        var extent = world.ExtentOf(tally.Within);
        for (var atom = 0; atom < extent.Shapes.Length; atom++)
        {
            if (extent.Shapes[atom] is { } shape && world.Plane.AreaM2(shape) is var areaM2)
                parts.Add(atom, Part(areaM2, areaM2, areaM2, isNumerator));
        }
    }

    private void AddRows(World world, Parts parts, Tally tally, bool isNumerator, Alteration alteration)
    {
        var layer = world.Find(tally.Of!.Layer)!;
        var (about, met) = (layer.Mask(tally.Of.Where), layer.Mask(tally.Where));
        var missing = Part(0, 0, 1, isNumerator, Reasons.FieldEmpty(world.NameOf(layer.Id), [.. tally.Where?.Fields ?? [], .. tally.Value?.Fields ?? []]));
        var (one, none) = (Part(1, 1, 1, isNumerator), Part(0, 1, 1, isNumerator));
        Reading Of(bool? holds, IRow? values) => holds is not { } yes ? missing
            : !yes ? none
            : values is null ? one
            : tally.Value!.Value(values) is double value ? Part(value, 1, 1, isNumerator)
            : missing;
        for (var row = 0; row < layer.Count; row++)
        {
            if (about[row] == true && alteration.Keeps(layer.Id, row))
                parts.Add(layer, row, Of(met[row], tally.Take == Take.Count ? null : layer[row]));
        }

        foreach (var row in alteration.New(layer.Id).Where(row => row.Atom >= 0 && Holds(tally.Of.Where, row) == true))
            parts.Add(row.Atom, Of(Holds(tally.Where, row), tally.Take == Take.Count ? null : row.Values));

        // Things counted as they are: where there are none, there are 0 of them. With a condition the question does not arise there.
        if (isNumerator && tally.Where is null && !BySame)
        {
            var nothing = Part(0, 0, 0, isNumerator);
            for (var atom = 0; atom < world.Atoms.All.Count; atom++)
                parts.Add(atom, nothing);
        }
    }

    private static bool? Holds(Expression? condition, NewRow row) => condition is null ? true : condition.Holds(row.Values);

    private void AddCut(World world, Parts parts, Tally tally, bool isNumerator, Alteration alteration, CancellationToken cancellation)
    {
        var layer = world.Find(tally.Of!.Layer)!;
        var extent = world.ExtentOf(tally.Within);
        var atoms = Enumerable.Range(0, extent.Shapes.Length).Where(atom => extent.Shapes[atom] is not null).ToArray();
        var pieces = atoms.Select(atom => extent.Shapes[atom]).ToArray();
        if (pieces.Length == 0)
            return;
        var (about, met) = (layer.Mask(tally.Of.Where), layer.Mask(tally.Where));
        NewRow[] added = [.. alteration.New(layer.Id).Where(row => Holds(tally.Of.Where, row) == true)];
        double[] Sizes(Func<bool?, bool> chosen)
        {
            Geometry[] shapes =
            [
                .. Enumerable.Range(0, layer.Count).Where(row => about[row] == true && alteration.Keeps(layer.Id, row) && chosen(met[row])).Select(row => layer.Shapes[row]).OfType<Geometry>(),
                .. added.Where(row => chosen(Holds(tally.Where, row))).Select(row => row.Shape),
            ];
            return shapes.Length == 0 ? new double[pieces.Length]
                : tally.Take == Take.Length ? Coverage.LengthByPiece(world.Plane, shapes, pieces, cancellation)
                : Coverage.AreaByPiece(world.Plane, shapes, pieces, cancellation);
        }

        var value = Sizes(holds => holds == true);
        var known = tally.Where is null ? value : Sizes(holds => holds is not null);
        var expected = met.Contains(null) || added.Length > 0 ? Sizes(_ => true) : known;
        var reason = Reasons.FieldEmpty(world.NameOf(layer.Id), tally.Where?.Fields ?? []);
        for (var i = 0; i < atoms.Length; i++)
            parts.Add(atoms[i], Part(value[i], known[i], expected[i], isNumerator, known[i] < expected[i] ? reason : null));
    }

    private void AddByPlace(World world, Parts parts, Tally tally, bool isNumerator)
    {
        var layer = world.Find(tally.Of!.Layer)!;
        var (about, met) = (layer.Mask(tally.Of.Where), layer.Mask(tally.Where));
        var byNode = new Dictionary<int, double>();
        for (var row = 0; row < layer.Count; row++)
        {
            if (about[row] == true && met[row] == true && layer.Table.Value(row, tally.At!) is string code && world.Tree.Find(code) is >= 0 and var node
                && (tally.Take == Take.Count ? 1.0 : tally.Value?.Value(layer[row])) is double value)
            {
                byNode[node] = byNode.GetValueOrDefault(node) + value;
            }
        }

        var missing = Part(0, 0, isNumerator ? 1 : 0, isNumerator, Reasons.FieldEmpty(world.NameOf(layer.Id), tally.Value?.Fields ?? []));
        Settle(0, false);

        double Settle(int node, bool covered)
        {
            var own = byNode.TryGetValue(node, out var said) ? said : (double?)null;
            var children = world.Tree.Nodes[node].Children.Sum(child => Settle(child, covered || own is not null));
            var rest = (own ?? children) - children;
            if (rest > 0 || (own == 0 && children == 0))
                parts.Add(world.Atoms.OfNode(node), Part(rest, 1, 1, isNumerator));
            else if (own is null && !covered && world.Tree.Nodes[node].Children.Count == 0)
                parts.Add(world.Atoms.OfNode(node), missing);
            return Math.Max(own ?? 0, children);
        }
    }

    private IEnumerable<Finding> Fall(World world, Indicator indicator, Tally tally, Layer layer)
    {
        var (about, met) = (layer.Mask(tally.Of!.Where), layer.Mask(tally.Where));
        var type = indicator.FindingTypes[0];
        for (var row = 0; row < layer.Count; row++)
        {
            if (about[row] != true || met[row] is not { } yes || yes == FindsUnmet || world.IsOutside(layer, row))
                continue;
            var value = tally.Take == Take.Value ? tally.Value!.Value(layer[row]) as double? ?? 0 : 1;
            if (value <= 0)
                continue;
            var says = tally.Take == Take.Value
                ? new Wording($"{type.Name.Zh}：缺 {value:0.##} {indicator.Unit.Zh}", $"{type.Name.En}: short by {value:0.##} {indicator.Unit.En}")
                : type.Name;
            yield return FindingsOf.Row(world, indicator, type, layer, row, says, FindingsOf.Households(layer, row));
        }
    }

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}
