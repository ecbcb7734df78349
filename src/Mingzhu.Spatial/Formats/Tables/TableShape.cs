using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mingzhu.Spatial;

/// <summary>Where in its rows a table keeps geometry, and how to read it.</summary>
internal abstract class TableShape
{
    private static readonly string[] XNames = ["lon", "lng", "long", "longitude", "x", "经度", "东经", "东坐标"];
    private static readonly string[] YNames = ["lat", "latitude", "y", "纬度", "北纬", "北坐标"];
    private static readonly string[] WktNames = ["wkt", "geometry", "geom", "the_geom"];

    private TableShape()
    {
    }

    /// <summary>Of the columns, one that holds nothing but the geometry; −1 if there is none.</summary>
    public abstract int GeometryColumn { get; }

    /// <summary>The geometry of a row.</summary>
    /// <param name="cells">Its values in the order of the headings: text or numbers; may be fewer.</param>
    /// <param name="dropped">What Z and M it has.</param>
    public abstract RepairedGeometry Of(IReadOnlyList<object?> cells, out DroppedOrdinates dropped);

    /// <summary>What the headings show; null if there is no geometry.</summary>
    /// <exception cref="BrokenFileException">A column the user named is not there.</exception>
    public static TableShape? In((string Zh, string En) where, long headingRow, string[] headings, TableOptions options, GeometryFactory factory)
    {
        if (!options.WithGeometry)
            return null;
        if ((options.X is null) != (options.Y is null))
            throw new ArgumentException("name both coordinate columns or none", nameof(options));
        if (options is { X: { } x, Y: { } y })
            return new Points(Named(x), Named(y), headings, factory);
        if (options.Wkt is { } wkt)
            return new WellKnownText(Named(wkt), factory);
        var (foundX, foundY, foundWkt) = (Known(headings, XNames), Known(headings, YNames), Known(headings, WktNames));
        return foundX >= 0 && foundY >= 0 ? new Points(foundX, foundY, headings, factory)
            : foundWkt >= 0 ? new WellKnownText(foundWkt, factory)
            : null;

        int Named(string wanted) => At(headings, wanted) is >= 0 and var at ? at : throw NoColumn(where, headingRow, headings, wanted);
    }

    /// <summary>Whether a table has the columns that the user named; true if none was named.</summary>
    public static bool HasNamed(string[] headings, TableOptions options) =>
        new[] { options.X, options.Y, options.Wkt }.All(name => name is null || At(headings, name) >= 0);

    private static int At(string[] headings, string wanted) => Array.FindIndex(headings, heading => heading.Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase));

    private static int Known(string[] headings, string[] names) =>
        names.Select(name => Array.FindIndex(headings, heading => Core(heading).Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(at => at >= 0, -1);

    // Of "中心坐标/经度（°）" the word that matters: 经度.
    private static string Core(string heading)
    {
        var bare = heading.AsSpan();
        if (bare.IndexOfAny('（', '(') is > 0 and var unit)
            bare = bare[..unit];
        return bare[(bare.LastIndexOf('/') + 1)..].Trim().ToString();
    }

    private sealed class Points(int x, int y, string[] headings, GeometryFactory factory) : TableShape
    {
        public override int GeometryColumn => -1;

        public override RepairedGeometry Of(IReadOnlyList<object?> cells, out DroppedOrdinates dropped)
        {
            dropped = default;
            var (first, second) = (Cell(cells, x), Cell(cells, y));
            if (first.Length == 0 && second.Length == 0)
                return new(null, GeometryProblem.Missing);
            var (isX, isY) = (CoordinateText.TryRead(first, out var atX), CoordinateText.TryRead(second, out var atY));
            if (isX && isY)
                return GeometryRepair.Repair(factory.CreatePoint(new Coordinate(atX, atY)));
            return new(null, [.. isX ? [] : new[] { NoNumber(headings[x], first) }, .. isY ? [] : new[] { NoNumber(headings[y], second) }]);
        }

        private static SourceProblem NoNumber(string column, string found) => new(
            "table.coordinate",
            $"列“{column}”的“{found}”不是数；请写成 115.9853 这样的小数，或 115°59′06″",
            $"'{found}' in column '{column}' is no number; write it like 115.9853 or 115°59′06″")
        {
            Field = column,
            Found = found,
            Expected = "115.9853",
        };
    }

    private sealed class WellKnownText(int column, GeometryFactory factory) : TableShape
    {
        private const int MostNested = 16;
        private readonly WKTReader _reader = new(factory.GeometryServices) { IsOldNtsCoordinateSyntaxAllowed = true };

        public override int GeometryColumn => column;

        public override RepairedGeometry Of(IReadOnlyList<object?> cells, out DroppedOrdinates dropped)
        {
            dropped = default;
            var text = Cell(cells, column);
            if (text.Length == 0)
                return new(null, GeometryProblem.Missing);
            if (Nesting(text) > MostNested)
                return new(null, NoWkt($"嵌套超过 {MostNested} 层", $"nested more than {MostNested} deep"));
            try
            {
                var geometry = _reader.Read(text);
                dropped.Add(geometry);
                return GeometryRepair.Repair(Flat(geometry));
            }
            catch (RefusedGeometryException refused)
            {
                return new(null, refused.Problem);
            }
            catch (Exception broken) when (broken is ParseException or ArgumentException or FormatException or InvalidCastException or OverflowException or IndexOutOfRangeException or IOException)
            {
                return new(null, NoWkt(broken.Message, broken.Message));
            }
        }

        // Through WKB, which drops Z and M.
        private Geometry Flat(Geometry geometry)
        {
            var bytes = new System.Buffers.ArrayBufferWriter<byte>();
            Wkb.Write(geometry, bytes);
            return Wkb.Read(bytes.WrittenSpan, factory);
        }

        private static int Nesting(string text)
        {
            var (depth, most) = (0, 0);
            foreach (var sign in text)
            {
                depth += sign switch { '(' => 1, ')' => -1, _ => 0 };
                most = Math.Max(most, depth);
            }
            return most;
        }

        private static SourceProblem NoWkt(string zh, string en) => new("geometry.wkt", $"WKT 有误（{zh}）；请改正", $"broken WKT ({en}); correct it");
    }

    private static BrokenFileException NoColumn((string Zh, string En) where, long row, string[] headings, string wanted) => new(new SourceProblem(
        "table.no-column",
        $"{where.Zh}，第 {row} 行：没有列“{wanted}”，现有 {string.Join('、', headings)}；请改正列名",
        $"{where.En}, row {row}: there is no column '{wanted}', only {string.Join(", ", headings)}; correct the name"));

    private static string Cell(IReadOnlyList<object?> cells, int at) => at < cells.Count ? Convert.ToString(cells[at], CultureInfo.InvariantCulture)!.Trim() : "";
}
