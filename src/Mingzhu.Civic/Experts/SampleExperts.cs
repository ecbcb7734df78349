using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.People;

namespace Mingzhu.Civic;

/// <summary>A made-up list of experts for a demonstration (示例专家): three of every field of the pack, most of them in the library, some in the committee too.</summary>
public static class SampleExperts
{
    private static readonly string[] Employers = ["示例规划设计院", "示例建筑设计院", "示例大学", "示例市政工程公司", "示例律师事务所"];

    /// <summary>Brings them, unless there are experts already; answers how many.</summary>
    public static int Bring(ExpertDraws draws, Visit by)
    {
        var fields = ExpertRules.Of(draws.Workspace.Pack).Fields;
        if (!draws.Book.Experts.IsEmpty || fields.IsEmpty)
            return 0;
        var rows = fields.SelectMany((field, at) => Enumerable.Range(0, 3).Select(one => Row(at * 3 + one, field, one == 2 ? fields[(at + 1) % fields.Length] : null))).ToImmutableArray();
        draws.Import(by, ExpertReading.Of("示例", rows, draws.Workspace.Pack, draws.Register.FindByNumber));
        return rows.Length;
    }

    private static ChartRow Row(int at, ExpertField field, ExpertField? other) => new(at + 2, new Dictionary<string, object?>
    {
        ["编号"] = string.Create(CultureInfo.InvariantCulture, $"S{at + 1:000}"), ["姓名"] = string.Create(CultureInfo.InvariantCulture, $"示例专家{at + 1}"), ["类别"] = (at % 3) switch { 0 => "专家库", 1 => "专家委员会、专家库", _ => "专家库" },
        ["专业领域"] = other is null ? field.Name.Zh : $"{field.Name.Zh}、{other.Name.Zh}", ["工作单位"] = Employers[at % Employers.Length], ["参与项目"] = at % 10 == 0 ? "project-dongguan-street" : "",
        ["联系电话"] = string.Create(CultureInfo.InvariantCulture, $"0635{at + 1000000}"),
    });
}
