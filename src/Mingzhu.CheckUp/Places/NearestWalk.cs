using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>How far one feature is from the nearest facility on foot.</summary>
/// <param name="Id">The feature.</param>
/// <param name="Metres">Along the network, straight connectors at both ends included; null if none is reached.</param>
/// <param name="Facility">The nearest facility; null if none is reached.</param>
public sealed record Walk(string Id, double? Metres, string? Facility);

/// <summary>Which facility is nearest on foot, from every feature of a layer (最近设施). The question behind <c>mingzhu nearest</c>; docs/methods/walking-distance.md.</summary>
/// <param name="From">Layer to start from.</param>
/// <param name="To">A facility kind of the pack, or a layer.</param>
/// <param name="WithinM">Farthest walk, metres.</param>
public sealed record NearestWalk(string From, string To, double WithinM, CancellationToken Cancel = default) : Query<IReadOnlyList<Walk>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Walk> Answer(Context context, Workspace workspace)
    {
        var plane = CityPlane.Of(workspace);
        var opened = new Dictionary<string, Layer?>();
        Layer? Find(string id) => opened.TryGetValue(id, out var layer) ? layer : opened[id] = Open(workspace, plane, id);

        var from = Find(From) ?? throw Nothing(workspace, From);
        var (targets, rows) = Targets(context.Pack, workspace, Find);
        var ground = WalkingGround.Of(context.Pack, plane, Find) ?? throw new RefusedException(new Refusal("nearest.no-network", new(
            "没有可步行的道路；请先导入 roads 或 paths 图层", "there is nothing to walk on; import the layer roads or paths first")));
        var origins = new NetworkPosition[from.Count];
        Parallel.For(0, origins.Length, new ParallelOptions { CancellationToken = Cancel }, row => origins[row] = ground.Snap(from, row, from.Shapes[row]?.InteriorPoint.Coordinate));
        var entries = rows.SelectMany((row, index) => ground.EntriesOf(targets, row).Select(entry => new FacilityEntry(index, entry))).ToArray();
        Cancel.ThrowIfCancellationRequested();
        var found = new NearestFacility(ground.Network.Graph).Find(origins, entries, (int)Math.Round(WithinM * 1000));
        return [.. from.Table.Ids.Select((id, row) => found.DistanceMm[row] == NearestFacility.Unreached
            ? new Walk(id, null, null)
            : new Walk(id, found.DistanceMm[row] / 1000.0, targets.Table.Ids[rows[found.Facility[row]]]))];
    }

    private (Layer Layer, int[] Rows) Targets(Pack pack, Workspace workspace, Func<string, Layer?> find)
    {
        if (FacilityKinds.Of(pack).Find(To) is not null)
        {
            var facilities = find("facilities") ?? throw Nothing(workspace, "facilities");
            return (facilities, [.. Enumerable.Range(0, facilities.Count).Where(row => facilities.Table.Value(row, "kind") as string == To)]);
        }

        var layer = find(To) ?? throw Nothing(workspace, To);
        return (layer, [.. Enumerable.Range(0, layer.Count)]);
    }

    private static Layer? Open(Workspace workspace, Plane plane, string id) => workspace.View<Layers>().Current(id) is { } version
        ? Layer.Of(new LayerInput(new RunInput(version.Layer, version.Rows, version.File, version.AsOf, version.Provenance.Invented), LayerStore.Open(workspace, version)), plane)
        : null;

    private RefusedException Nothing(Workspace workspace, string id)
    {
        try
        {
            LayerStore.OpenCurrent(workspace, id);
            throw new InvalidOperationException($"layer {id} is there after all");
        }
        catch (RefusedException refused) when (id == To && refused.Reasons[0].Code == "atlas.unknown-layer")
        {
            return new RefusedException(new Refusal("nearest.no-kind", new(
                $"“{To}”既不是设施类别也不是图层；设施类别见城市包 facilities.yaml", $"'{To}' is neither a facility kind nor a layer; the kinds stand in the pack's facilities.yaml")));
        }
        catch (RefusedException refused)
        {
            return refused;
        }
    }
}
