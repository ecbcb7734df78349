using Mingzhu.City;

namespace Mingzhu.Web.Tests.Ogc.Cql2;

/// <summary>The abstract tests of OGC 21-065r2 (CQL2) over the test data of the standard, each as text and as JSON.</summary>
public sealed class Cql2Tests
{
    private const string MomentA = "TIMESTAMP('2022-04-24T07:59:57Z')", SpanA = "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')", DayA = "DATE('2022-04-24')", DaysA = "INTERVAL('2021-01-01','2021-12-31')";
    private const string World = "BBOX(-180,-90,180,90)", WorldArea = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))";

    private static readonly Dictionary<string, string> Literals = new() { ["Text"] = "'foo'", ["Boolean"] = "true", ["Real"] = "3.14", ["Integer"] = "1", ["moment"] = "TIMESTAMP('2022-04-14T14:48:46Z')", ["Date"] = "DATE('2022-04-14')" };

    [Theory]
    [InlineData("basic-cql2/test-data", 48)]
    [InlineData("basic-cql2/logical", 77)]
    [InlineData("advanced-comparison-operators/test-data", 14)]
    [InlineData("case-insensitive-comparison/test-data", 10)]
    [InlineData("basic-spatial-functions/test-data", 8)]
    [InlineData("basic-spatial-functions-plus/test-data", 7)]
    [InlineData("spatial-functions/test-data", 26)]
    [InlineData("temporal-functions/test-data", 36)]
    [InlineData("property-property/test-data", 101)]
    [InlineData("arithmetic/test-data", 13)]
    [AbstractTest(
        "cql2/1.0", "cql2-text/validate", "cql2-json/validate", "basic-cql2/test-data", "basic-cql2/logical", "advanced-comparison-operators/test-data", "case-insensitive-comparison/test-data", "basic-spatial-functions/test-data",
        "basic-spatial-functions-plus/test-data", "spatial-functions/test-data", "temporal-functions/test-data", "property-property/test-data", "arithmetic/test-data")]
    public async Task The_predicates_of_the_standard_find_as_many_as_it_says(string test, int predicates)
    {
        await using var city = await Cql2City.Serve();

        Cql2City.Predicates(test).Count().ShouldBe(predicates);
        foreach (var (source, predicate, expected) in Cql2City.Predicates(test))
            (await city.Found(source, predicate)).Length.ShouldBe(expected, $"{source}: {predicate}");
    }

    [Theory]
    [InlineData("advanced-comparison-operators")]
    [InlineData("case-insensitive-comparison")]
    [InlineData("basic-spatial-functions")]
    [InlineData("spatial-functions")]
    [InlineData("temporal-functions")]
    [InlineData("property-property")]
    [InlineData("arithmetic")]
    [AbstractTest("cql2/1.0", "advanced-comparison-operators/logical", "case-insensitive-comparison/logical", "basic-spatial-functions/logical", "spatial-functions/logical", "temporal-functions/logical", "property-property/logical", "arithmetic/logical")]
    public async Task Predicates_put_together_mean_what_the_parts_mean(string of)
    {
        await using var city = await Cql2City.Serve();
        var dice = new Random(17);

        foreach (var predicates in Cql2City.Predicates("basic-cql2/test-data").Concat(Cql2City.Predicates(of + "/test-data")).GroupBy(one => one.Source, one => one.Predicate).Select(one => (Source: one.Key, Of: one.Distinct().ToArray())))
        {
            for (var i = 0; i < 10; i++)
            {
                var p = dice.GetItems(predicates.Of, 4);
                var whole = await city.Found(predicates.Source, $"((NOT ({p[0]}) AND ({p[1]})) OR (({p[2]}) and NOT ({p[3]})) or not (({p[0]}) AND ({p[3]})))");

                // Of two-valued logic everywhere: a feature that any part is unknown for is left out of the comparison.
                var (yes, no) = (new HashSet<string>[4], new HashSet<string>[4]);
                for (var k = 0; k < 4; k++)
                    (yes[k], no[k]) = ([.. await city.Found(predicates.Source, p[k])], [.. await city.Found(predicates.Source, $"NOT ({p[k]})")]);
                foreach (var id in (await city.Found(predicates.Source, "TRUE")).Where(id => Enumerable.Range(0, 4).All(k => yes[k].Contains(id) || no[k].Contains(id))))
                    whole.Contains(id).ShouldBe((no[0].Contains(id) && yes[1].Contains(id)) || (yes[2].Contains(id) && no[3].Contains(id)) || !(yes[0].Contains(id) && yes[3].Contains(id)), $"{id}: {string.Join(" | ", p)}");
            }
        }
    }

    [Theory]
    [InlineData("'a''b\\'c'", "a'b'c")]
    [InlineData("'\\a\\b\\t\\n\\v\\f\\r'", "\a\b\t\n\v\f\r")]
    [AbstractTest("cql2/1.0", "cql2-text/escaping")]
    public void Signs_that_cannot_stand_in_a_text_are_written_in_two(string written, string meant) => Expression.Parse(written).Value(new Nothing()).ShouldBe(meant);

    [Fact]
    [AbstractTest("cql2/1.0", "basic-cql2/comparison", "property-property/comparison-value-property", "property-property/comparison-property-property", "property-property/comparison-value-value")]
    public async Task Comparisons_part_the_features_whichever_side_stands_where()
    {
        await using var city = await Cql2City.Serve();

        foreach (var (kind, value) in Literals)
        {
            foreach (var (source, name) in city.Queryables(kind).Select(one => (one.Source, $"\"{one.Name}\"")))
            {
                foreach (var (left, right) in new[] { (name, value), (value, name) })
                {
                    foreach (var (one, other) in new[] { ("=", "<>"), (">", "<="), ("<", ">=") })
                        (await city.Found(source, $"{left} {one} {right}")).Intersect(await city.Found(source, $"{left} {other} {right}")).ShouldBeEmpty();
                }

                var equal = await city.Found(source, $"{name} = {name}");
                equal.Length.ShouldBeGreaterThan(0);
                foreach (var never in kind == "Boolean" ? ["<>"] : new[] { "<>", "<", ">" })
                    (await city.Found(source, $"{name} {never} {name}")).ShouldBeEmpty();
                foreach (var always in kind == "Boolean" ? [] : new[] { ">=", "<=" })
                    (await city.Found(source, $"{name} {always} {name}")).ShouldBe(equal);
            }

            foreach (var never in new[] { "<>", "<", ">" })
                (await city.Found("places", $"{value} {never} {value}")).ShouldBeEmpty();
            foreach (var always in kind == "Boolean" ? ["="] : new[] { "=", ">=", "<=" })
                (await city.Found("places", $"{value} {always} {value}")).Length.ShouldBe(243);
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "basic-cql2/is-null", "basic-cql2/boolean")]
    public async Task What_is_absent_is_not_present_and_false_finds_nothing()
    {
        await using var city = await Cql2City.Serve();

        foreach (var (source, name) in Literals.Keys.SelectMany(city.Queryables))
        {
            var (absent, present) = (await city.Found(source, $"\"{name}\" IS NULL"), await city.Found(source, $"\"{name}\" is not null"));
            absent.Intersect(present).ShouldBeEmpty();
            absent.Union(present).Count().ShouldBe((await city.Found(source, "true")).Length);
            (await city.Found(source, "false")).ShouldBeEmpty();
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "advanced-comparison-operators/like", "case-insensitive-comparison/casei", "case-insensitive-comparison/casei-like")]
    public async Task Texts_are_compared_by_pattern_and_without_regard_to_large_and_small()
    {
        await using var city = await Cql2City.Serve();

        foreach (var (source, name) in city.Queryables("Text"))
        {
            var all = await city.Found(source, $"{name} LIKE '%'");
            all.ShouldBe(await city.Found(source, $"{name} IS NOT NULL"));
            (await city.Found(source, $"{name} like '%%'")).ShouldBe(all);
            (await city.Found(source, $"{name} like '_%'")).Intersect(await city.Found(source, $"{name} like ''")).ShouldBeEmpty();
            (await city.Found(source, $"{name} like '\\\\%\\\\_'")).ShouldBeEmpty();
            (await city.Found(source, $"CASEI({name}) = casei('foo')")).Intersect(await city.Found(source, $"CASEI({name}) <> casei('FOO')")).ShouldBeEmpty();
            (await city.Found(source, $"CASEI({name}) LIKE casei('s%')")).ShouldBe(await city.Found(source, $"CASEI({name}) LIKE casei('S%')"));
            (await city.Found(source, $"CASEI({name}) LIKE casei('foo%')")).ShouldBe(await city.Found(source, $"CASEI({name}) LIKE casei('FOO%')"));
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "advanced-comparison-operators/between", "advanced-comparison-operators/in", "arithmetic/arithmetic")]
    public async Task Numbers_lie_between_are_among_and_are_reckoned_with()
    {
        await using var city = await Cql2City.Serve();

        foreach (var (source, name) in city.Queryables("Integer").Concat(city.Queryables("Real")))
        {
            (await city.Found(source, $"{name} BETWEEN 0 AND 100")).ShouldBe(await city.Found(source, $"{name} >= 0 AND {name} <= 100"));
            (await city.Found(source, $"{name} between 100.0 and 1.0")).ShouldBeEmpty();
            (await city.Found(source, $"{name} IN (1, 2, 3)")).ShouldBe(await city.Found(source, $"{name} = 1 OR {name} = 2 OR {name} = 3"));
            (await city.Found(source, $"{name} * 2 - {name} = {name} + 0 AND {name} / 2 * 2 = {name} ^ 1 AND {name} div 7 * 7 + {name} % 7 = {name}")).ShouldBe(await city.Found(source, $"{name} IS NOT NULL"));
        }

        foreach (var (kind, list) in new[] { ("Text", "'foo', 'bar'"), ("Boolean", "true"), ("moment", "'2022-04-14T14:52:56Z', '2022-04-14T15:52:56Z'"), ("Date", "'2022-04-14', '2022-04-15'") })
        {
            foreach (var (source, name) in city.Queryables(kind))
                (await city.Found(source, $"\"{name}\" IN ({list})")).Length.ShouldBeLessThan(3);
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "temporal-functions/temporal-functions-1", "temporal-functions/temporal-functions-2")]
    public async Task Days_moments_and_intervals_stand_to_each_other_in_time()
    {
        await using var city = await Cql2City.Serve();

        foreach (var (name, instant, span) in new[] { ("start", MomentA, SpanA), ("\"end\"", MomentA, SpanA), ("\"date\"", DayA, DaysA) })
        {
            foreach (var how in new[] { "AFTER", "BEFORE", "DISJOINT", "EQUALS", "INTERSECTS" })
            {
                foreach (var other in new[] { instant, span })
                    (await city.Found("places", $"T_{how}({name},{other})")).Length.ShouldBeLessThanOrEqualTo(3);
            }

            foreach (var other in new[] { instant, span })
            {
                var (after, before, meets, apart) = (await city.Found("places", $"T_AFTER({name},{other})"), await city.Found("places", $"T_BEFORE({name},{other})"), await city.Found("places", $"T_INTERSECTS({name},{other})"), await city.Found("places", $"T_DISJOINT({name},{other})"));
                apart.ShouldBe(after.Union(before).Order());
                meets.Union(apart).Order().ShouldBe(await city.Found("places", $"{name} IS NOT NULL"));
            }
        }

        string[] relations = ["AFTER", "BEFORE", "MEETS", "METBY", "OVERLAPS", "OVERLAPPEDBY", "CONTAINS", "DURING", "FINISHES", "FINISHEDBY", "STARTS", "STARTEDBY", "EQUALS"];
        foreach (var pair in new[] { $"INTERVAL(start,\"end\"),{SpanA}", $"INTERVAL(\"date\",\"date\"),{DaysA}" })
        {
            // Exactly one of Allen's thirteen relations holds for each that has both ends.
            var held = new List<string>();
            foreach (var how in relations)
                held.AddRange(await city.Found("places", $"T_{how}({pair})"));
            held.Order().ShouldBe(await city.Found("places", "\"date\" IS NOT NULL"));
            (await city.Found("places", $"T_DISJOINT({pair})")).Union(await city.Found("places", $"T_INTERSECTS({pair})")).Order().ShouldBe(held.Order());
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "basic-spatial-functions/s_intersects", "basic-spatial-functions-plus/s_intersects", "spatial-functions/s_intersects", "spatial-functions/s_disjoint")]
    public async Task What_meets_a_shape_is_not_apart_from_it()
    {
        await using var city = await Cql2City.Serve();
        const string hole = "(-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)";

        foreach (var source in Cql2City.Sources)
        {
            var all = await city.Found(source, "TRUE");
            (await city.Found(source, $"S_INTERSECTS(geometry,{World})")).ShouldBe(all);
            (await city.Found(source, $"S_INTERSECTS(geometry,{WorldArea})")).ShouldBe(all);
            foreach (var shape in new[]
            {
                World, WorldArea, "LINESTRING(7 50, 10 51)", "POINT(7.02 49.92)", "LINESTRING(-180 -45, 0 -45)", "MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45))", $"POLYGON({hole})",
                $"MULTIPOLYGON(({hole}),((0 0, 10 0, 10 10, 0 10, 0 0)))", "GEOMETRYCOLLECTION(POINT(7.02 49.92), POLYGON((0 0, 10 0, 10 10, 0 10, 0 0)))",
            })
            {
                var (meets, apart) = (await city.Found(source, $"S_INTERSECTS(geometry,{shape})"), await city.Found(source, $"S_DISJOINT(geometry,{shape})"));
                meets.Intersect(apart).ShouldBeEmpty(shape);
                meets.Union(apart).Order().ToArray().ShouldBe(all, customMessage: shape);
            }

            await city.Found(source, "S_INTERSECTS(geometry,BBOX(-180,-90,-90,90)) AND S_INTERSECTS(geometry,BBOX(90,-90,180,90))");
            foreach (var nowhere in new[] { "POINT(90 180)", "MULTIPOINT(7.02 49.92, 90 180)" })
            {
                await city.ShouldRefuse(source, $"S_INTERSECTS(geometry,{nowhere})");
                await city.ShouldRefuse(source, $"S_DISJOINT(geometry,{nowhere})");
            }
        }
    }

    [Fact]
    [AbstractTest("cql2/1.0", "spatial-functions/s_equals", "spatial-functions/s_touches", "spatial-functions/s_crosses", "spatial-functions/s_within", "spatial-functions/s_contains", "spatial-functions/s_overlaps")]
    public async Task The_other_relations_of_shapes_are_heeded_for_every_kind_of_shape()
    {
        await using var city = await Cql2City.Serve();

        foreach (var source in Cql2City.Sources)
        {
            foreach (var shape in new[] { World, WorldArea, "LINESTRING(7 50,10 51)", "MULTIPOINT(7 50,10 51)", "POINT(7.02 49.92)" })
            {
                var meets = await city.Found(source, $"S_INTERSECTS(geometry,{shape})");
                foreach (var how in new[] { "EQUALS", "TOUCHES", "CROSSES", "WITHIN", "CONTAINS", "OVERLAPS" })
                    (await city.Found(source, $"S_{how}(geometry,{shape})")).Except(meets).ShouldBeEmpty($"{how} {shape}");
                (await city.Found(source, $"S_WITHIN(geometry,{shape})")).Intersect(await city.Found(source, $"S_CONTAINS(geometry,{shape})")).ShouldBeEmpty();
            }

            foreach (var how in new[] { "EQUALS", "WITHIN", "CONTAINS", "TOUCHES", "OVERLAPS" })
                (await city.Found(source, $"S_{how}(geometry,{World})")).ShouldBe(await city.Found(source, $"S_{how}(geometry,{WorldArea})"), customMessage: how);
        }
    }

    private sealed class Nothing : IRow
    {
        public object? this[string field] => null;
    }
}
