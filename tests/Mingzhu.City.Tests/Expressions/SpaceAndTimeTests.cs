using System.Text;

namespace Mingzhu.City.Tests.Expressions;

public sealed class SpaceAndTimeTests
{
    private static readonly Row House = Row.Of(("built", new DateOnly(2015, 6, 1)), ("seen", new DateTimeOffset(2026, 1, 1, 8, 30, 0, TimeSpan.Zero)), ("from", new DateOnly(2010, 1, 1)), ("to", new DateOnly(2012, 1, 1)));

    [Theory]
    [InlineData("T_AFTER(built, DATE('2015-05-31'))", true)]
    [InlineData("T_BEFORE(built, DATE('2015-06-01'))", false)]
    [InlineData("t_equals(built, DATE('2015-06-01'))", true)]
    [InlineData("T_INTERSECTS(built, INTERVAL('2015-01-01', '2015-12-31'))", true)]
    [InlineData("T_INTERSECTS(built, INTERVAL('2015-07-01', '..'))", false)]
    [InlineData("T_DISJOINT(built, INTERVAL('..', '2015-05-31'))", true)]
    [InlineData("T_EQUALS(seen, TIMESTAMP('2026-01-01T08:30:00Z'))", true)]
    [InlineData("seen > TIMESTAMP('2026-01-01T08:29:59.999999Z')", true)]
    [InlineData("seen = DATE('2026-01-01')", true)]
    [InlineData("T_CONTAINS(INTERVAL(\"from\", \"to\"), INTERVAL('2010-06-01', '2010-07-01'))", true)]
    [InlineData("T_DURING(INTERVAL('2010-06-01', '2010-07-01'), INTERVAL(\"from\", \"to\"))", true)]
    [InlineData("T_FINISHEDBY(INTERVAL(\"from\", \"to\"), INTERVAL('2011-01-01', '2012-01-01'))", true)]
    [InlineData("T_FINISHES(INTERVAL('2011-01-01', '2012-01-01'), INTERVAL(\"from\", \"to\"))", true)]
    [InlineData("T_MEETS(INTERVAL(\"from\", \"to\"), INTERVAL('2012-01-01', '..'))", true)]
    [InlineData("T_METBY(INTERVAL(\"from\", \"to\"), INTERVAL('..', '2010-01-01'))", true)]
    [InlineData("T_OVERLAPS(INTERVAL(\"from\", \"to\"), INTERVAL('2011-01-01', '2013-01-01'))", true)]
    [InlineData("T_OVERLAPPEDBY(INTERVAL(\"from\", \"to\"), INTERVAL('2009-01-01', '2011-01-01'))", true)]
    [InlineData("T_STARTEDBY(INTERVAL(\"from\", \"to\"), INTERVAL('2010-01-01', '2011-01-01'))", true)]
    [InlineData("T_STARTS(INTERVAL(\"from\", \"to\"), INTERVAL('2010-01-01', '..'))", true)]
    public void A_temporal_condition_says_what_it_says(string text, bool expected) => Expression.Parse(text).Holds(House).ShouldBe(expected);

    [Theory]
    [InlineData("T_AFTER(torn_down, DATE('2015-05-31'))")]
    [InlineData("T_INTERSECTS(built, INTERVAL(torn_down, '..'))")]
    [InlineData("T_INTERSECTS(built, INTERVAL('2016-01-01', '2015-01-01'))")]
    [InlineData("NOT S_INTERSECTS(geometry, POINT(116 36))")]
    public void What_lies_nowhere_in_time_or_space_is_unknown(string text) => Expression.Parse(text).Holds(House).ShouldBeNull();

