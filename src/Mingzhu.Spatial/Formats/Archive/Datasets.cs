using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>What kind of data set it is, by its name alone.</summary>
public enum DatasetKind : byte
{
    /// <summary>A shapefile with what lies beside it; <see cref="Shapefile.Read"/>.</summary>
    Shapefile,

    /// <summary>A DBF table without geometry; <see cref="DbfFile.Read"/>.</summary>
    Dbf,

    /// <summary>GeoJSON, also line by line: .geojson, .json, .geojsonl, .geojsons, .ndjson.</summary>
    GeoJson,

    /// <summary>GeoPackage: .gpkg.</summary>
    GeoPackage,

    /// <summary>Text table: .csv, .tsv.</summary>
    Csv,

    /// <summary>Workbook: .xlsx, .xlsm, .xls.</summary>
    Workbook,

    /// <summary>KML or KMZ.</summary>
    Kml,

    /// <summary>AutoCAD DXF.</summary>
    Dxf,

    /// <summary>OpenStreetMap extract: .pbf.</summary>
    OsmPbf,
}

/// <summary>One data set in a folder.</summary>
/// <param name="Kind">What it looks like by its name.</param>
/// <param name="Path">The file to open: the .shp of a shapefile.</param>
/// <param name="Relative">The same within the folder, parts joined by "/".</param>
public sealed record Dataset(DatasetKind Kind, string Path, string Relative);

/// <summary>The data sets that a user hands over at once (数据集): everything in a folder, or in a zip file unpacked there.</summary>
/// <param name="Found">By path, ordinally.</param>
/// <param name="Others">Files that are none and belong to none, within the folder: letters, pictures, formats not read here.</param>
/// <param name="Notes">Parts of shapefiles left over without their .shp; folders too deep to be looked into.</param>
public sealed record Datasets(ImmutableArray<Dataset> Found, ImmutableArray<string> Others, ImmutableArray<SourceProblem> Notes)
{
    private const int MostDepth = 16;

    private static readonly Dictionary<string, DatasetKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".shp"] = DatasetKind.Shapefile,
        [".dbf"] = DatasetKind.Dbf,
        [".geojson"] = DatasetKind.GeoJson,
        [".json"] = DatasetKind.GeoJson,
        [".geojsonl"] = DatasetKind.GeoJson,
        [".geojsons"] = DatasetKind.GeoJson,
        [".ndjson"] = DatasetKind.GeoJson,
        [".gpkg"] = DatasetKind.GeoPackage,
        [".csv"] = DatasetKind.Csv,
        [".tsv"] = DatasetKind.Csv,
        [".xlsx"] = DatasetKind.Workbook,
        [".xlsm"] = DatasetKind.Workbook,
        [".xls"] = DatasetKind.Workbook,
        [".kml"] = DatasetKind.Kml,
        [".kmz"] = DatasetKind.Kml,
        [".dxf"] = DatasetKind.Dxf,
        [".pbf"] = DatasetKind.OsmPbf,
    };

    // What ArcGIS, QGIS and GDAL lay beside a .shp; the first three are worth a word when it is missing.
    private static readonly string[] Parts = [".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".qmd", ".fbn", ".fbx", ".ain", ".aih", ".atx", ".ixs", ".mxs", ".idx", ".cst", ".shp.xml", ".dbf.xml"];

    /// <summary>The data sets in a folder and the folders in it, 16 deep; links are not followed, leftovers of operating systems passed over.</summary>
    /// <remarks>
    /// Shapefiles are put together by their name, in any case: .shp with .dbf, .shx, .prj and .cpg is one data set; a .dbf without .shp is a table. Only names are looked at; nothing is opened.<br/>
    /// Always: the same files give the same answer in the same order.
    /// </remarks>
    public static Datasets In(string folder)
    {
        var root = Path.GetFullPath(folder);
        var notes = ImmutableArray.CreateBuilder<SourceProblem>();
        var files = Files(root, 0, notes, root).Order(StringComparer.Ordinal).ToList();
        var shapes = files.Where(file => Extension(file) == ".shp").Select(Stem).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (found, others) = (ImmutableArray.CreateBuilder<Dataset>(), ImmutableArray.CreateBuilder<string>());
        foreach (var file in files)
        {
            var (extension, relative) = (Extension(file), Relative(root, file));
            if (Parts.Contains(extension) && !shapes.Contains(Stem(file)))
                LeftOver(files, file, relative, notes, others);
            else if (!Parts.Contains(extension) && Kinds.TryGetValue(extension, out var kind) && !(kind == DatasetKind.Dbf && shapes.Contains(Stem(file))))
                found.Add(new Dataset(kind, file, relative));
            else if (!Parts.Contains(extension) && !Kinds.ContainsKey(extension))
                others.Add(relative);
        }
        return new Datasets(found.ToImmutable(), others.ToImmutable(), notes.ToImmutable());
    }

    // A .cpg beside a lone .dbf belongs to that table.
    private static void LeftOver(List<string> files, string file, string relative, ImmutableArray<SourceProblem>.Builder notes, ImmutableArray<string>.Builder others)
    {
        if (files.Exists(other => Extension(other) == ".dbf" && Stem(other).Equals(Stem(file), StringComparison.OrdinalIgnoreCase)))
            return;
        if (Extension(file) is ".shx" or ".prj" or ".cpg")
            notes.Add(new("shp.left-over", $"“{relative}”是 Shapefile 的一部分，但没有同名的 .shp；请一并提供", $"'{relative}' is a part of a shapefile, but there is no .shp of that name; hand it over too", ProblemSeverity.Note) { Found = relative });
        else
            others.Add(relative);
    }

    private static IEnumerable<string> Files(string folder, int depth, ImmutableArray<SourceProblem>.Builder notes, string root)
    {
        var here = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(folder, "*", here))
        {
            if (!ZipNames.IsLeftover(Relative(root, file)))
                yield return file;
        }
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", here).Order(StringComparer.Ordinal))
        {
            if (depth == MostDepth)
                notes.Add(new("folder.too-deep", $"“{Relative(root, inner)}”在 {MostDepth} 层以下，未查看", $"'{Relative(root, inner)}' lies more than {MostDepth} folders deep and was not looked into", ProblemSeverity.Note));
            else
            {
                foreach (var file in Files(inner, depth + 1, notes, root))
                    yield return file;
            }
        }
    }

    private static string Extension(string file) =>
        Parts.FirstOrDefault(part => part.Length > 4 && file.EndsWith(part, StringComparison.OrdinalIgnoreCase)) ?? Path.GetExtension(file).ToLowerInvariant();

    private static string Stem(string file) => file[..^Extension(file).Length];

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
}
