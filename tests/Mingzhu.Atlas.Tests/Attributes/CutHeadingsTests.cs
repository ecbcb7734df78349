using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mingzhu.Atlas.Tests.Corpus;
using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Attributes;

public sealed class CutHeadingsTests : IDisposable
{
    private static readonly Units Units = Units.Of(TestCity.Pack);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-cut-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("建筑面积（万平方米）", "m²", null, true)]
    [InlineData("建筑面积（亩）", "m²", null, true)]
    [InlineData("总投资（亿元）", "元", "亿元", false)]
    [InlineData("面积（公顷）", "m²", "公顷", false)]
    [InlineData("用地面积_亩", "m²", null, true)]
    [InlineData("造价(万元)", "元", "万元", false)]
    [InlineData("高度", "m", null, false)]
    [InlineData("绿地总面积", "m²", null, true)]
    public void What_is_left_of_a_unit_proves_it_or_it_is_asked(string heading, string unit, string? proved, bool asked)
    {
        var (column, question, _) = Cut(heading, unit, ["建筑面积", "总投资", "面积", "用地面积", "造价", "高度", "绿地总面积"], FieldType.Real, ParkFile.Gbk, []);

        (column?.Unit?.Name, question is not null).ShouldBe((proved, asked));
    }

    [Fact]
    public void The_question_names_the_column_shows_its_values_and_offers_the_units_that_may_be_meant()
    {
        var (_, question, _) = Cut("建筑面积（万平方米）", "m²", ["建筑面积"], FieldType.Real, ParkFile.Gbk, []);

        question!.Id.ShouldBe("unit");
        question.Text.Zh.ShouldContain("建筑面积（");
        question.Text.Zh.ShouldContain("0.35");
        question.Choices.Select(choice => choice.Value).ShouldContain("f=万m²");
        question.Choices[0].Value.ShouldBe("f=m²");
        Cut("建筑面积（万平方米）", "m²", ["建筑面积"], FieldType.Real, ParkFile.Gbk, ImmutableDictionary<string, string>.Empty.Add("f", "万平方米")).Column!.Unit!.Times.ShouldBe(10_000);
    }

    [Fact]
    public void No_heading_that_a_dbf_cuts_is_ever_read_in_another_unit_than_it_had()
    {
        var fields = LayerSchema.Of(TestCity.Pack).SelectMany(layer => layer.Fields).Where(field => field.Unit is not null).ToArray();
        string[] units = ["m²", "万平方米", "公顷", "亩", "平方公里", "米", "厘米", "毫米", "公里", "个", "万个", "人", "万人", "户", "层"];
        string[] shapes = ["{0}（{1}）", "{0}({1})", "{0}[{1}]", "{0}_{1}", "{0}/{1}", "{0}（单位：{1}）"];
        var sample = from field in Gen.Elements(fields) from heading in Gen.Elements(field.Headings.ToArray()) from unit in Gen.Elements(units) from shape in Gen.Elements(shapes) from utf8 in Gen.Elements(true, false)
            select (field, text: string.Format(null, CompositeFormat.Parse(shape), heading, unit), unit: Units.Find(unit)!, encoding: utf8 ? Encoding.UTF8 : ParkFile.Gbk);
        Prop.ForAll(sample.ToArbitrary(), one =>
        {
            var own = Units.Find(one.field.Unit!)!;
            var (column, question, notes) = Cut(one.text, one.field.Unit!, [.. one.field.Headings], one.field.Type, one.encoding, []);
            // Not taken, asked, told, or read as it was meant: the unit of another kind is refused later.
            return column is null || question is not null || notes.ContainsKey("unit.may-be-cut") || (column.Unit ?? own) is var read && read.Times * one.unit.Per == one.unit.Times * read.Per
                || (column.Unit is { } said && said.Kind != own.Kind);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>What becomes of a column of a DBF under a heading.</summary>
    private (FieldColumn? Column, Question? Question, ImmutableSortedDictionary<string, int> Notes) Cut(
        string heading, string unit, string[] known, FieldType type, Encoding encoding, ImmutableDictionary<string, string> said)
    {
        var path = Path.Combine(_folder.FullName, "a.dbf");
        File.WriteAllBytes(path, new Dbf(encoding).Column(heading, 'N', 12, 2).Row(0.35).ToBytes());
        var field = new FieldSchema("f", type, unit, false, [], [.. known]);
        var layer = new LayerSchema("l", Wording.Same("l"), "t", GeometryKind.None, null, DataClass.Public, [field]);
        var problems = new ProblemList("a.dbf");
        Question? question = null;
        var column = new Headings(DbfFile.Read(path), Units).Of(layer, ImmutableDictionary<string, string>.Empty)[0];
        if (column is not null)
            column = new CutHeadings("a", Units, said, problems).Resolved(field, column, ["0.35", "1.2"], out question);
        return (column, question, problems.Counts);
    }
}