    [Theory]
    [InlineData("T_DURING(built, INTERVAL('2015-01-01', '2015-12-31'))", 10)]
    [InlineData("T_AFTER(built, '2015-01-01')", 16)]
    [InlineData("T_AFTER(built)", 14)]
    [InlineData("T_AFTER(built, TIMESTAMP('2015-01-01'))", 26)]
    [InlineData("T_AFTER(built, INTERVAL('2015-13-01', '..'))", 25)]
    [InlineData("S_INTERSECTS(geometry)", 22)]
    [InlineData("S_INTERSECTS(geometry, 'POINT(1 2)')", 24)]
    [InlineData("S_INTERSECTS(geometry, POINT(1))", 31)]
    [InlineData("S_INTERSECTS(geometry, POINT EMPTY)", 30)]
    [InlineData("S_INTERSECTS(geometry, POINT(1 2, 3 4))", 24)]
    [InlineData("S_INTERSECTS(geometry, LINESTRING(1 2))", 24)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1)))", 24)]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1)))", 24)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1, 2, 3))", 36)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1, 4, 3, 2))", 24)]
    [InlineData("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2))))", 73)]
    [InlineData("POINT(1 2) = 3", 1)]
    public void What_is_no_condition_is_refused_at_its_column(string text, int column)
    {
        Expression.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem!.Column.ShouldBe(column, problem.Says.En);
    }

    [Fact]
    public void A_spatial_condition_asks_the_row()
    {
        var asked = new List<string>();
        var row = new Asked((how, left, right) =>
        {
            asked.Add($"{how} {left.Field ?? left.Shape!.Kind.ToString()} {right.Field ?? right.Shape!.Kind.ToString()}");
            return how != SpatialRelation.Touches;
        });

        Expression.Parse("S_WITHIN(geometry, BBOX(1,2,3,4)) AND NOT S_TOUCHES(POINT Z (1 2 3), geometry)").Holds(row).ShouldBe(true);

        asked.ShouldBe(["Within geometry Box", "Touches Point geometry"]);
    }

    [Theory]
    [InlineData("S_INTERSECTS(geometry, BBOX(1,2,3,4)) AND floors > 3", 1)]
    [InlineData("floors > 3 AND (open AND S_WITHIN(geometry, POINT(1 2)) AND S_CONTAINS(BBOX(1,2,3,4), geometry))", 2)]
    [InlineData("S_INTERSECTS(geometry, BBOX(1,2,3,4)) OR floors > 3", 0)]
    [InlineData("NOT S_INTERSECTS(geometry, BBOX(1,2,3,4))", 0)]
    [InlineData("S_DISJOINT(geometry, BBOX(1,2,3,4))", 0)]
    public void An_index_may_be_asked_for_what_every_row_must_meet(string text, int shapes) => Expression.Parse(text).MustMeet.Length.ShouldBe(shapes);

    [Fact]
    public void Several_points_may_stand_without_parentheses_of_their_own() =>
        Expression.Parse("S_WITHIN(geometry, MULTIPOINT(7 50, (10 51)))").ShouldBe(Expression.Parse("S_WITHIN(geometry, MULTIPOINT((7 50), (10 51)))"));

    [Theory]
    [InlineData("S_INTERSECTS(geometry, POINT(1 2)) AND NOT S_DISJOINT(geometry, POINT(3 4))", 0)]
    [InlineData("S_INTERSECTS(geometry, POINT(1 2)) OR (open AND NOT S_WITHIN(geometry, BBOX(1,2,3,4)))", 1)]
    public void Only_meeting_asks_nothing_of_the_kind_of_a_shape(string text, int shapes) => Expression.Parse(text).FinelyRelated.Length.ShouldBe(shapes);

    [Theory]
    [InlineData("floors > 3 AND NOT name IS NULL", """{"op":"and","args":[{"op":">","args":[{"property":"floors"},3]},{"op":"not","args":[{"op":"isNull","args":[{"property":"name"}]}]}]}""")]
    [InlineData("kind IN ('a', 'b') OR casei(kind) LIKE casei('C%')", """{"op":"or","args":[{"op":"in","args":[{"property":"kind"},["a","b"]]},{"op":"like","args":[{"op":"casei","args":[{"property":"kind"}]},{"op":"casei","args":["C%"]}]}]}""")]
    [InlineData("height BETWEEN -x AND 2 ^ 3", """{"op":"between","args":[{"property":"height"},{"op":"*","args":[-1,{"property":"x"}]},{"op":"^","args":[2,3]}]}""")]
    [InlineData("T_FINISHEDBY(INTERVAL('2017-06-10T07:30:00Z', '..'), INTERVAL(a, b))", """{"op":"t_finishedBy","args":[{"interval":["2017-06-10T07:30:00Z",".."]},{"interval":[{"property":"a"},{"property":"b"}]}]}""")]
    [InlineData("built < DATE('2017-06-10')", """{"op":"<","args":[{"property":"built"},{"date":"2017-06-10"}]}""")]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 0)))", """{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}]}""")]
    [InlineData("S_INTERSECTS(geometry, BBOX(116, 36, 117, 37))", """{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[116,36,117,37]}]}""")]
    [InlineData("S_EQUALS(GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2, 3 4)), geometry)", """{"op":"s_equals","args":[{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]},{"property":"geometry"}]}""")]
    public void Text_and_JSON_say_the_same(string text, string json)
    {
        var expression = Expression.Parse(text);

        expression.ToJson().ShouldBe(json);
        Expression.TryParseJson(json, out var read, out _).ShouldBeTrue();
        read.ShouldBe(expression);
    }

    [Theory]
    [InlineData("""{"op":"and","args":[true]}""", "$.args: and takes other arguments")]
    [InlineData("""{"op":"or","args":[true,{"op":"sqrt","args":[1]}]}""", "$.args[1].op: there is no operator or function 'sqrt'")]
    [InlineData("""{"op":"s_intersects","args":[{"property":"g"},{"type":"Point","coordinates":[1,"2"]}]}""", "$.args[1].coordinates[1]: expected a number")]
    [InlineData("""{"op":"t_after","args":[{"property":"d"},{"date":"2026-02-30"}]}""", "$.args[1].date: expected a date or moment, such as \"2026-01-01\"")]
    [InlineData("""{"op":"=","args":[{"property":"d"},null]}""", "$.args[1]: expected a text, a number, a truth, or an object with op, property, date or timestamp")]
    [InlineData("""{"op":"=","args":[1,1e999]}""", "$.args[1]: expected a number")]
    [InlineData("""["a"]""", "$: expected a text, a number, a truth, or an object with op, property, date or timestamp")]
    [InlineData("{", "this is no valid JSON, or nested too deeply")]
    public void JSON_that_is_no_expression_is_refused_at_its_path(string json, string expected)
    {
        Expression.TryParseJson(json, out _, out var problem).ShouldBeFalse();

        problem!.Says.En.ShouldBe(expected);
    }

    [Fact]
    public void Hostile_JSON_is_refused_and_does_not_fill_the_stack()
    {
        foreach (var json in new[] { new string('[', 10_000), Nested(1_500), Nested(100), "\"\\uD800\"", "{\"op\":\"=\",\"args\":[\"\\uD800\",1]}" })
            Expression.TryParseJson(json, out _, out _).ShouldBeFalse();
        Expression.TryParseJson(Nested(99), out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void What_is_as_high_as_can_be_is_still_read_back_from_text_and_JSON()
    {
        Expression.TryParseJson(Nested(99), out var high, out _).ShouldBeTrue();

        Expression.Parse(high.ToString()).ShouldBe(high);
    }

    [Fact]
    public void Any_text_is_an_expression_or_a_problem() =>
        Prop.ForAll(Pieces.ToArbitrary(), text =>
        {
            var same = !Expression.TryParse(text, out var read, out _) || Expression.Parse(read.ToString()).Equals(read);
            return same && (!Expression.TryParseJson(text, out var json, out _) || Expression.TryParseJson(json.ToJson(), out _, out _));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<string> Pieces { get; } = Gen.Elements(
            "S_INTERSECTS", "T_AFTER", "(", ")", ",", "geometry", "POINT", "POLYGON", "Z", "1", "-2.5", "BBOX", "BOX", "GEOMETRYCOLLECTION", "INTERVAL", "'2026-01-01'", "'..'", "DATE", "TIMESTAMP", "AND", "NOT", "div", "^", "casei",
            "LIKE", "'a\\", "{\"op\":", "\"and\"", ",\"args\":[", "]", "}", "\"", ":", "\uD800")
        .ListOf().Select(pieces => string.Join(" ", pieces));

    private static string Nested(int depth)
    {
        var json = new StringBuilder();
        for (var i = 0; i < depth; i++)
            json.Append("{\"op\":\"not\",\"args\":[");
        return json.Append("true").Insert(json.Length, "]}", depth).ToString();
    }

    private sealed class Asked(Func<SpatialRelation, SpatialTerm, SpatialTerm, bool?> answer) : IPlacedRow
    {
        public object? this[string field] => null;

        public bool? Relates(SpatialRelation how, SpatialTerm left, SpatialTerm right) => answer(how, left, right);
    }
}
