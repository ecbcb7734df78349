using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Whether a selection asks for what the city can know at all (选址条件检查): every fault at once.</summary>
internal static class SiteQuestions
{
    /// <summary>Refuses conditions on fields, layers and kinds that do not exist.</summary>
    public static void Check(SiteGround ground, Layer sites, SiteSelection asked)
    {
        var faults = asked.Conditions.SelectMany(condition => condition.Match(
            _ => [], attribute => NoFields(ground, sites.Id, sites, attribute.Holds), walk => OfTarget(ground, walk.To), straight => OfTarget(ground, straight.To), lies => OfTarget(ground, lies.In),
            need => ground.Kinds.Find(need.Kind) is null ? [NoSuch(need.Kind)] : Array.Empty<Refusal>())).ToArray();
        if (faults.Length > 0)
            throw new RefusedException(faults);
    }

    /// <summary>Refuses a condition on fields that the candidates do not have.</summary>
    public static void CheckFields(Layer layer, SiteGround ground, Expression? where)
    {
        if (NoFields(ground, layer.Id, layer, where) is { Length: > 0 } faults)
            throw new RefusedException(faults);
    }

    private static Refusal[] OfTarget(SiteGround ground, SiteTarget target)
    {
        var layer = ground.Kinds.Find(target.Name) is null ? target.Name : SiteWords.FacilityLayer;
        return ground.Words.Knows(layer) || ground.Find(layer) is not null ? NoFields(ground, layer, ground.Find(layer), target.Where) : [NoSuch(target.Name)];
    }

    private static Refusal[] NoFields(SiteGround ground, string id, Layer? layer, Expression? where) =>
        [.. (where?.Fields ?? []).Where(field => field is not ("area_m2" or "length_m") && !ground.Words.Knows(id, field) && layer?.Table.Has(field) != true).Select(field => new Refusal("siting.no-field", new(
            $"图层“{ground.Words.Layer(id).Zh}”没有字段“{field}”；可用：{string.Join("、", ground.Words.FieldsOf(id))}", $"layer '{id}' has no field '{field}'; there are: {string.Join(", ", ground.Words.FieldsOf(id))}")))];

    private static Refusal NoSuch(string name) => new("siting.no-target", new(
        $"“{name}”既不是设施类别也不是图层；设施类别见城市包 facilities.yaml", $"'{name}' is neither a facility kind nor a layer; the kinds stand in the pack's facilities.yaml"));
}
