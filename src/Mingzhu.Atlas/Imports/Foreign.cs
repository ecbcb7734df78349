using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>Formats that nothing here reads (读不了的格式), by what stands in them, with what to do instead.</summary>
internal static class Foreign
{
    /// <summary>What a folder is; null if it is a plain one.</summary>
    public static Wording? Folder(string path) => Directory.EnumerateFiles(path, "*.gdbtable").Any()
        ? new("文件地理数据库（File Geodatabase）；请在 ArcGIS 或 QGIS 中导出为 GeoPackage 或 Shapefile", "a File Geodatabase; export it as GeoPackage or Shapefile with ArcGIS or QGIS")
        : null;

    /// <summary>What a file is; null if it is none of these.</summary>
    public static Wording? File(ReadOnlySpan<byte> head, string name)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var text = head.TrimStart(" \t\r\n"u8);
        return head switch
        {
            _ when (head.StartsWith("AC10"u8) && head.IndexOf((byte)0) is 6) || ending == ".dwg" => new("AutoCAD DWG；请在 CAD 软件中另存为 DXF", "an AutoCAD DWG; save it as DXF in the CAD program"),
            _ when head.StartsWith("Rar!"u8) => new("RAR 压缩包；请解压后重新打包为 zip", "a RAR archive; unpack it and pack it as zip"),
            _ when head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF]) => new("7z 压缩包；请解压后重新打包为 zip", "a 7z archive; unpack it and pack it as zip"),
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => new("gzip 压缩文件；请先解压", "a gzip file; unpack it first"),
            _ when head.StartsWith("%PDF"u8) => new("PDF；请索取原始数据（Excel、Shapefile 等）", "a PDF; ask for the data it was made from (Excel, Shapefile …)"),
            _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith("GIF8"u8)
                || (head.StartsWith("BM"u8) && head.Length > 10 && head[6..10].IndexOfAnyExcept((byte)0) < 0) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 42, 0]) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'M', 0, 42]) =>
                new("图片；图片中没有可用的要素，请索取矢量数据", "a picture; it holds no features, ask for vector data"),
            _ when text.StartsWith("!table"u8) || ending is ".mif" or ".mid" || text.StartsWith("Version"u8) && text.IndexOf("Charset"u8) > 0 =>
                new("MapInfo 文件；请在 MapInfo 或 QGIS 中导出为 Shapefile 或 GeoPackage", "a MapInfo file; export it as Shapefile or GeoPackage with MapInfo or QGIS"),
            _ when ending == ".e00" || head.StartsWith("EXP  "u8) => new("ArcInfo E00；请用 ArcGIS 或 QGIS 转换为 Shapefile 或 GeoPackage", "an ArcInfo E00; convert it to Shapefile or GeoPackage with ArcGIS or QGIS"),
            _ when ending is ".doc" or ".docx" or ".wps" or ".wpt" => new("文字文档；请把表格另存为 Excel（.xlsx）", "a text document; save its table as Excel (.xlsx)"),
            _ when ending is ".ppt" or ".pptx" or ".dps" => new("演示文稿；请索取原始数据", "a presentation; ask for the data it was made from"),
            _ when ending is ".et" or ".ett" => new("WPS 表格；请另存为 .xlsx", "a WPS spreadsheet; save it as .xlsx"),
            _ when ending == ".ofd" => new("OFD 版式文件；请索取原始数据", "an OFD document; ask for the data it was made from"),
            _ when ending is ".mdb" or ".accdb" => new("Access 数据库；请导出为 GeoPackage、Shapefile 或 Excel", "an Access database; export it as GeoPackage, Shapefile or Excel"),
            _ => null,
        };
    }
}
