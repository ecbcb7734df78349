using System.Collections.Immutable;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>The tables of a unit plan and of a scheme as texts of contents: two parcels that keep to the regulatory plan, money that comes to 120 million yuan on both sides, one requirement, one milestone.</summary>
internal static class TestPlan
{
    public static string Costs { get; } = Rows([("item", "管网"), ("kind", "infrastructure"), ("amount", "7000")], [("item", "修缮"), ("kind", "buildings"), ("amount", "5000")]);

    public static string Funds { get; } = Rows([("fund", "区财政"), ("kind", "fiscal"), ("amount", "5000"), ("secured", "yes")], [("fund", "企业"), ("kind", "social"), ("amount", "7000")]);

    public static string Design { get; } = Rows([("item", "屋顶"), ("aspect", "form"), ("asks", "坡屋顶"), ("carried", "yes")]);

    public static string Milestones { get; } = Rows([("milestone", "竣工"), ("kind", "completion"), ("planned", "2027-06-30")]);

    /// <summary>A housing parcel and a park; cells of the first as said.</summary>
    public static string Indices(params (string Column, string Text)[] other)
    {
        (string Column, string Text)[] usual =
        [
            ("parcel", "A-01"), ("use", "residential"), ("area", "3.2"), ("far", "1.8"), ("density", "28"), ("green_ratio", "35"), ("height", "24"), ("plan", "聊控规〔2020〕1号"),
            ("plan_use", "residential"), ("plan_far", "1.8"), ("plan_density", "30"), ("plan_green_ratio", "35"), ("plan_height", "24"),
        ];
        return Rows([.. usual.Where(cell => other.All(own => own.Column != cell.Column)), .. other], [("parcel", "A-02"), ("use", "green"), ("area", "0.4"), ("plan", "聊控规〔2020〕1号"), ("plan_use", "green")]);
    }

    public static string Rows(params (string Column, string Text)[][] rows) => TableText.Of(rows.Select(row => row.ToImmutableSortedDictionary(cell => cell.Column, cell => cell.Text, StringComparer.Ordinal)));
}
