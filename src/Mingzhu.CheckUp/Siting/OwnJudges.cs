using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>The site's own area (用地面积).</summary>
internal sealed class AreaJudge(SiteCondition.Area asked, Layer sites) : SiteJudge
{
    public override Wording Asked => (asked.LeastM2, asked.MostM2) switch
    {
        ({ } least, { } most) => new($"面积 {Number(least)}–{Number(most)} 平方米", $"area {Number(least)}–{Number(most)} m²"),
        ({ } least, _) => new($"面积不小于 {Number(least)} 平方米", $"area at least {Number(least)} m²"),
        (_, { } most) => new($"面积不大于 {Number(most)} 平方米", $"area at most {Number(most)} m²"),
        _ => new("面积不限", "any area"),
    };

    public override Wording Topic => new("面积", "Area");

    public override Verdict Of(int row)
    {
        if (sites.Shapes[row] is not NetTopologySuite.Geometries.IPolygonal)
            return Verdict.Unknown(SiteReasons.NoArea);
        var areaM2 = SiteGround.AreaM2(sites, row);
        return areaM2 < asked.LeastM2 ? Verdict.No(areaM2, (asked.LeastM2.Value - areaM2) / asked.LeastM2.Value)
            : areaM2 > asked.MostM2 ? Verdict.No(areaM2, (areaM2 - asked.MostM2.Value) / asked.MostM2.Value)
            : Verdict.Yes(areaM2);
    }

    public override Wording Found(int row, in Verdict verdict) => new($"{Number(verdict.Value)} 平方米", $"{Number(verdict.Value)} m²");

    public override Wording? By(in Verdict verdict) => verdict.Value < asked.LeastM2 ? new($"小 {Number(asked.LeastM2.Value - verdict.Value)} 平方米", $"{Number(asked.LeastM2.Value - verdict.Value)} m² too small")
        : verdict.Value > asked.MostM2 ? new($"大 {Number(verdict.Value - asked.MostM2.Value)} 平方米", $"{Number(verdict.Value - asked.MostM2.Value)} m² too large")
        : null;
}

/// <summary>The site's own fields (自身属性).</summary>
internal sealed class AttributeJudge(SiteCondition.Attribute asked, Layer sites, SiteWords words) : SiteJudge
{
    private readonly bool?[] _holds = sites.Mask(asked.Holds);

    public override Wording Asked => words.Condition(sites.Id, asked.Holds);

    public override Wording Topic => words.Headings(sites.Id, asked.Holds);

    public override Verdict Of(int row) => _holds[row] switch
    {
        true => Verdict.Yes(double.NaN),
        false => Verdict.No(double.NaN, double.PositiveInfinity),
        null => Verdict.Unknown(SiteReasons.NotSaid(words.Values(sites, row, asked.Holds))),
    };

    public override Wording Found(int row, in Verdict verdict) => words.Values(sites, row, asked.Holds);
}
