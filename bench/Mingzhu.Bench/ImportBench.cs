namespace Mingzhu.Bench;

/// <summary>Import as a user meets it: the whole process with its reading child. Limits for Las Palmas, linearity on six copies of it, GDAL on the same file, the sample city's folder.</summary>
internal static class ImportBench
{
    private const double LimitSeconds = 3, LimitMegabytes = 400;
    private const int Copies = 6;

    public static void Run(Results results)
    {
        if (Ground.Extract is { } extract)
            Osm(extract, results);
        else
            results.Skip("import las-palmas", "reference data not present; set MINGZHU_REFERENCE_DATA");
        var folder = Import(Ground.SampleFiles, "liaocheng");
        var inspections = Import(Path.Combine(Ground.SampleFiles, "inspections.csv"), "liaocheng");
        results.Add("import sample-60000, 24 files", folder.Seconds, "s", "its largest file alone", inspections.Seconds);
        results.Add("import sample-60000, processor", folder.CpuSeconds, "s", "its largest file alone", inspections.CpuSeconds);
        results.Add("import sample-60000, peak memory", folder.PeakMegabytes, "MB", "its largest file alone", inspections.PeakMegabytes);
    }

    private static void Osm(string extract, Results results)
    {
        var real = Import(extract, "generic");
        results.Add("import las-palmas", real.Seconds, "s", "limit", LimitSeconds);
        results.Add("import las-palmas, processor", real.CpuSeconds, "s", "limit", LimitSeconds);
        results.Add("import las-palmas, peak memory", real.PeakMegabytes, "MB", "limit", LimitMegabytes);

        var (one, six) = (Path.Combine(Ground.Folder, "copies-1.osm.pbf"), Path.Combine(Ground.Folder, "copies-6.osm.pbf"));
        CopiedExtract.Write(extract, one, 1);
        CopiedExtract.Write(extract, six, Copies);
        var (small, large) = (Import(one, "generic"), Import(six, "generic"));
        results.Add("import 6 copies, processor", large.CpuSeconds, "s", "6 × one copy (linear)", Copies * small.CpuSeconds);
        results.Add("import 6 copies, peak memory", large.PeakMegabytes, "MB", "6 × one copy (linear)", Copies * small.PeakMegabytes);
        if (WholeProcess.Find("ogr2ogr") is not { } gdal)
        {
            results.Skip("import 6 copies", "GDAL is not installed");
            return;
        }

        var peer = WholeProcess.Run(gdal, "-q", "-overwrite", "-f", "GPKG", Path.Combine(Ground.Folder, "peer.gpkg"), six, "points", "lines", "multipolygons");
        results.Add("import 6 copies", large.Seconds, "s", "GDAL ogr2ogr", peer.Seconds);
        results.Add("import 6 copies, processor", large.CpuSeconds, "s", "GDAL ogr2ogr", peer.CpuSeconds);
        results.Add("import 6 copies, peak memory", large.PeakMegabytes, "MB", "GDAL ogr2ogr", peer.PeakMegabytes);
    }

    private static WholeProcess Import(string file, string pack) => WholeProcess.Run(Ground.Mingzhu, "import", file, "--city", Ground.NewCity("import", pack));
}
