using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Why a value is not simply measured, in the words every page shows.</summary>
internal static class Reasons
{
    public static Wording BelowLevel(Level level) => new($"该指标以{level.Name().Zh}为最小统计单元，不向下分摊", $"the smallest unit of this indicator is the {level.Name().En.ToLowerInvariant()}; it is not split further");

    public static Wording NothingHere { get; } = new("本地没有该指标所指的对象", "there is nothing here that the indicator is about");

    public static Wording NothingToDivideBy { get; } = new("本地没有可作分母的数据", "there are no data here to divide by");

    public static Wording NotInspected { get; } = new("未检查", "not inspected");

    public static Wording ZoneBelowCity { get; } = new("该指标只在全市层面统计", "this indicator is only stated for the whole city");

    public static Wording LayerMissing(Wording layer) => new($"未导入图层“{layer.Zh}”", $"the layer '{layer.En}' has not been imported");

    public static Wording NoneInLayer(Wording layer) => new($"图层“{layer.Zh}”中没有该指标所指的对象", $"the layer '{layer.En}' has none of what the indicator is about");

    public static Wording FieldEmpty(Wording layer, IEnumerable<string> fields) => string.Join(", ", fields) is var names
        ? new($"图层“{layer.Zh}”部分对象缺少 {names} 的值", $"some rows of the layer '{layer.En}' have no value of {names}")
        : default;

    public static Wording WholeInsteadOf(Wording layer) => new($"未导入“{layer.Zh}”，以整个地方代替", $"no '{layer.En}' has been imported; the whole place stands in");

    public static Wording DerivedLayer(Wording layer) => new($"“{layer.Zh}”为程序推导的替代图层", $"the layer '{layer.En}' is a stand-in derived by the program");

    public static Wording InaccurateLayer(Wording layer, double metres) => new(
        $"“{layer.Zh}”的坐标系没有公开的转换参数，位置误差约 ±{metres:0} 米", $"the coordinate system of the layer '{layer.En}' has no public shift; its positions are good to ±{metres:0} m");

    public static Wording UnknownIncluded(Wording layer, int count, IEnumerable<string> fields) => string.Join(", ", fields) is var names
        ? new($"{count} 处{layer.Zh}未注明 {names}，按计入处理", $"{count} of the layer '{layer.En}' do not say {names}; they are counted in")
        : default;

    public static Wording UnknownExcluded(Wording layer, int count, IEnumerable<string> fields) => string.Join(", ", fields) is var names
        ? new($"{count} 处{layer.Zh}未注明 {names}，未计入", $"{count} of the layer '{layer.En}' do not say {names}; they are left out")
        : default;

    public static Wording NotReported(int year) => new($"{year} 年尚未填报", $"not reported for {year}");

    public static Wording NoReports { get; } = new("无数据来源：未导入部门填报图层", "no data source: no reported values have been imported");

    public static Wording NoUnits(Level level) => new($"数据中没有{level.Name().Zh}，无从逐个判断", $"the data know no places of level '{level.Name().En.ToLowerInvariant()}' to judge one by one");

    public static Wording PopulationUnknown { get; } = new("人口未知，无法判断是否应配", "population unknown; whether it is due cannot be told");

    public static Wording PopulationBelow(double least) => new($"人口不足 {least:0}，不单独考核", $"fewer than {least:0} residents; not judged by itself");

    public static Wording SizeUnknown(Wording what) => new($"{what.Zh}的面积未知", $"the size of the {what.En} is unknown");

    public static Wording NoHomes { get; } = new("没有住宅楼栋可供判断步行可达", "there are no residential buildings to tell reach from");

    public static Wording NoNetwork { get; } = new("没有可步行的道路或步行道图层", "no roads or paths that can be walked have been imported");

    public static Wording KindsUnknown(IEnumerable<Wording> kinds) => kinds.ToArray() is var names
        ? new($"设施图层中没有：{string.Join("、", names.Select(name => name.Zh))}，未计入判断", $"the facility layer has none of: {string.Join(", ", names.Select(name => name.En))}; they are not judged")
        : default;

    public static Wording HouseholdsUnknown { get; } = new("部分住宅户数未知，按一户计", "some residential buildings do not say their households and count as one");

    public static Wording OffNetwork { get; } = new("远离步行网络，无法计算步行距离", "too far from the walking network to measure from");

    public static Wording ManyOffNetwork(int count, double withinM) => new(
        $"{count} 栋住宅 {withinM:0} 米内没有可步行的道路，未计入", count == 1 ? $"1 residential building has no path within {withinM:0} m and is left out" : $"{count} residential buildings have no path within {withinM:0} m and are left out");

    public static Wording PointOffNetwork { get; } = new("附近没有可步行的道路，走不到任何地方", "there is no way that can be walked near this point; nothing is reached from it");

    public static Wording UsesUnknown { get; } = new("没有注明用途为住宅的建筑", "no building says that it is residential");
}
