using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What changes do to the layers of a city (改动后的图层): rows that are gone, rows that are new. A row that moved is both.</summary>
internal sealed class Alteration
{
    private readonly Dictionary<string, HashSet<int>> _gone = [];
    private readonly Dictionary<string, List<NewRow>> _new = [];

    /// <summary>Nothing changed.</summary>
    public static Alteration None { get; } = new();

    /// <summary>Rows of the data that are gone, by layer.</summary>
    public IReadOnlyCollection<int> Gone(string layer) => _gone.TryGetValue(layer, out var rows) ? rows : [];

    /// <summary>Whether a row of the data is still there.</summary>
    public bool Keeps(string layer, int row) => !_gone.TryGetValue(layer, out var rows) || !rows.Contains(row);

    /// <summary>Rows that are new, by layer, in the order of the changes.</summary>
    public IReadOnlyList<NewRow> New(string layer) => _new.TryGetValue(layer, out var rows) ? rows : [];

    /// <summary>Whether there is any row for which a condition holds.</summary>
    public bool Has(World world, Rows rows)
    {
        if (world.Find(rows.Layer) is not { } layer)
            return false;
        var mask = layer.Mask(rows.Where);
        return Gone(layer.Id).Count == 0 && mask.Contains(true)
            || Enumerable.Range(0, layer.Count).Any(row => mask[row] == true && Keeps(layer.Id, row))
            || New(layer.Id).Any(row => rows.Where?.Holds(row.Values) ?? rows.Where is null);
    }

    /// <summary>Works changes out against a city, in their order.</summary>
    /// <exception cref="RefusedException">Every reason why some of them cannot be.</exception>
    public static Alteration Of(World world, WalkingGround? ground, IReadOnlyList<TriedKind> kinds, IReadOnlyList<Change> changes)
    {
        if (changes.Count > Trial.MostChanges)
            throw new RefusedException(new Refusal("trying.too-many", new($"一次最多试 {Trial.MostChanges} 项改动，这里有 {changes.Count} 项；请分成几个方案", $"at most {Trial.MostChanges} changes can be tried at a time, and there are {changes.Count}; make several scenarios of them")));
        var (alteration, reasons) = (new Alteration(), new List<Refusal>());
        for (var at = 0; at < changes.Count; at++)
        {
            if (alteration.Take(world, ground, kinds, changes[at]) is { } reason)
                reasons.Add(reason with { Says = new($"第 {at + 1} 项改动：{reason.Says.Zh}", $"change {at + 1}: {reason.Says.En}") });
        }

        return reasons.Count == 0 ? alteration : throw new RefusedException(reasons);
    }

    private Refusal? Take(World world, WalkingGround? ground, IReadOnlyList<TriedKind> kinds, Change change) =>
        change.Place is { } at && world.TooFar(at.Lon, at.Lat) is { } reason ? reason : TakeNear(world, ground, kinds, change);

    private Refusal? TakeNear(World world, WalkingGround? ground, IReadOnlyList<TriedKind> kinds, Change change) => change.Match(
        add => kinds.FirstOrDefault(kind => kind.Id == add.Kind) is not { } kind ? NoKind(add.Kind)
            : world.Find(kind.Layer) is null ? NoLayer(world, kind.Layer)
            : Put(NewRow.Of(world, ground, kind, kind.Sized(add.Size), add.Lon, add.Lat)),
        move => Take(world, kinds, move.Layer, move.Id, out var layer, out var row) is { } reason ? reason : Put(NewRow.Of(world, ground, layer!, row, move.Lon, move.Lat)),
        remove => Take(world, kinds, remove.Layer, remove.Id, out _, out _));

    private Refusal? Take(World world, IReadOnlyList<TriedKind> kinds, string layerId, string id, out Layer? layer, out int row)
    {
        row = -1;
        layer = kinds.Any(kind => kind.Layer == layerId) ? world.Find(layerId) : null;
        if (layer is null)
            return NoLayer(world, layerId);
        row = layer.Find(id);
        if (row < 0 || layer.Shapes[row] is null)
            return new Refusal("trying.no-feature", new($"图层“{world.NameOf(layerId).Zh}”中没有编号为“{id}”的对象", $"the layer '{world.NameOf(layerId).En}' has no feature '{id}'"));
        if (!(_gone.TryGetValue(layerId, out var gone) ? gone : _gone[layerId] = []).Add(row))
            return new Refusal("trying.twice", new($"“{id}”前面已被迁移或撤销", $"'{id}' was moved or taken away before"));
        return null;
    }

    private Refusal? Put(NewRow row)
    {
        (_new.TryGetValue(row.Layer, out var rows) ? rows : _new[row.Layer] = []).Add(row);
        return null;
    }

    private static Refusal NoKind(string id) => new("trying.no-kind", new($"“{id}”不是可以试布的类别", $"'{id}' is no kind that can be tried"));

    private static Refusal NoLayer(World world, string layer) => new("trying.no-layer", new(
        $"没有可以改动的图层“{world.NameOf(layer).Zh}”；请先导入", $"there is no layer '{world.NameOf(layer).En}' that could be changed; import it first"));
}
