using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Mingzhu.City;

namespace Mingzhu.Procedures.Tests;

/// <summary>Tables and areas as contents: what is written comes back, sums follow, what is wrong is told with its row.</summary>
public sealed class TableTests
{
    private static readonly Content Table = Plain("list", ContentKind.Table) with { Columns = [Plain("building"), Plain("area", ContentKind.Number), Plain("gone", ContentKind.YesNo)] };
    private static readonly TableSum Gone = new("list", "area", Expression.Parse("gone = TRUE"));

    [Fact]
    public void Sums_are_those_of_an_obvious_loop() => Prop.ForAll(ArbMap.Default.ArbFor<(byte Area, bool? Gone)[]>(), rows =>
    {
        var text = TableText.Of(rows.Select((row, at) => new Dictionary<string, string>
        {
            ["building"] = at.ToString(CultureInfo.InvariantCulture), ["area"] = row.Area.ToString(CultureInfo.InvariantCulture), ["gone"] = row.Gone is { } gone ? gone ? "yes" : "no" : "",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal)));

        double? obvious = rows.Any(row => row.Gone is null) ? null : rows.Where(row => row.Gone == true).Sum(row => (double)row.Area);

        return ContentText.Fault(Table, text) is null && Sums.Of(With(text), Gone) == obvious && Sums.Of(With(text), Gone with { Column = null, When = Expression.True }) == rows.Length
            && Sums.Wanting(With(text), Gone).Length == rows.Count(row => row.Gone is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_taken_off_a_sum_is_taken_off_and_both_have_to_be_known() => Prop.ForAll(ArbMap.Default.ArbFor<(byte Paid, byte Cost, bool Known)[]>(), rows =>
    {
        string Text(Func<(byte Paid, byte Cost, bool Known), string> amount) => TableText.Of(rows.Select((row, at) => new Dictionary<string, string>
        {
            ["building"] = at.ToString(CultureInfo.InvariantCulture), ["area"] = amount(row),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal)));
        var of = new TableSum("list", "area", Expression.True) { Less = new TableSum("other", "area", Expression.True) };
        var one = With(Text(row => row.Paid.ToString(CultureInfo.InvariantCulture)), Text(row => row.Known ? row.Cost.ToString(CultureInfo.InvariantCulture) : ""));

        double? obvious = 0;
        foreach (var row in rows)
            obvious += row.Known ? row.Paid - row.Cost : null;

        return Sums.Of(one, of) == obvious && of.Parts.Sum(part => Sums.Wanting(one, part).Length) == rows.Count(row => !row.Known) && Sums.Of(With(Text(row => "1")), of) is null;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("[{\"building\":\"B1\",\"area\":\"viel\"}]", "“list”B1：“area”填写为“viel”：应为数字，例如 12.5")]
    [InlineData("[{\"building\":\"B1\"},{\"building\":\"B1\"}]", "“list”第 2 行：“building”须填写且不得重复（B1）")]
    [InlineData("[{\"area\":\"3\"}]", "“list”第 1 行：“building”须填写且不得重复（）")]
    [InlineData("[{\"building\":\"B1\",\"colour\":\"red\"}]", "“list”第 1 行：没有栏目“colour”")]
    [InlineData("[null]", "“list”第 1 行：“building”须填写且不得重复（）")]
    [InlineData("{\"building\":\"B1\"}", "“list”不是清单（JSON 数组，每行一个对象）")]
    public void What_is_wrong_is_told_with_its_row(string text, string says) => ContentText.Fault(Table, text)!.Says.Zh.ShouldBe(says);

    [Fact]
    public void A_table_that_is_not_there_adds_up_to_nothing_known() => Sums.Of(With(null), Gone).ShouldBeNull();

    [Theory]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]}", null)]
    [InlineData("116,36\n116.01, 36\n116.01 36.01", null)]
    [InlineData("116，36\n116.01，36", "content.no-area")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[116,36]}", "content.no-area")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[116,36],[116.01,36.01],[116.01,36],[116,36.01],[116,36]]]}", "content.area-crosses")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[500000,4000000],[500100,4000000],[500100,4000100],[500000,4000000]]]}", "content.no-degrees")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]} <script>", "content.no-area")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[]}", "content.no-area")]
    [InlineData("{\"type\":\"Polygon\"", "content.no-area")]
    [InlineData("<kml/>", "content.no-area")]
    public void An_area_is_a_polygon_of_degrees_that_does_not_cross_itself(string text, string? code) => ContentText.Fault(Plain("area", ContentKind.Area), text)?.Code.ShouldBe(code);

    private static Content Plain(string id, ContentKind kind = ContentKind.Text) => new(id, Wording.Same(id), kind, null, [], false, RuleRef.None);

    private static Case With(string? text, string? other = null)
    {
        var procedure = new Procedure("p", Wording.Same("p"), "p", [], false, Expression.True, null, null, [Table, Table with { Id = "other" }], [], [], "", RuleRef.None);
        var contents = new[] { ("list", text), ("other", other) }.Where(pair => pair.Item2 is not null).ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2!, StringComparer.Ordinal);
        return Case.Begin(new CaseOpened(new Signature("", ""), "C", procedure, "1", "t", null, contents, default));
    }
}
