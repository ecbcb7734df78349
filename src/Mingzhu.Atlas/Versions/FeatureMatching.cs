using System.Collections.Immutable;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>A version whose features have the ids they had before, as far as they are the same features.</summary>
/// <param name="Table">Its rows under their final ids, ordered by id.</param>
/// <param name="Lines">What became of the features: see <see cref="MatchTable.Lines"/>.</param>
/// <param name="Counts">How many of each.</param>
/// <param name="HighestIssued">The highest number ever issued in the layer, this version included.</param>
internal sealed record CarriedFeatures(FeatureTable Table, ImmutableArray<FeatureMatch> Lines, MatchCounts Counts, long HighestIssued);

/// <summary>
/// Knows features again in the next version of their layer (要素匹配): by key, else by the same content, the same shape, the most alike shape; one to one, best first, whatever the order of rows.
/// docs/methods/feature-identity.md.
/// </summary>
internal sealed partial class FeatureMatching
{
    // A feature of a real layer has a few neighbours within its box; a file of a hundred thousand points in one place must still end.
    private const int MostNeighbours = 256;

    private readonly FeatureTable _before;
    private readonly FeatureTable _after;
    private readonly bool[] _provisional;
    private readonly MatchRule _rule;
    private readonly Plane? _plane;
    private readonly int[] _oldOf;
    private readonly int[] _newOf;
    private readonly UInt128[] _oldShape;
    private readonly UInt128[] _newShape;
    private readonly UInt128[] _newContent;
    private readonly (int Before, int After)[] _shared;
    private readonly PlacedShape?[] _oldPlaced;
    private readonly PlacedShape?[] _newPlaced;
    private readonly double?[] _likeness;
    private int[]? _rank;

    private FeatureMatching(LayerSchema schema, FeatureTable before, FeatureTable after, IEnumerable<string>? provisional, MatchRule rule, Plane? plane)
    {
        (_before, _after, _rule, _plane) = (before, after, rule, plane);
        var waiting = provisional?.ToHashSet(StringComparer.Ordinal);
        _provisional = Array.ConvertAll(after.Ids, id => waiting?.Contains(id) ?? true);
        _oldOf = Filled(after.Count);
        _newOf = Filled(before.Count);
        _oldShape = Each(before.Count, row => CanonicalRows.ShapeOf(before.Geometries[row]));
        _newShape = Each(after.Count, row => CanonicalRows.ShapeOf(after.Geometries[row]));
        var names = after.Fields.Select((field, column) => (field.Name, Column: column)).Where(field => field.Name != schema.Key).OrderBy(field => field.Name, StringComparer.Ordinal).ToArray();
        var columns = Array.ConvertAll(names, field => field.Column);
        _newContent = Each(after.Count, row => CanonicalRows.ContentOf(after, row, columns));
        var oldColumns = before.Fields.Select((field, column) => (field.Name, column)).ToDictionary(field => field.Name, field => field.column);
        _shared = [.. names.Where(field => oldColumns.ContainsKey(field.Name)).Select(field => (oldColumns[field.Name], field.Column))];
        (_oldPlaced, _newPlaced, _likeness) = (new PlacedShape?[before.Count], new PlacedShape?[after.Count], new double?[after.Count]);
    }

    /// <summary>Carries ids over.</summary>
    /// <param name="schema">The layer.</param>
    /// <param name="before">Its version so far.</param>
    /// <param name="after">The next, under keys and provisional ids.</param>
    /// <param name="provisional">Which ids of <paramref name="after"/> are provisional; null for all.</param>
    /// <param name="rule">When two shapes are the same.</param>
    /// <param name="plane">Where lengths and areas are taken; null only if neither version has a shape.</param>
    /// <param name="highestIssued">The highest number ever issued in the layer.</param>
    public static CarriedFeatures Of(
        LayerSchema schema, FeatureTable before, FeatureTable after, IEnumerable<string>? provisional, MatchRule rule, Plane? plane, long highestIssued)
    {
        var matching = new FeatureMatching(schema, before, after, provisional, rule, plane);
        matching.ByKey();
        matching.ByContent(schema);
        matching.ByShape();
        matching.ByLikeness();
        var (ids, highest) = matching.Ids(Math.Max(highestIssued, IssuedId.Highest(before.Ids)));
        var lines = matching.Lines(ids);
        return new CarriedFeatures(matching.Renamed(schema, ids), lines, matching.Count(lines), highest);
    }

