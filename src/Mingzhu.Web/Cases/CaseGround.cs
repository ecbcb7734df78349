using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Cases;

/// <summary>What a case's ground is made of, beside what is typed: an outline taken from a layer, the buildings within the area, checks made anew (用地).</summary>
internal static class CaseGround
{
    private const int MostHolders = 5_000;

    /// <summary>The contents that an act of the ground fills in; or why it cannot.</summary>
    /// <param name="typed">take-area (layer, feature), list-buildings, list-parcels or list-holders.</param>
    /// <param name="one">The case.</param>
    /// <param name="room">The city.</param>
    /// <param name="book">What who asks may see of it: nobody takes an outline from a layer that is closed to them.</param>
    /// <returns>Null where the act is none of the ground's.</returns>
    public static (ImmutableSortedDictionary<string, string> Contents, Refusal? Reason)? Filled(CaseForm typed, Case one, CaseRoom room, ICityBook book) => typed.Act switch
    {
        "take-area" => Outline(typed["layer"], typed["feature"], one, room, book),
        "list-buildings" => Buildings(one, room),
        "list-parcels" => Parcels(one, room),
        "list-holders" => Holders(one),
        _ => null,
    };

    /// <summary>Whether an outline can be taken from a layer.</summary>
    public static bool HasOutlines(LayerSheet layer) => layer.Drawable && layer.Geometry == "polygon";

    private static (ImmutableSortedDictionary<string, string>, Refusal?) Outline(string layer, string feature, Case one, CaseRoom room, ICityBook book)
    {
        if (!book.Layers.Any(known => known.Id == layer && HasOutlines(known)))
            return Not("ground.no-layer", $"没有面图层“{layer}”", $"there is no layer of polygons '{layer}'");
        var table = LayerStore.OpenCurrent(room.City, layer);
        var row = Array.IndexOf(table.Ids, feature);
        if (row < 0 || table.Geometries[row] is not (Polygon or MultiPolygon))
            return Not("ground.no-feature", $"图层“{layer}”中没有面“{feature}”；编号可在一张图上点选查看", $"the layer '{layer}' has no polygon '{feature}'; a click on the map tells its number");
        return one.Procedure.Contents.FirstOrDefault(content => content.Kind == ContentKind.Area) is { } area
            ? (Only(area.Id, AreaText.Of(table.Geometries[row]!)), null)
            : Not("ground.none", "此办件没有用地范围", "this case has no area");
    }

    // Those that are there already keep what was said of them.
    private static (ImmutableSortedDictionary<string, string>, Refusal?) Buildings(Case one, CaseRoom room)
    {
        if (one.Procedure.Contents.FirstOrDefault(content => content.Id == GroundInputs.Buildings) is not { } table)
            return Not("ground.no-buildings", "此办件没有建筑清单", "this case has no list of buildings");
        if (!one.Contents.ContainsKey(GroundInputs.Area))
            return Not("ground.no-area", "请先勾画范围", "draw the area first");
        var listed = TableText.Rows(table, one.Contents.GetValueOrDefault(table.Id));
        var there = GroundSurvey.BuildingsOf(room.City, one).Where(building => listed.All(row => row.Key != building.Id)).Select(building => building.Row());
        return (Only(table.Id, TableText.Of(listed.Select(row => row.Cells).Concat(there))), null);
    }

    // The layer is asked anew, for the area may have moved; what it does not say stays as it was said, and so do parcels it does not have.
    private static (ImmutableSortedDictionary<string, string>, Refusal?) Parcels(Case one, CaseRoom room)
    {
        if (one.Procedure.Contents.All(content => content.Id != GroundInputs.Parcels))
            return Not("ground.no-parcels", "此办件没有地块清单", "this case has no list of parcels");
        if (!one.Contents.ContainsKey(GroundInputs.Area))
            return Not("ground.no-area", "请先勾画范围", "draw the area first");
        var there = GroundSurvey.ParcelsOf(room.City, one);
        if (there.IsEmpty)
            return Not("ground.no-parcel", "地块图层中没有与此范围相交的地块，请逐块填写", "the layer of parcels has none in this area: fill them in one by one");
        var listed = (one.TableOf(GroundInputs.Parcels) ?? []).ToDictionary(row => row.Key, row => row.Cells);
        var anew = there.Select(parcel => (listed.GetValueOrDefault(parcel.Id) ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)).SetItems(parcel.Row()));
        return (Only(GroundInputs.Parcels, TableText.Of([.. anew, .. listed.Where(row => there.All(parcel => parcel.Id != row.Key)).Select(row => row.Value)])), null);
    }

    // A line for every holder of every building, to be filled in; what was recorded stays.
    private static (ImmutableSortedDictionary<string, string>, Refusal?) Holders(Case one)
    {
        if (one.Procedure.Contents.All(content => content.Id != GroundInputs.Wishes))
            return Not("ground.no-wishes", "此办件没有意愿清单", "this case has no list of wishes");
        if (one.TableOf(GroundInputs.Buildings) is not { IsEmpty: false } buildings)
            return Not("ground.no-holders", "请先列出涉及建筑，并填写每栋的物业权利人数", "list the buildings first, with how many holders each has");
        var listed = one.TableOf(GroundInputs.Wishes) ?? [];
        var (known, there) = (listed.Select(row => row.Key).ToHashSet(), listed.ToLookup(row => row["building"] as string));
        var added = buildings.SelectMany(building => Enumerable.Range(1, (int)Math.Clamp(building["holders"] as double? ?? 0, 0, MostHolders)).Select(at => string.Create(CultureInfo.InvariantCulture, $"{building.Key}-{at:00}"))
            .Where(holder => !known.Contains(holder)).Take((int)Math.Max(0, Math.Min(building["holders"] as double? ?? 0, MostHolders) - there[building.Key].Count()))
            .Select(holder => ImmutableSortedDictionary<string, string>.Empty.Add("holder", holder).Add("building", building.Key))).ToArray();
        return added.Length + listed.Length > MostHolders
            ? Not("ground.many-holders", $"共 {added.Length + listed.Length} 户，一个办件最多登记 {MostHolders} 户；请拆分项目", $"{added.Length + listed.Length} holders; a case records {MostHolders} at most: divide the project")
            : (Only(GroundInputs.Wishes, TableText.Of(listed.Select(row => row.Cells).Concat(added))), null);
    }

    private static ImmutableSortedDictionary<string, string> Only(string content, string text) => ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(content, text);

    private static (ImmutableSortedDictionary<string, string>, Refusal?) Not(string code, string zh, string en) => (ImmutableSortedDictionary<string, string>.Empty, new Refusal(code, new(zh, en)));
}
