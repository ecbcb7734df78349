using System.IO.Compression;
using Mingzhu.People;
using Mingzhu.Publishing.Exports;
using Mingzhu.Store;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>Layers as files for other programs. A file is written into the work room and sent from there; it goes when it was sent.</summary>
internal static class ExportRoutes
{
    private const string Gbk = "shp-gbk";

    public static void MapExports(this IEndpointRouteBuilder app, Workspace workspace) =>
        app.MapGet("/data/layers/{id}/export", (string id, string? format, int? version, HttpContext http, ICityBook book, Reader reader) =>
        {
            var kind = format == Gbk ? "shp" : format ?? "gpkg";
            if (!LayerExport.Formats.Contains(kind) || book.Layers.FirstOrDefault(layer => layer.Id == id) is not { Open: true, Version: not null } || !book.IsWhole(id))
                return Results.NotFound();
            var folder = workspace.Work();
            http.Response.RegisterForDispose(folder);
            var files = Directory.CreateDirectory(Path.Combine(folder.Path, "files")).FullName;
            var chinese = reader.Language == City.Language.Zh;
            LayerExport.Write(Path.Combine(files, $"{id}.{kind}"), kind, [ExportedLayer.Open(workspace, id, version)], new ExportOptions { Chinese = chinese, ChineseLayers = chinese, Gbk = format == Gbk });
            var path = kind == "shp" ? Zipped(files, Path.Combine(folder.Path, id + ".zip")) : Path.Combine(files, $"{id}.{kind}");
            return Results.File(path, TypeOf(kind), Path.GetFileName(path));
        }).Opens(RightIds.ExportLayers);

    private static string Zipped(string files, string path)
    {
        ZipFile.CreateFromDirectory(files, path);
        return path;
    }

    private static string TypeOf(string kind) => kind switch
    {
        "gpkg" => "application/geopackage+sqlite3",
        "geojson" => "application/geo+json",
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/zip",
    };
}
