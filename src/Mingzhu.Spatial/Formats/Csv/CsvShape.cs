using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mingzhu.Spatial;

/// <summary>Where in its rows a CSV file keeps geometry, and how to read it.</summary>
internal abstract class CsvShape
{
    private static readonly string[] XNames = ["lon", "lng", "long", "longitude", "x", "经度", "东经"];
    private static readonly string[] YNames = ["lat", "latitude", "y", "纬度", "北纬"];
    private static readonly string[] WktNames = ["wkt", "geometry", "geom", "the_geom"];

    private CsvShape()
    {
    }

    /// <summary>Of the columns, one that holds nothing but the geometry; −1 if there is none.</summary>
    public abstract int GeometryColumn { get; }

    /// <summary>The geometry of a row.</summary>
    public abstract RepairedGeometry Of(string[] cells);

    /// <summary>What the headings show; null if there is no geometry.</summary>
    /// <exception cref="BrokenFileException">A column the user named is not there.</exception>
    public static CsvShape? In(string file, string[] headings, CsvOptions options, GeometryFactory factory)
    {
        if (!options.WithGeometry)
            return null;
        if ((options.X is null) != (options.Y is null))
            throw new ArgumentException("name both coordinate columns or none", nameof(options));
        if (options is { X: { } x, Y: { } y })
            return new Points(Named(file, headings, x), Named(file, headings, y), headings, factory);
        if (options.Wkt is { } wkt)
            return new WellKnownText(Named(file, headings, wkt), factory);
        var (foundX, foundY, foundWkt) = (Known(headings, XNames), Known(headings, YNames), Known(headings, WktNames));
        return foundX >= 0 && foundY >= 0 ? new Points(foundX, foundY, headings, factory)
            : foundWkt >= 0 ? new WellKnownText(foundWkt, factory)
            : null;
    }

    private static int Known(string[] headings, string[] names) =>
        names.Select(name => Array.FindIndex(headings, heading => heading.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(at => at >= 0, -1);

    private static int Named(string file, string[] headings, string wanted)
    {
        var at = Array.FindIndex(headings, heading => heading.Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw new BrokenFileException(new SourceProblem(
            "csv.no-column",
            $"{file}，第 1 行：没有列“{wanted}”，现有 {string.Join('、', headings)}；请改正列名",
            $"{file}, row 1: there is no column '{wanted}', only {string.Join(", ", headings)}; correct the name"));
    }

    private sealed class Points(int x, int y, string[] headings, GeometryFactory factory) : CsvShape
    {
        public override int GeometryColumn => -1;

        public override RepairedGeometry Of(string[] cells)
        {
            var (first, second) = (Cell(cells, x), Cell(cells, y));
            if (first.Length == 0 && second.Length == 0)
                return new(null, GeometryProblem.Missing);
            if (!IsNumber(first, out var atX))
                return new(null, NoNumber(headings[x], first));
            return IsNumber(second, out var atY) ? GeometryRepair.Repair(factory.CreatePoint(new Coordinate(atX, atY))) : new(null, NoNumber(headings[y], second));
        }

        private static bool IsNumber(string text, out double number) =>
            double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);

        private static SourceProblem NoNumber(string column, string found) => new(
            "csv.coordinate",
            $"列“{column}”的“{found}”不是数；请写成 115.9853 这样的小数",
            $"'{found}' in column '{column}' is no number; write it like 115.9853");
    }

    private sealed class WellKnownText(int column, GeometryFactory factory) : CsvShape
    {
        private const int MostNested = 16;
        private readonly WKTReader _reader = new(factory.GeometryServices) { IsOldNtsCoordinateSyntaxAllowed = true };

        public override int GeometryColumn => column;

        public override RepairedGeometry Of(string[] cells)
        {
            var text = Cell(cells, column);
            if (text.Length == 0)
                return new(null, GeometryProblem.Missing);
            if (Nesting(text) > MostNested)
                return new(null, NoWkt($"嵌套超过 {MostNested} 层", $"nested more than {MostNested} deep"));
            try
            {
                return GeometryRepair.Repair(Flat(_reader.Read(text)));
            }
            catch (RefusedGeometryException refused)
            {
                return new(null, refused.Problem);
            }
            catch (Exception broken) when (broken is ParseException or ArgumentException or FormatException or InvalidCastException or OverflowException or IOException)
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

    private static string Cell(string[] cells, int at) => at < cells.Length ? cells[at].Trim() : "";
}