    private void ByKey()
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < _before.Count; row++)
            rows.Add(_before.Ids[row], row);
        for (var row = 0; row < _after.Count; row++)
        {
            if (!_provisional[row] && rows.TryGetValue(_after.Ids[row], out var old))
                Pair(old, row);
        }
    }

    /// <summary>Same shape, same values: which of several such rows gets which id makes no difference to anybody.</summary>
    private void ByContent(LayerSchema schema)
    {
        var columns = _before.Fields.Select((field, column) => (field.Name, column)).Where(field => field.Name != schema.Key)
            .OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.column).ToArray();
        var content = Each(_before.Count, row => _newOf[row] < 0 ? CanonicalRows.ContentOf(_before, row, columns) : default);
        // Two keys without a shape and with the same values are two things; there is no place that could be the same.
        PairUp(row => (_oldShape[row], content[row]), row => _provisional[row] || _after.Geometries[row] is not null ? (_newShape[row], _newContent[row]) : null);
    }

    /// <summary>Same shape, other values: of several in one place, those with the most equal values belong together.</summary>
    private void ByShape()
    {
        var offers = new List<Offer>();
        var olds = Unpaired(_newOf).Where(row => _before.Geometries[row] is not null).ToLookup(row => _oldShape[row]);
        foreach (var row in Unpaired(_oldOf).Where(row => _after.Geometries[row] is not null))
        {
            foreach (var old in olds[_newShape[row]].Take(MostNeighbours))
                offers.Add(new Offer(old, row, 1, EqualValues(old, row)));
        }

        Accept(offers);
        // Beyond that many in one place: in the order of ids and contents.
        PairUp(row => _before.Geometries[row] is null ? null : (_oldShape[row], 0), row => _after.Geometries[row] is null ? null : (_newShape[row], 0));
    }

    private void ByLikeness()
    {
        var olds = Unpaired(_newOf).Where(row => Old(row) is not null).ToArray();
        var news = Unpaired(_oldOf).Where(row => New(row) is not null).ToArray();
        if (olds.Length == 0 || news.Length == 0)
            return;
        var tree = new PackedTree(Array.ConvertAll(olds, row => _oldPlaced[row]!.Box));
        var offers = new Offer[news.Length][];
        Parallel.For(0, news.Length, at => offers[at] = [.. Offers(news[at], olds, tree)]);
        Accept(offers.SelectMany(each => each));
    }

    private IEnumerable<Offer> Offers(int row, int[] olds, PackedTree tree)
    {
        var looked = 0;
        foreach (var item in tree.Meeting(_newPlaced[row]!.Box.Grown(_rule.WithinM)))
        {
            if (++looked > MostNeighbours)
                yield break;
            if (PlacedShape.Likeness(_oldPlaced[olds[item]]!, _newPlaced[row]!, _rule) is { } likeness)
                yield return new Offer(olds[item], row, likeness, EqualValues(olds[item], row));
        }
    }

    /// <summary>Takes the best offer, then the best of what is left; between equals the old id decides, then the content of the new row.</summary>
    private void Accept(IEnumerable<Offer> offers)
    {
        foreach (var offer in offers.OrderByDescending(offer => offer.Likeness).ThenByDescending(offer => offer.EqualValues)
            .ThenBy(offer => _before.Ids[offer.Old], StringComparer.Ordinal).ThenBy(offer => Rank[offer.New]))
        {
            if (_newOf[offer.Old] >= 0 || _oldOf[offer.New] >= 0)
                continue;
            Pair(offer.Old, offer.New);
            _likeness[offer.New] = offer.Likeness;
        }
    }

    /// <summary>Pairs rows of equal mark, in the order of old ids and new contents.</summary>
    private void PairUp(Func<int, (UInt128, UInt128)?> markOfOld, Func<int, (UInt128, UInt128)?> markOfNew)
    {
        var olds = new Dictionary<(UInt128, UInt128), Queue<int>>();
        foreach (var row in Unpaired(_newOf).OrderBy(row => _before.Ids[row], StringComparer.Ordinal))
        {
            if (markOfOld(row) is not { } mark)
                continue;
            if (!olds.TryGetValue(mark, out var waiting))
                olds.Add(mark, waiting = new());
            waiting.Enqueue(row);
        }

        foreach (var row in Unpaired(_oldOf).OrderBy(row => Rank[row]).ToArray())
        {
            if (markOfNew(row) is { } mark && olds.TryGetValue(mark, out var waiting) && waiting.TryDequeue(out var old))
                Pair(old, row);
        }
    }

    private void Pair(int old, int row) => (_oldOf[row], _newOf[old]) = (old, row);

    private int EqualValues(int old, int row) => _shared.Count(column => _before.Columns[column.Before][old] is { } value && value.Equals(_after.Columns[column.After][row]));

    /// <summary>The place of every new row in an order that depends on what the rows say, not on where they stand: from west to east.</summary>
    private int[] Rank => _rank ??= RankOf();

    private int[] RankOf()
    {
        var order = Enumerable.Range(0, _after.Count)
            .OrderBy(row => West(row)).ThenBy(row => _newShape[row]).ThenBy(row => _newContent[row]).ThenBy(row => _provisional[row] ? "" : _after.Ids[row], StringComparer.Ordinal).ToArray();
        var rank = new int[order.Length];
        for (var at = 0; at < order.Length; at++)
            rank[order[at]] = at;
        return rank;
    }

    // Rounded as canonical rows are: a coordinate's last bits are nobody's content.
    private double West(int row) => _after.Geometries[row] is { } shape ? Math.Round(shape.EnvelopeInternal.MinX, 9) : double.PositiveInfinity;

    private PlacedShape? Old(int row) => _oldPlaced[row] ??= Placed(_before, row);

    private PlacedShape? New(int row) => _newPlaced[row] ??= Placed(_after, row);

    private PlacedShape? Placed(FeatureTable table, int row) => table.Geometries[row] is { IsEmpty: false } shape ? new PlacedShape(shape, _plane!) : null;

    private static IEnumerable<int> Unpaired(int[] partners) => Enumerable.Range(0, partners.Length).Where(row => partners[row] < 0);

    private static int[] Filled(int count)
    {
        var none = new int[count];
        Array.Fill(none, -1);
        return none;
    }

    private static T[] Each<T>(int count, Func<int, T> of)
    {
        var each = new T[count];
        Parallel.For(0, count, row => each[row] = of(row));
        return each;
    }

    /// <summary>An old feature that a new one might be.</summary>
    private readonly record struct Offer(int Old, int New, double Likeness, int EqualValues);
}
