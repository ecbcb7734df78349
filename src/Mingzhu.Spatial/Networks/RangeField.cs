namespace Mingzhu.Spatial;

/// <summary>
/// How far it is on foot to every place about a start, on or off the network (步行距离场): at the crossings of a fine grid, the walk to the nearest place of the network and the straight line from there, as a
/// building that stood there would be joined.
/// </summary>
/// <remarks>
/// Each crossing takes its nearest street from its neighbours, in two sweeps over the grid, so now and then the second nearest.<br/>
/// Cost: a few steps a crossing; a circle of 1 km has about fifty thousand.<br/>
/// By: Danielsson 1980, Euclidean distance mapping, carrying streets instead of points.
/// </remarks>
internal sealed class RangeField
{
    private readonly Street[] _streets;
    private readonly int[] _nearest;
    private readonly float[] _offSquared;

    private RangeField(double west, double south, int side, double stepM, int connectorMm, Street[] streets)
    {
        (West, South, Columns, Rows, StepM, ConnectorMm, _streets) = (west, south, side, side, stepM, connectorMm, streets);
        (_nearest, _offSquared) = (new int[side * side], new float[side * side]);
        Array.Fill(_nearest, -1);
        Array.Fill(_offSquared, float.PositiveInfinity);
        (OffMm, WalkMm) = (new double[side * side], new double[side * side]);
    }

    public double West { get; }

    public double South { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Between two crossings, metres of the plane.</summary>
    public double StepM { get; }

    /// <summary>Longest straight line to the network.</summary>
    public int ConnectorMm { get; }

    /// <summary>By crossing, row by row from the south-west: the straight line to the network.</summary>
    public double[] OffMm { get; }

    /// <summary>By crossing: the walk, the straight line included; infinite where nobody gets to, or where the network is too far.</summary>
    public double[] WalkMm { get; }

    /// <summary>The field about the start of a range, as far as its limit.</summary>
    /// <param name="range">The range.</param>
    /// <param name="limitMm">As far as the field goes.</param>
    /// <param name="connectorMm">Longest straight line to the network.</param>
    /// <param name="stepM">Between two crossings, metres.</param>
    public static RangeField Of(WalkingRange range, int limitMm, int connectorMm, double stepM)
    {
        var (x, y) = range.Network.Place(range.Start);
        var half = (int)Math.Ceiling(limitMm / 1000.0 * range.Scale / stepM) + 2;
        // Crossings lie at whole steps of the plane: the outline does not flicker while the start moves.
        var (west, south) = ((Math.Round(x / stepM) - half) * stepM, (Math.Round(y / stepM) - half) * stepM);
        var streets = range.Edges.SelectMany(edge => range.Network.PartsOf(edge).Select(part => Street.Of(range, edge, part.Part, part.FromMm, part.ToMm))).ToArray();
        var field = new RangeField(west, south, (2 * half) + 1, stepM, connectorMm, streets);
        field.Seed();
        field.Sweep(0, field.Rows, 1);
        field.Sweep(field.Rows - 1, -1, -1);
        field.Walk(range.Scale);
        return field;
    }

    /// <summary>Every street at the crossings about it.</summary>
    private void Seed()
    {
        for (var street = 0; street < _streets.Length; street++)
        {
            var part = _streets[street].Part;
            var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(part.X1 - part.X0), Math.Abs(part.Y1 - part.Y0)) / StepM));
            for (var step = 0; step <= steps; step++)
            {
                var (x, y) = part.At((double)step / steps);
                var (column, row) = ((int)Math.Floor((x - West) / StepM), (int)Math.Floor((y - South) / StepM));
                Offer(column, row, street);
                Offer(column + 1, row, street);
                Offer(column, row + 1, street);
                Offer(column + 1, row + 1, street);
            }
        }
    }

    /// <summary>Row by row, each crossing hears of its neighbours' streets, then along the row back.</summary>
    private void Sweep(int first, int end, int step)
    {
        for (var row = first; row != end; row += step)
        {
            for (var column = 0; column < Columns; column++)
            {
                Hear(column, row, column - 1, row);
                Hear(column, row, column - 1, row - step);
                Hear(column, row, column, row - step);
                Hear(column, row, column + 1, row - step);
            }

            for (var column = Columns - 1; column >= 0; column--)
            {
                Hear(column, row, column + 1, row);
            }
        }
    }

    private void Hear(int column, int row, int fromColumn, int fromRow)
    {
        if (fromColumn >= 0 && fromColumn < Columns && fromRow >= 0 && fromRow < Rows && _nearest[(fromRow * Columns) + fromColumn] is >= 0 and var street
            && street != _nearest[(row * Columns) + column])
        {
            Offer(column, row, street);
        }
    }

    private void Offer(int column, int row, int street)
    {
        if (column < 0 || column >= Columns || row < 0 || row >= Rows)
        {
            return;
        }

        var (at, squared) = ((row * Columns) + column, (float)_streets[street].Part.Nearest(West + (column * StepM), South + (row * StepM)).Squared);
        if (squared < _offSquared[at])
        {
            (_offSquared[at], _nearest[at]) = (squared, street);
        }
    }

    private void Walk(double scale)
    {
        for (var at = 0; at < WalkMm.Length; at++)
        {
            OffMm[at] = Math.Sqrt(_offSquared[at]) / scale * 1000;
            WalkMm[at] = _nearest[at] < 0 || OffMm[at] > ConnectorMm ? double.PositiveInfinity
                : OffMm[at] + _streets[_nearest[at]].WalkMm(_streets[_nearest[at]].Part.Nearest(West + (at % Columns * StepM), South + (at / Columns * StepM)).Share);
        }
    }

    /// <summary>A straight part of an edge, and how one gets to its places.</summary>
    private readonly record struct Street(Segment Part, double FromMm, double ToMm, double ByFirstMm, double ByLastMm, double EdgeMm, double? HereMm, double HereConnectorMm)
    {
        public static Street Of(WalkingRange range, int edge, Segment part, double fromMm, double toMm)
        {
            var length = range.Network.Graph.LengthMm[edge];
            // To either end without using the edge itself is what the labels say; at the start's own edge its places are reached along it too.
            return new Street(part, fromMm, toMm, Plain(range.LabelMm(range.Network.Graph.From[edge])), Plain(range.LabelMm(range.Network.Graph.To[edge])), length,
                edge == range.Start.Edge ? range.Start.OffsetMm : null, range.Start.ConnectorMm);
        }

        public double WalkMm(double share)
        {
            var along = FromMm + (share * (ToMm - FromMm));
            var best = Math.Min(ByFirstMm + along, ByLastMm + EdgeMm - along);
            return HereMm is { } here ? Math.Min(best, HereConnectorMm + Math.Abs(along - here)) : best;
        }

        private static double Plain(long? mm) => mm ?? double.PositiveInfinity;
    }
}
