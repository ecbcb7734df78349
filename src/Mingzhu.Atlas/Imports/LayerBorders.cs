using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Tells which features lie in several places of the level that should hold them whole (跨界): a compound over the border of two communities.</summary>
internal static class LayerBorders
{
    // So many shapes at a time: a layer of any size costs the memory of these.
    private const int AtATime = 4096;

    /// <summary>Checks the rows of one layer; every feature over a border is noted with its places and shares.</summary>
    /// <param name="builder">The rows.</param>
    /// <param name="places">The city's places of the level, with their outlines.</param>
    /// <param name="leastShare">Smaller shares come of borders drawn twice, 0–1.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Check(LayerBuilder builder, IReadOnlyList<(NamedPlace Place, Geometry Outline)> places, double leastShare, ProblemList problems, CancellationToken cancel)
    {
        if (places.Count < 2 || builder.Rows.Extent is not { IsEmpty: false } box)
            return;
        var plane = Plane.Centred((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        Geometry?[] outlines = [.. places.Select(place => place.Outline)];
        foreach (var rows in Enumerable.Range(0, builder.Count).Chunk(AtATime))
        {
            Geometry?[] shapes = [.. rows.Select(builder.Rows.Shape)];
            foreach (var (feature, shares) in Straddling.Find(shapes, outlines, leastShare, plane, cancel))
                Tell(builder, rows[feature], [.. shares.Select(share => (places[share.Place].Place, share.Share))], problems);
        }
    }

    private static void Tell(LayerBuilder builder, int row, (NamedPlace Place, double Share)[] shares, ProblemList problems)
    {
        var list = string.Join("、", shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{(share.Place.Name.Length > 0 ? share.Place.Name : share.Place.Code)} {share.Share:P0}")));
        problems.Row("geometry.over-border", RowSeverity.Note, builder.Name, builder.Rows.Label(row), "", list, new(
            $"跨 {shares.Length} 个地方：{list}；请核对界线", $"lies in {shares.Length} places: {list}; check the border"));
    }
}
