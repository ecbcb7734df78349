using System.Globalization;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Features go out as they are written: however many are asked for, the server holds one.</summary>
[Collection(Alone)]
public sealed class StreamingTests
{
    // Memory is measured for the whole process, so nothing else may run.
    private const string Alone = "Alone";
    private const int Features = 4_000, Corners = 500;

    [Fact]
    public async Task Memory_does_not_grow_with_the_answer_even_if_the_client_is_slow()
    {
        await using var city = await ServedCity.Of(new BookOfLayers(("land", "polygon", Land)));
        await city.Json("/ogc/collections/land/items?limit=1");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/ogc/collections/land/items?limit={Features}");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        using var answer = await city.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var (buffer, read, most) = (new byte[64 * 1024], 0L, 0L);
        for (var at = 0; await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var some; at++)
        {
            read += some;
            // Now and then the client rests, and the server must wait for it.
            if (at % 100 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // Four thousand areas of five hundred corners are over forty million bytes of GeoJSON.
        read.ShouldBeGreaterThan(40_000_000);
        most.ShouldBeLessThan(6_000_000);
    }

    private static FeatureTable Land { get; } = new(
        [], [.. Enumerable.Range(0, Features).Select(at => at.ToString("0000", CultureInfo.InvariantCulture))], [.. Enumerable.Range(0, Features).Select(at => Round(116 + (at * 1e-4)))], []);

    private static Polygon Round(double lon) => new GeometryFactory(new PrecisionModel(), 4490).CreatePolygon(
        [.. Enumerable.Range(0, Corners + 1).Select(corner => corner % Corners * 2 * Math.PI / Corners).Select(angle => new Coordinate(lon + (Math.Cos(angle) / 7), 36 + (Math.Sin(angle) / 7)))]);

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class NothingElse;
}
