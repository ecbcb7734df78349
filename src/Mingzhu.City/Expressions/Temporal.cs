using System.Collections.Immutable;

namespace Mingzhu.City;

internal enum TemporalRelation : byte
{
    After,
    Before,
    Disjoint,
    Equals,
    Intersects,
    Contains,
    During,
    FinishedBy,
    Finishes,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

/// <summary>An interval of time, both ends within it; an end that is null is open. It has no value by itself.</summary>
internal sealed record Interval(Node? From, Node? To) : Node
{
    public override Binding Binding => Binding.Primary;

    public override ImmutableArray<Node> Parts => [.. new[] { From, To }.OfType<Node>()];

    public override Scalar Of(IRow row) => default;
}

/// <summary>T_AFTER and its like, between instants and intervals. Unknown as soon as one end is, or an interval ends before it begins.</summary>
/// <remarks>By: OGC 21-065r2 §7.8, after the W3C/OGC Time Ontology (Allen's relations). A day beside a moment is as coarse as the day.</remarks>
internal sealed record Temporal(TemporalRelation How, Node Left, Node Right) : Predicate
{
    public override Binding Binding => Binding.Primary;

    public override ImmutableArray<Node> Parts => [Left, Right];

    /// <summary>Whether a relation has a meaning for intervals only.</summary>
    public static bool NeedsIntervals(TemporalRelation how) => how > TemporalRelation.Intersects;

    public override bool? Holds(IRow row) => Ends(Left, row) is var (from, to) && Ends(Right, row) is var (begin, end)
        ? How switch
        {
            TemporalRelation.After => from > end,
            TemporalRelation.Before => to < begin,
            TemporalRelation.Disjoint => from > end || to < begin,
            TemporalRelation.Equals => from == begin && to == end,
            TemporalRelation.Intersects => from <= end && to >= begin,
            TemporalRelation.Contains => from < begin && to > end,
            TemporalRelation.During => from > begin && to < end,
            TemporalRelation.FinishedBy => from < begin && to == end,
            TemporalRelation.Finishes => from > begin && to == end,
            TemporalRelation.Meets => to == begin,
            TemporalRelation.MetBy => from == end,
            TemporalRelation.OverlappedBy => from > begin && from < end && to > end,
            TemporalRelation.Overlaps => from < begin && to > begin && to < end,
            TemporalRelation.StartedBy => from == begin && to > end,
            _ => from == begin && to < end,
        }
        : null;

    private static (End From, End To)? Ends(Node node, IRow row)
    {
        var (from, to) = node is Interval interval ? (End.Of(interval.From, row, -1), End.Of(interval.To, row, 1)) : (End.Of(node, row, 0), End.Of(node, row, 0));
        return from is { } first && to is { } last && first <= last ? (first, last) : null;
    }

    /// <summary>An end of an interval: a day or a moment, or open, before everything (−1) or after everything (1).</summary>
    private readonly record struct End(int Open, Scalar At) : IComparable<End>
    {
        public static End? Of(Node? node, IRow row, int open) => node is null
            ? new End(open, default)
            : node.Of(row) is { Kind: ScalarKind.Day or ScalarKind.Moment } at ? new End(0, at) : null;

        public int CompareTo(End other) => Open == 0 && other.Open == 0 ? Scalar.Compare(At, other.At)!.Value : Open.CompareTo(other.Open);

        public bool Equals(End other) => CompareTo(other) == 0;

        public override int GetHashCode() => Open;

        public static bool operator <(End a, End b) => a.CompareTo(b) < 0;

        public static bool operator >(End a, End b) => a.CompareTo(b) > 0;

        public static bool operator <=(End a, End b) => a.CompareTo(b) <= 0;

        public static bool operator >=(End a, End b) => a.CompareTo(b) >= 0;
    }
}
