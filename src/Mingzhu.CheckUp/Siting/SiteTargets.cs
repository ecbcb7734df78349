using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>The features a target means: those that surely count, and those of which it is not known.</summary>
/// <param name="Layer">Their layer; null if it has not been imported.</param>
/// <param name="Sure">Rows that count.</param>
/// <param name="Maybe">Rows that do not say whether they count.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Short">The same in few words.</param>
internal sealed record SiteTargets(Layer? Layer, int[] Sure, int[] Maybe, Wording Name, Wording Short)
{
    /// <summary>Finds them: a facility kind, else a layer.</summary>
    public static SiteTargets Of(SiteGround ground, SiteTarget target)
    {
        var isKind = ground.Kinds.Find(target.Name) is not null;
        var layer = ground.Find(isKind ? SiteWords.FacilityLayer : target.Name);
        var (name, few) = (ground.Words.Target(target), ground.Words.Short(target));
        if (layer is null)
            return new SiteTargets(null, [], [], name, few);
        var mask = layer.Mask(target.Where);
        int[] there = [.. Enumerable.Range(0, layer.Count).Where(row => layer.Shapes[row] is not null && (!isKind || layer.Table.Value(row, "kind") as string == target.Name))];
        return new SiteTargets(layer, [.. there.Where(row => mask[row] == true)], [.. there.Where(row => mask[row] is null)], name, few);
    }

    /// <summary>Why nothing can be told by them; null if something can.</summary>
    public Wording? WhyNot => Layer is null ? SiteReasons.LayerMissing(Name) : Sure.Length + Maybe.Length == 0 ? SiteReasons.NoneKnown(Name) : null;
}
