using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web;

/// <summary>
/// A light picture of where shapes lie (示意图): them and the city's boundaries, as paths of an SVG. Drawn on the server, so it needs no script and prints; longitudes are narrowed by the cosine of the latitude.
/// </summary>
/// <param name="Whole">Everything: the shapes and the whole city.</param>
/// <param name="Close">The shapes from nearby, if they are too small to be made out in the whole; null otherwise.</param>
/// <param name="Ring">Where the shapes are, if they are too small to be seen: centre and radius; null otherwise.</param>
/// <param name="Box">West, south, east, north of the shapes, degrees.</param>
/// <param name="Beside">Whether the shapes lie wholly outside the city's extent.</param>
public sealed record Sketch(SketchPaths Whole, SketchPaths? Close, (double X, double Y, double R)? Ring, double[] Box, bool Beside)
{
    /// <summary>Size of the picture, units of its own.</summary>
    public const int Width = 360, Height = 270;

    /// <summary>Side of the close picture, units of its own.</summary>
    public const int CloseSide = 120;

    private const double Margin = 12, Seen = 14, MadeOut = 60;

    private static readonly ConditionalWeakTable<FeatureTable, Coordinate[][]> Outlines = [];

    /// <summary>The picture of GeoJSON texts; null if they hold no shape.</summary>
    public static Sketch? Of(IEnumerable<string> geoJson, ICityBook book)
    {
        if (PreviewShapes.Read(geoJson) is not { } shapes)
            return null;
        var city = Outline(book);
        var cityBox = city.SelectMany(ring => ring).Aggregate(new Envelope(), Grown);
        var all = shapes.Box.Copy();
        all.ExpandToInclude(cityBox);
        var frame = new Frame(all, Width, Height);
        var size = Math.Max(frame.Scaled(shapes.Box.Width * frame.Narrowing), frame.Scaled(shapes.Box.Height));
        // A single point is as well seen from afar.
        var close = size < MadeOut && Math.Max(shapes.Box.Width, shapes.Box.Height) > 0 ? new Frame(shapes.Box, CloseSide, CloseSide) : null;
        return new Sketch(
            frame.Draw(city, shapes), close?.Draw([], shapes),
            size < Seen ? frame.Around(shapes.Box.Centre) : null, [shapes.Box.MinX, shapes.Box.MinY, shapes.Box.MaxX, shapes.Box.MaxY], !cityBox.IsNull && !cityBox.Intersects(shapes.Box));
    }

    private static Envelope Grown(Envelope box, Coordinate at)
    {
        box.ExpandToInclude(at);
        return box;
    }

    /// <summary>The districts' rings, else the city's; thinned to what a picture shows.</summary>
    private static Coordinate[][] Outline(ICityBook book)
    {
        if (book.Features("boundaries") is not { } boundaries)
            return [];
        return Outlines.GetValue(boundaries, table =>
        {
            var of = new[] { Level.District, Level.City, Level.Subdistrict }.FirstOrDefault(level => Rows(table, level).Any(), Level.City);
            var shapes = Rows(table, of).Select(row => table.Geometries[row]).OfType<Geometry>().ToArray();
            var box = new Envelope();
            foreach (var shape in shapes)
                box.ExpandToInclude(shape.EnvelopeInternal);
            var least = Math.Max(box.Width, box.Height) / 1000;
            return [.. shapes.SelectMany(Rings).Select(ring => Thinned(ring, least))];
        });
    }

    private static IEnumerable<int> Rows(FeatureTable table, Level level) => Enumerable.Range(0, table.Count).Where(row => table.Value(row, "level") as string == level.Code());

    private static IEnumerable<Coordinate[]> Rings(Geometry shape) => Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Select(part => part.ExteriorRing.Coordinates);

    private static Coordinate[] Thinned(Coordinate[] ring, double least)
    {
        var kept = new List<Coordinate> { ring[0] };
        foreach (var at in ring)
        {
            if (Math.Abs(at.X - kept[^1].X) + Math.Abs(at.Y - kept[^1].Y) >= least)
                kept.Add(at);
        }

        return [.. kept];
    }

    /// <summary>From degrees to the picture.</summary>
    private sealed class Frame
    {
        // A single point has no extent of its own: it stands in the middle of about a hundred metres.
        private const double Least = 0.001;

        private readonly double _scale, _west, _north, _left, _top;

        public Frame(Envelope box, int wide, int high)
        {
            Narrowing = Math.Max(0.05, Math.Cos((box.MinY + box.MaxY) / 2 * Math.PI / 180));
            var (width, height) = (Math.Max(box.Width * Narrowing, Least), Math.Max(box.Height, Least));
            _scale = Math.Min((wide - 2 * Margin) / width, (high - 2 * Margin) / height);
            (_west, _north) = (box.MinX, box.MaxY);
            (_left, _top) = ((wide - box.Width * Narrowing * _scale) / 2, (high - box.Height * _scale) / 2);
        }

        public double Narrowing { get; }

        public double Scaled(double degrees) => degrees * _scale;

        public (double X, double Y, double R) Around(Coordinate centre) => (X(centre), Y(centre), Seen);

        public SketchPaths Draw(IEnumerable<Coordinate[]> city, PreviewShapes shapes) =>
            new(Path(city, close: true), Path(shapes.Rings, close: true), Path(shapes.Lines, close: false), Dots(shapes.Points));

        private string Path(IEnumerable<Coordinate[]> lines, bool close)
        {
            var path = new StringBuilder();
            foreach (var line in lines)
            {
                var (lastX, lastY) = (double.NaN, double.NaN);
                foreach (var at in line)
                {
                    var (x, y) = (X(at), Y(at));
                    if (Math.Abs(x - lastX) + Math.Abs(y - lastY) < 0.3)
                        continue;
                    path.Append(double.IsNaN(lastX) ? 'M' : 'L').Append(Written(x)).Append(' ').Append(Written(y));
                    (lastX, lastY) = (x, y);
                }

                if (close && !double.IsNaN(lastX))
                    path.Append('z');
            }

            return path.ToString();
        }

        private string Dots(IEnumerable<Coordinate> points) => string.Concat(points.Select(at => $"M{Written(X(at))} {Written(Y(at))}h0").Distinct());

        private double X(Coordinate at) => _left + (at.X - _west) * Narrowing * _scale;

        private double Y(Coordinate at) => _top + (_north - at.Y) * _scale;

        private static string Written(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }
}

/// <summary>What a picture draws, as paths.</summary>
/// <param name="City">The boundaries.</param>
/// <param name="Areas">Polygons.</param>
/// <param name="Lines">Lines.</param>
/// <param name="Points">Points, each a stroke of no length.</param>
public sealed record SketchPaths(string City, string Areas, string Lines, string Points);
