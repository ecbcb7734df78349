using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Fields of a layer that fewer people may see than the layer itself (字段分级).</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="Fields">Ids of fields.</param>
/// <param name="Class">Their class.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record FieldClass(string Layer, ImmutableArray<string> Fields, DataClass Class, Citation Source);

/// <summary>Which sets of fields are of a higher class than their layer, from <c>field-classes:</c> of rights.yaml. A layer's own class stands in layers.yaml; it is never lowered here.</summary>
/// <param name="All">In written order.</param>
public sealed record FieldClasses(ImmutableArray<FieldClass> All)
{
    private static readonly ConditionalWeakTable<Pack, FieldClasses> Known = [];

    /// <summary>Reads them; faults go to <see cref="Pack.Problems"/>.</summary>
    public static FieldClasses Of(Pack pack) => Known.GetValue(pack, static read => new([.. read.File("rights.yaml")["field-classes"].Items().Select(Read)]));

    /// <summary>The class of a field of a layer.</summary>
    /// <param name="layer">Id of the layer.</param>
    /// <param name="field">Id of the field.</param>
    /// <param name="ofLayer">The class of the layer.</param>
    public DataClass ClassOf(string layer, string field, DataClass ofLayer) =>
        All.Where(one => one.Layer == layer && one.Fields.Contains(field)).Select(one => one.Class).Append(ofLayer).Max();

    /// <summary>The fields of a layer that somebody does not see, sorted: what is left out of answers and part of the key of every cache.</summary>
    /// <param name="layer">Id of the layer.</param>
    /// <param name="ofLayer">The class of the layer.</param>
    /// <param name="seen">The classes seen, of <see cref="Rights.Sees"/>.</param>
    public ImmutableSortedSet<string> Hidden(string layer, DataClass ofLayer, IReadOnlySet<DataClass> seen) =>
        [.. All.Where(one => one.Layer == layer).SelectMany(one => one.Fields).Where(field => !seen.Contains(ClassOf(layer, field, ofLayer)))];

    private static FieldClass Read(PackNode node)
    {
        node.OnlyKeys("layer", "fields", "class", "source");
        return new FieldClass(node["layer"].Text(), [.. node["fields"].Texts()], RightsFile.ReadClass(node["class"]), node["source"].Citation());
    }
}
