using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Attributes;

public sealed class FieldReaderTests
{
    private static readonly Units Units = Units.Of(TestCity.Pack);
    private static readonly KnownPlaces NoPlaces = new(TestCity.Pack, []);

    [Theory]
    [InlineData("万元", "1.2亿元", 12_000)]
    [InlineData("万元", "3500万元", 3_500)]
    [InlineData("万元", "35000000元", 3_500)]
    [InlineData("亿元", "0.1万元", 0.00001)]
    [InlineData("m²", "3.5公顷", 35_000)]
    [InlineData("m²", "15亩", 10_000)]
    [InlineData("m²", "120 m2", 120)]
    [InlineData("m²", "１２０㎡", 120)]
    [InlineData("m²", "1.2万㎡", 12_000)]
    [InlineData("m²", "0.5平方公里", 500_000)]
    [InlineData("ha", "30亩", 2)]
    [InlineData("人", "1.2万", 12_000)]
    [InlineData("人", "1.2万人", 12_000)]
    [InlineData("m", "350厘米", 3.5)]
    public void A_unit_behind_a_value_is_converted_exactly(string unit, string written, double expected) =>
        Read(new FieldSchema("f", FieldType.Real, unit, false, [], []), written).Value.ShouldBe(expected);

    [Theory]
    [InlineData("总投资（亿元）", "万元", 1.2, 12_000)]
    [InlineData("面积(亩)", "m²", 3d, 2_000)]
    [InlineData("建筑面积/万㎡", "m²", 0.05, 500)]
    [InlineData("建筑面积 [单位:公顷]", "m²", 2d, 20_000)]
    public void A_unit_in_the_heading_converts_every_value(string heading, string unit, double written, double expected)
    {
        var field = new FieldSchema("f", FieldType.Real, unit, false, [], ["总投资", "面积", "建筑面积"]);
        var layer = new LayerSchema("l", Wording.Same("l"), "t", GeometryKind.None, null, DataClass.Public, [field]);
        var column = new Headings(Layer(heading), Units).Of(layer, ImmutableDictionary<string, string>.Empty)[0]!;

        new FieldReader(field, column.Unit, Units, NoPlaces).Read(written).Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("建 筑\n面 积")]
    [InlineData("建筑面积（㎡）")]
    [InlineData(" 建筑面积 ")]
    public void Width_blanks_and_line_breaks_of_a_heading_make_no_difference(string heading) => Matches(heading).ShouldBeTrue();

    [Theory]
    [InlineData("建筑总面积")]
    [InlineData("建筑面积合计")]
    [InlineData("建筑面积（地上）")]
    public void Another_word_makes_another_heading(string heading) => Matches(heading).ShouldBeFalse();

