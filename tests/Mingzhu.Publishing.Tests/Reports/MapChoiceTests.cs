using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Tests.Reports;

public class MapChoiceTests
{
    private static readonly FeatureTable Four = Squares(4);
    private static readonly FeatureTable Two = Squares(2);

    [Fact]
    public void The_indicator_known_in_most_places_is_mapped_at_the_first_level_that_tells_places_apart()
    {
        var lines = Lines();
        var map = MapChoice.Of(lines, [(Level.Community, Four), (Level.District, Four)], (line, level) => level == Level.District ? Known(1, 2, 3, 4)
            : line.Indicator.Code == "B" ? Known(1, 2, 3, null) : Known(1, 2, null, null));

        map!.Line.Indicator.Code.ShouldBe("B");
        map.Level.ShouldBe(Level.Community);
    }

    [Fact]
    public void A_level_where_all_places_are_alike_or_unknown_is_passed_over() =>
        MapChoice.Of(Lines(), [(Level.Community, Four), (Level.District, Four)], (_, level) => level == Level.District ? Known(1, 2, 3, 4) : Known(5, 5, 5, null))!.Level.ShouldBe(Level.District);

    [Fact]
    public void Two_places_make_no_map() => MapChoice.Of(Lines(), [(Level.District, Two)], (_, _) => Known(1, 2)).ShouldBeNull();

    private static ImmutableArray<IndicatorLine> Lines() => [.. new[] { "A", "B" }.Select(code => new IndicatorLine(
        InventedCity.Indicator(code, new("甲", "a"), new("乙", "b"), new("丙", "c"), new("个", "items"), IndicatorKind.Count), Variant.Ruled, Reading.Missing(new("无", "none")), null, []))];

    private static ImmutableArray<Reading> Known(params double?[] values) =>
        [.. values.Select(value => value is { } number ? new Reading(ReadingState.Measured, number, 1, 1, 1) : Reading.Missing(new("无", "none")))];

    private static FeatureTable Squares(int count) => new(
        [], [.. Enumerable.Range(0, count).Select(index => $"p{index}")],
        [.. Enumerable.Range(0, count).Select(index => new GeometryFactory().CreatePolygon([new(index, 0), new(index + 1, 0), new(index + 1, 1), new(index, 1), new(index, 0)]))], []);
}
