using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads KML and KMZ files (Google Earth, 奥维, 图新地球).</summary>
public static class KmlFile
{
    private const int Wgs84 = 4326;

    // Each layer is a walk of its own through the file.
    private const int MostLayers = 32;

    /// <summary>Reads each folder that directly holds placemarks as a layer.</summary>
    /// <remarks>
    /// The file is read once now, for its folders and fields, and again whenever a layer's features are enumerated; one placemark is in memory at a time. Of a KMZ its first .kml is read, within limits and without
    /// unpacking. Nothing that a file links to is ever fetched.<br/>
    /// Out: <see cref="SourceFeature.Row"/> counts placemarks from 1 through the whole file. Values are name, description and the extended data: typed where a schema says so, else text. Points, lines, polygons,
    /// tracks and collections of them; altitudes are only told. A file of more than 32 folders with placemarks is one layer with the field "folder". Overlays and network links are told in
    /// <see cref="SourceLayer.Problems"/>.<br/>
    /// By: OGC 12-007r2 (KML 2.3), which fixes WGS 84, longitude first.
    /// </remarks>
    /// <exception cref="BrokenFileException">No KML, a document type in it, no placemark in it, nested too deep; also while enumerating.</exception>
    public static ImmutableArray<SourceLayer> Read(string path)
    {
        var file = Path.GetFileName(path);
        var walk = new KmlWalk(() => Open(path, file));
        var fields = new Dictionary<int, SeenFields>();
        var rows = new Dictionary<int, long>();
        var all = new SeenFields();
        foreach (var placemark in walk.Placemarks(_ => true))
        {
            if (!fields.TryGetValue(placemark.Folder, out var seen) && fields.Count <= MostLayers)
                fields[placemark.Folder] = seen = new SeenFields();
            seen?.See(placemark.Feature.Values);
            rows[placemark.Folder] = rows.GetValueOrDefault(placemark.Folder) + 1;
            all.See(placemark.Feature.Values);
        }
        if (fields.Count == 0)
            throw NoPlacemark(file, walk.NotRead);
        var notes = Notes(walk.NotRead);
        if (fields.Count > MostLayers)
            return [Layer(Path.GetFileNameWithoutExtension(path), [new("folder", FieldType.Text), .. all.Fields], walk.Placemarks(_ => true).Select(placemark => InFolder(placemark, walk))) with { Rows = rows.Values.Sum(), Problems = notes }];
        int[] folders = [.. fields.Keys.Order()];
        var names = UniqueNames.Of(folders.Select(folder => walk.NameOf(folder) is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path)));
        return [.. folders.Select((folder, at) => Layer(names[at], fields[folder].Fields, walk.Placemarks(wanted => wanted == folder).Select(placemark => placemark.Feature)) with { Rows = rows[folder], Problems = at == 0 ? notes : [] })];
    }

    private static SourceLayer Layer(string name, ImmutableArray<Field> fields, IEnumerable<SourceFeature> features) =>
        new(name, Wgs84, ("KML 标准（OGC 12-007r2）规定为 WGS 84 经纬度", "the KML standard (OGC 12-007r2) fixes WGS 84 longitude and latitude"), fields, features);

    private static SourceFeature InFolder(KmlPlacemark placemark, KmlWalk walk) =>
        placemark.Feature with { Values = new Dictionary<string, object?>(placemark.Feature.Values) { ["folder"] = walk.NameOf(placemark.Folder) } };

    private static ForeignXml Open(string path, string file)
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = File.OpenRead(path))
            start = start[..stream.ReadAtLeast(start, 2, throwOnEndOfStream: false)];
        if (!start.SequenceEqual("PK"u8))
            return new ForeignXml(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), file);
        var zip = new LimitedZip(path);
        try
        {
            var name = zip.Names.FirstOrDefault(name => name.EndsWith(".kml", StringComparison.OrdinalIgnoreCase)) ?? throw new BrokenFileException(
                new SourceProblem("kml.no-kml", $"{file}：压缩包中没有 .kml 文件", $"{file}: there is no .kml in the zip"));
            return new ForeignXml(zip.Open(name)!, file, zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    private static ImmutableArray<SourceProblem> Notes(IReadOnlyDictionary<string, int> notRead)
    {
        if (notRead.Count == 0)
            return [];
        var found = string.Join(", ", notRead.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));
        return [new("kml.not-read", $"图像覆盖层和网络链接未读入，也不会下载：{found}", $"overlays and network links were not read and are never fetched: {found}", ProblemSeverity.Note) { Found = found }];
    }

    private static BrokenFileException NoPlacemark(string file, IReadOnlyDictionary<string, int> notRead)
    {
        var only = notRead.Count == 0 ? ("", "") : ($"，只有 {string.Join('、', notRead.Keys.Order(StringComparer.Ordinal))}（不会下载）", $", only {string.Join(", ", notRead.Keys.Order(StringComparer.Ordinal))} (which is never fetched)");
        return new(new SourceProblem(
            "kml.no-placemark",
            $"{file}：没有地标（Placemark）{only.Item1}；请导出含点、线、面的 KML",
            $"{file}: there is no placemark in it{only.Item2}; export a KML with points, lines or polygons"));
    }
}