    [Theory]
    [InlineData(0d, 0d)]
    [InlineData("0", 0d)]
    [InlineData("/", null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void Blank_zero_and_slash_are_three_things(object written, object? expected)
    {
        var read = Read(new FieldSchema("f", FieldType.Real, null, false, [], []), written);

        read.Value.ShouldBe(expected);
        read.Wrong.ShouldBeNull();
        (read.Note?.Code).ShouldBe(written is "/" ? "value.not-applicable" : null);
    }

    [Theory]
    [InlineData("2026年3月5日", "2026-03-05", null)]
    [InlineData("2026/3/5", "2026-03-05", null)]
    [InlineData("2026-03-05 00:00:00", "2026-03-05", null)]
    [InlineData("20260305", "2026-03-05", null)]
    [InlineData("2026年3月", "2026-03-01", "value.month")]
    [InlineData("2026.3", "2026-03-01", "value.month")]
    [InlineData("46086", "2026-03-05", "value.excel-serial")]
    [InlineData(46086L, "2026-03-05", "value.excel-serial")]
    [InlineData(46086.0, "2026-03-05", "value.excel-serial")]
    public void Dates_are_read_both_ways_and_what_was_guessed_is_noted(object written, string expected, string? note)
    {
        var read = Read(new FieldSchema("f", FieldType.Date, null, false, [], []), written);

        ((DateOnly)read.Value!).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
        (read.Note?.Code).ShouldBe(note);
    }

    [Theory]
    [InlineData("是", true)]
    [InlineData("√", true)]
    [InlineData("Ｙ", true)]
    [InlineData("×", false)]
    [InlineData("无", false)]
    [InlineData(0L, false)]
    public void Truth_is_read_in_every_usual_way(object written, bool expected) => Read(new FieldSchema("f", FieldType.Boolean, null, false, [], []), written).Value.ShouldBe(expected);

    [Fact]
    public void A_code_is_read_by_itself_or_by_its_Chinese_label()
    {
        var field = LayerSchema.Of(TestCity.Pack).Single(layer => layer.Id == "roads").Fields.Single(one => one.Id == "class");

        Read(field, "arterial").Value.ShouldBe("arterial");
        Read(field, "主干路").Value.ShouldBe("arterial");
        Read(field, "大路").Wrong!.Code.ShouldBe("value.unreadable");
    }

    [Theory]
    [InlineData(913_501_000_001_234_567d, true)]
    [InlineData("9.135E+17", true)]
    [InlineData("3.71502E+11", true)]
    [InlineData(371_502_001_001L, false)]
    [InlineData(1e14, false)]
    [InlineData("P1E+05", false)]
    [InlineData("2E+1", false)]
    public void A_code_whose_last_digits_a_spreadsheet_lost_is_told_and_not_kept(object written, bool lost) =>
        (Read(new FieldSchema("f", FieldType.Text, null, false, [], []), written).Wrong?.Code == "value.digits-lost").ShouldBe(lost);

    [Fact]
    public void The_pack_has_fields_of_checked_codes_under_the_words_of_departments()
    {
        var layers = LayerSchema.Of(TestCity.Pack);
        ValueCheck Of(string layer, string heading) => layers.Single(one => one.Id == layer).Fields.Single(field => field.Headings.Contains(heading)).Check;

        Of("compounds", "统一社会信用代码").ShouldBe(ValueCheck.Uscc);
        Of("compounds", "改造项目代码").ShouldBe(ValueCheck.ProjectCode);
        Of("facilities", "统一社会信用代码").ShouldBe(ValueCheck.Uscc);
        Of("parcels", "使用权人统一社会信用代码").ShouldBe(ValueCheck.Uscc);
        Of("plans", "项目代码").ShouldBe(ValueCheck.ProjectCode);
    }

    [Theory]
    [InlineData("91350100M000100Y43", true)]    // the example that standard libraries test with
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100Y4", false)]
    [InlineData("91350100I000100Y43", false)]   // I is none of the letters
    [InlineData("９１３５０１００m000100y43", true)]
    [InlineData("91350100 M000100Y43", true)]
    public void A_social_credit_code_is_checked_by_its_last_character(string code, bool good) =>
        (Read(new FieldSchema("f", FieldType.Text, null, false, [], []) { Check = ValueCheck.Uscc }, code).Wrong is null).ShouldBe(good);

    [Theory]
    [InlineData("2026-371502-48-01-123456", true)]
    [InlineData("2026-371502-48-01-12345", false)]
    [InlineData("2026371502480112345612", false)]
    [InlineData("2026—371502—48—01—123456", true)]
    public void A_project_code_is_checked_by_its_shape(string code, bool good) =>
        (Read(new FieldSchema("f", FieldType.Text, null, false, [], []) { Check = ValueCheck.ProjectCode }, code).Wrong is null).ShouldBe(good);

    [Theory]
    [InlineData(-1d, "value.out-of-range")]
    [InlineData(0d, null)]
    [InlineData(101d, "value.out-of-range")]
    public void A_value_beyond_the_range_of_its_field_is_wrong(double written, string? code) =>
        (Read(new FieldSchema("f", FieldType.Real, null, false, [], []) { Min = 0, Max = 100 }, written).Wrong?.Code).ShouldBe(code);

    [Theory]
    [InlineData("371503", "371503", null)]
    [InlineData("371523", "371503", "place.renamed")]        // 茌平县 until 2019
    [InlineData("371523100", "371503100", "place.renamed")]  // a town of it that the city has a boundary of
    [InlineData("茬平县", "371503", "place.by-name")]         // misspelt, and of the old kind
    [InlineData("东昌府", "371502", "place.by-name")]
    [InlineData("振兴街道", "371503100", "place.by-name")]
    [InlineData("371502999", "371502999", null)]             // a lower place nobody has told us of
    public void A_place_is_known_by_its_code_its_former_code_and_its_names(string written, string expected, string? note)
    {
        var places = new KnownPlaces(Pack.Load(Path.Combine(TestCity.Root(), "packs", "liaocheng")), [new NamedPlace("371503100", "振兴街道")]);
        var read = new FieldReader(new FieldSchema("f", FieldType.Text, null, true, [], []) { Place = true }, null, Units, places).Read(written);

        read.Value.ShouldBe(expected);
        (read.Note?.Code).ShouldBe(note);
    }

    [Fact]
    public void A_place_nobody_knows_is_wrong_where_it_is_required_and_told_where_it_is_not()
    {
        var places = new KnownPlaces(Pack.Load(Path.Combine(TestCity.Root(), "packs", "liaocheng")), []);
        ReadValue Of(bool required) => new FieldReader(new FieldSchema("f", FieldType.Text, null, required, [], []) { Place = true }, null, Units, places).Read("月亮区");

        Of(required: true).Wrong!.Code.ShouldBe("place.unknown");
        (Of(required: false).Value, Of(required: false).Note!.Code).ShouldBe(("月亮区", "place.unknown"));
    }

    [Fact]
    public void No_text_at_all_makes_a_reader_fail()
    {
        FieldSchema[] fields = [.. Enum.GetValues<FieldType>().Select(type => new FieldSchema("f", type, "m²", false, [], []))];

        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            Spelling.Plain(text ?? "");
            return fields.All(field => Read(field, text) is var read && (read.Wrong is null || read.Value is null));
        }).QuickCheckThrowOnFailure();
        Read(fields[0], "\ud800").Value.ShouldBe("\ud800");
        new Headings(Layer("\ud800（\udfff）"), Units).ShouldNotBeNull();
    }

