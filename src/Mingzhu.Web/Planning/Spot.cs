using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Planning;

/// <summary>A place on the map somebody typed (定位).</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Lon">Degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
public sealed partial record Spot(string Name, string Kind, double Lon, double Lat)
{
    /// <summary>How many are offered.</summary>
    public const int Most = 12;

    /// <summary>What is told where nothing bears a name.</summary>
    public static Refusal NotFound(string typed) => new("trying.no-spot", new(
        $"没有找到“{typed}”；请输入街道、社区、小区、道路、设施的名称，或经度,纬度", $"nothing is called '{typed}'; type the name of a subdistrict, community, compound, road or facility, or longitude,latitude"));

    private static readonly string[] Searched = ["boundaries", "compounds", "parks", "facilities", "roads"];

    /// <summary>Coordinates as people write and paste them: longitude first, or latitude first where only that can be meant.</summary>
    public static (double Lon, double Lat)? Coordinates(string typed)
    {
        if (Pair().Match(typed) is not { Success: true } pair)
            return null;
        var (first, second) = (double.Parse(pair.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(pair.Groups[2].Value, CultureInfo.InvariantCulture));
        var (lon, lat) = Math.Abs(second) > 90 ? (second, first) : (first, second);
        return Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90 ? (Math.Round(lon, 6), Math.Round(lat, 6)) : null;
    }

    /// <summary>What is meant: the coordinates, or what bears the name, those that are called exactly so first.</summary>
    public static ImmutableArray<Spot> Find(ICityBook book, Reader reader, string typed)
    {
        if (Coordinates(typed) is { } at)
            return [new Spot("", "", at.Lon, at.Lat)];
        if (typed.Length == 0)
            return [];
        var found = Searched.SelectMany(layer => Named(book, reader, layer, typed)).Take(200).ToArray();
        return [.. found.OrderBy(spot => spot.Name == typed ? 0 : 1).Take(Most)];
    }

    private static IEnumerable<Spot> Named(ICityBook book, Reader reader, string id, string typed)
    {
        if (book.Layers.FirstOrDefault(sheet => sheet.Id == id) is not { Drawable: true } sheet || book.Features(id) is not { } features || Array.FindIndex([.. features.Fields], field => field.Name == "name") is not (>= 0 and var column))
            yield break;
        var seen = new HashSet<string>();
        for (var row = 0; row < features.Count; row++)
        {
            if (features.Columns[column][row] is not string name || (!name.Contains(typed, StringComparison.OrdinalIgnoreCase) && features.Ids[row] != typed) || features.Geometries[row] is not { } shape)
                continue;
            // A road is many pieces of one name.
            if (id == "roads" && !seen.Add(name))
                continue;
            var at = Inside(shape);
            var level = features.Value(row, "level") as string is { } said && Levels.Of(said) is { } known ? reader.In(known.Name()) : reader.In(sheet.Name);
            yield return new Spot(name, level, Math.Round(at.X, 6), Math.Round(at.Y, 6));
        }
    }

    private static Coordinate Inside(Geometry shape) => shape is LineString line ? line.Coordinates[line.NumPoints / 2] : shape.InteriorPoint.Coordinate;

    [GeneratedRegex(@"^\s*[(（]?\s*(-?\d{1,3}(?:\.\d+)?)\s*[°]?\s*[,，、;；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*[°]?\s*[)）]?\s*$")]
    private static partial Regex Pair();
}
