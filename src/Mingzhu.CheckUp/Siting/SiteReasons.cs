using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Why it can't be told whether a site meets a condition (无法判断的原因).</summary>
internal static class SiteReasons
{
    public static Wording NoArea { get; } = new("没有面状图形，面积未知", "it has no outline, so no area is known");

    public static Wording NoShape { get; } = new("没有图形", "it lies nowhere");

    public static Wording NotSaid(Wording values) => new($"资料不全：{values.Zh}", $"the data do not say: {values.En}");

    public static Wording OffNetwork { get; } = new("远离步行网络，无法计算步行距离", "too far from the walking network to measure from");

    public static Wording NoHomes { get; } = new("没有可供计算的住宅", "there are no homes to count");

    public static Wording NoReach(Wording kind) => new($"城市包没有规定到{kind.Zh}的步行距离，请给出米数", $"the pack says no walking distance to {kind.En}; give the metres");

    public static Wording LayerMissing(Wording layer) => new($"未导入图层“{layer.Zh}”", $"the layer '{layer.En}' has not been imported");

    public static Wording NoneKnown(Wording target) => new($"数据中没有{target.Zh}，无从判断", $"the data hold no {target.En} to judge by");

    public static Wording Doubtful(Wording target, int count) => new($"{count} 处{target.Zh}资料不全，可能算也可能不算", $"{count} of {target.En} do not say whether they count");

    public static Wording Inaccurate(double metres) => new($"坐标误差约 ±{metres:0} 米，在此范围内不下结论", $"positions are good to ±{metres:0} m, which is too rough to tell");
}