    [Fact]
    public void Converting_there_and_back_changes_nothing()
    {
        string[] areas = ["m²", "亩", "公顷", "km²", "万㎡"];
        Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).SelectMany(_ => Gen.Elements(areas).Two(), (value, units) => (value, units.Item1, units.Item2)).ToArbitrary(), sample =>
        {
            var (value, one, other) = (sample.value / 100.0, Units.Find(sample.Item2)!, Units.Find(sample.Item3)!);
            return Math.Abs(Units.Converted(Units.Converted(value, one, other)!.Value, other, one)!.Value - value) <= 1e-9 * Math.Abs(value);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_value_ten_thousand_times_its_peers_is_noted_and_what_merely_differs_is_not()
    {
        var peers = new Peers();
        foreach (var (row, value) in new[] { ("2", 3000.0), ("3", 2500), ("4", 9000), ("5", 120), ("6", 45_000), ("7", 0), ("8", 3_000_000) })
            peers.Add(row, value);

        peers.OutBy(10_000).Odd.ShouldBe([]);
        peers.Add("9", 300_000_000);
        peers.OutBy(10_000).Odd.Select(odd => odd.Row).ShouldBe(["9"]);
    }

    private static ReadValue Read(FieldSchema field, object? written) => new FieldReader(field, null, Units, NoPlaces).Read(written);

    private static SourceLayer Layer(string heading) => new("l", null, ("", ""), [new(heading, FieldType.Real)], []);

    private static bool Matches(string heading)
    {
        var layer = new LayerSchema("l", Wording.Same("l"), "t", GeometryKind.None, null, DataClass.Public, [new FieldSchema("area", FieldType.Real, "m²", false, [], ["建筑面积"])]);
        return new Headings(Layer(heading), Units).Of(layer, ImmutableDictionary<string, string>.Empty)[0]?.Heading == heading;
    }
}
