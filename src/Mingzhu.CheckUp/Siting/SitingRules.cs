using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>A group of candidates that has a name (候选来源): the land register, leftover land, idle public buildings.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The layer its rows stand in.</param>
/// <param name="Where">Which rows; null for all.</param>
/// <param name="Source">Whose idea it is.</param>
public sealed record CandidateGroup(string Id, Wording Name, string Layer, Expression? Where, Citation Source);

/// <summary>A site selection made ready (常用选址), a start to change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Selection">What it asks.</param>
/// <param name="Source">Whose idea it is.</param>
public sealed record ReadySelection(string Id, Wording Name, SiteSelection Selection, Citation Source);

/// <summary>Something that serves land rather than people walking, of which one more can be put on a candidate (增设类别): a pocket park.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The layer it would stand in.</param>
/// <param name="Values">What it would say of itself there: class, enclosed …</param>
/// <param name="From">Where it may come to stand, if nothing is said.</param>
/// <param name="Conditions">What a site must be.</param>
/// <param name="Source">The document.</param>
public sealed record Addition(
    string Id, Wording Name, string Layer, ImmutableSortedDictionary<string, object> Values, string From, ImmutableArray<SiteCondition> Conditions, Citation Source);

/// <summary>What a city's pack says of site selection (选址规则), from siting.yaml.</summary>
/// <param name="Groups">Named groups of candidates, in written order.</param>
/// <param name="Ready">Selections made ready.</param>
/// <param name="Additions">What serves land and can be added.</param>
/// <param name="UsualFrom">The group one more facility is looked for in where nothing is said.</param>
/// <param name="NearMissShare">A site that misses one condition by at most this share of what was asked is a near miss, 0–1.</param>
/// <param name="BorderShare">Up to this share of a site may lie across a border: that much comes of drawing it twice, 0–1.</param>
public sealed record SitingRules(
    ImmutableArray<CandidateGroup> Groups, ImmutableArray<ReadySelection> Ready, ImmutableArray<Addition> Additions, string UsualFrom, double NearMissShare, double BorderShare)
{
    /// <summary>Reads siting.yaml against the layers and kinds of the pack; faults go to <see cref="Pack.Problems"/>. A pack without the file has no groups and no slack.</summary>
    public static SitingRules Of(Pack pack)
    {
        var file = pack.File("siting.yaml");
        file.OnlyKeys("candidates", "usual", "selections", "additions", "near_miss", "across_border");
        if (!file.IsMap)
            return new SitingRules([], [], [], "", 0, 0);
        var reading = new Reading(LayerSchema.Of(pack), FacilityKinds.Of(pack));
        var groups = file["candidates"].Items().Select(reading.Group).ToImmutableArray();
        var usual = file["usual"].Text();
        if (groups.All(group => group.Id != usual))
            file["usual"].Report(new($"没有候选来源“{usual}”", $"there is no group of candidates '{usual}'"));
        return new SitingRules(
            groups, [.. file["selections"].Items().Select(node => reading.Ready(node, groups))], [.. file["additions"].Items().Select(node => reading.Addition(node, groups))], usual,
            Share(file["near_miss"]), Share(file["across_border"]));
    }

    /// <summary>The group of an id; null if there is none.</summary>
    public CandidateGroup? Group(string id) => Groups.FirstOrDefault(group => group.Id == id);

    private static double Share(PackNode node)
    {
        node.OnlyKeys("share", "source");
        node["source"].Citation();
        var share = node["share"].Number();
        if (share is < 0 or > 1)
            node["share"].Report(new("应在 0 与 1 之间", "a share from 0 to 1 is expected"));
        return share;
    }

    private sealed class Reading(ImmutableArray<LayerSchema> layers, FacilityKinds kinds)
    {
        public CandidateGroup Group(PackNode node)
        {
            node.OnlyKeys("id", "name", "layer", "where", "source");
            var (layer, where) = (node["layer"].Text(), node["where"].Exists ? node["where"].Expression() : null);
            CheckFields(node["where"], layer, where);
            return new CandidateGroup(node["id"].Text(), node["name"].Wording(), layer, where, node["source"].Citation());
        }

        public ReadySelection Ready(PackNode node, ImmutableArray<CandidateGroup> groups)
        {
            node.OnlyKeys("id", "name", "from", "conditions", "source");
            return new ReadySelection(node["id"].Text(), node["name"].Wording(), new SiteSelection(From(node["from"], groups), Conditions(node["conditions"], groups)), node["source"].Citation());
        }

        public Addition Addition(PackNode node, ImmutableArray<CandidateGroup> groups)
        {
            node.OnlyKeys("id", "name", "layer", "values", "from", "conditions", "source");
            var layer = node["layer"].Text();
            if (layers.All(known => known.Id != layer))
                node["layer"].Report(new($"没有图层“{layer}”", $"there is no layer '{layer}'"));
            return new Addition(
                node["id"].Text(), node["name"].Wording(), layer, node["values"].Entries().ToImmutableSortedDictionary(entry => entry.Key, entry => Value(entry.Value)), From(node["from"], groups).Name,
                Conditions(node["conditions"], groups), node["source"].Citation());
        }

        private static object Value(PackNode node) => node.Text() switch
        {
            "true" => true,
            "false" => false,
            var text => text,
        };

        private SiteTarget From(PackNode node, ImmutableArray<CandidateGroup> groups)
        {
            var target = Told(node, () => SiteTarget.Parse(node.Text())) ?? new SiteTarget("");
            if (groups.All(group => group.Id != target.Name) && layers.All(layer => layer.Id != target.Name))
                node.Report(new($"“{target.Name}”既不是候选来源也不是图层", $"'{target.Name}' is neither a group of candidates nor a layer"));
            return target;
        }

        private ImmutableArray<SiteCondition> Conditions(PackNode node, ImmutableArray<CandidateGroup> groups)
        {
            var read = node.Items().Select(item => (Item: item, Condition: Told(item, () => SiteCondition.Parse(item.Text())))).Where(pair => pair.Condition is not null).ToArray();
            foreach (var (item, condition) in read)
                Check(item, condition!, groups);
            return [.. read.Select(pair => pair.Condition!)];
        }

        private void Check(PackNode item, SiteCondition condition, ImmutableArray<CandidateGroup> groups)
        {
            var target = condition.Match<SiteTarget?>(_ => null, _ => null, walk => walk.To, straight => straight.To, lies => lies.In, need => new SiteTarget(need.Kind));
            var kindOnly = condition is SiteCondition.Need;
            if (target is null || kinds.Find(target.Name) is not null)
                return;
            if (kindOnly || layers.All(layer => layer.Id != target.Name) && groups.All(group => group.Id != target.Name))
                item.Report(new($"“{target.Name}”既不是设施类别也不是图层", $"'{target.Name}' is neither a facility kind nor a layer"));
            else
                CheckFields(item, target.Name, target.Where);
        }

        private void CheckFields(PackNode node, string layer, Expression? where)
        {
            if (layers.FirstOrDefault(known => known.Id == layer) is not { } schema)
            {
                node.Report(new($"没有图层“{layer}”", $"there is no layer '{layer}'"));
                return;
            }

            foreach (var field in where?.Fields.Where(field => schema.Fields.All(known => known.Id != field) && field is not ("area_m2" or "length_m")) ?? [])
                node.Report(new($"图层 {layer} 没有字段“{field}”", $"layer {layer} has no field '{field}'"));
        }

        private static T? Told<T>(PackNode node, Func<T> read) where T : class
        {
            try
            {
                return read();
            }
            catch (RefusedException refused)
            {
                node.Report(refused.Reasons[0].Says);
                return null;
            }
        }
    }
}
