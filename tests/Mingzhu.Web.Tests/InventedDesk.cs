using System.Collections.Immutable;
using System.Text;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests;

/// <summary>A desk that understands every file in the same invented way: parks whose coordinate system has to be asked for.</summary>
internal sealed class InventedDesk : IImportDesk, IDisposable
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("mingzhu-desk-");

    /// <summary>What was asked, in order.</summary>
    public List<ImportRequest> Asked { get; } = [];

    /// <summary>The text of each file at the moment it was asked about, and of what lay beside it.</summary>
    public List<SortedDictionary<string, string>> Lay { get; } = [];

    /// <summary>Holds every reading back until it is set.</summary>
    public ManualResetEventSlim Go { get; } = new(true);

    public Exception? Fails { get; set; }

    /// <summary>What is to become of every file; null to follow from the questions.</summary>
    public string? Outcome { get; set; }

    /// <summary>What shapes every file holds.</summary>
    public string Shapes { get; set; } = "Polygon 812";

    /// <summary>What an import finds to be there already.</summary>
    public ImmutableArray<LayerVersion> Unchanged { get; set; } = [];

    public string Work => _work.FullName;

    public WorkFolder NewFolder() => new(_work.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName);

    public ImportReport Inspect(ImportRequest request, IProgress<double> progress, CancellationToken cancel)
    {
        progress.Report(0.37);
        lock (Asked)
        {
            Asked.Add(request);
            Lay.Add(new(Directory.GetFiles(Path.GetDirectoryName(request.File)!).ToDictionary(file => Path.GetFileName(file), file => Encoding.UTF8.GetString(File.ReadAllBytes(file))), StringComparer.Ordinal));
        }

        Go.Wait(cancel);
        if (Fails is { } fault)
            throw fault;
        return Report(request);
    }

    public Imported Import(ImportRequest request, Session session, IProgress<double> progress, CancellationToken cancel) => new(Report(request), [], 7) { Unchanged = Unchanged };

    public void Dispose()
    {
        Go.Dispose();
        _work.Delete(recursive: true);
    }

    private ImportReport Report(ImportRequest request)
    {
        ImmutableArray<Question> questions = request.Crs is not null ? [] :
        [
            new Question("crs", new("“绿地”没有坐标系说明，坐标系是哪一个？", "'parks' names no coordinate system; which is it?"),
            [
                new Choice("EPSG:4548", new("CGCS2000 3° 带，中央经线 117°：数据落在云川市", "CGCS2000 3° zone, 117°E: the data would lie in Yunchuan"), Square(116.1, 36.4)),
                new Choice("EPSG:4547", new("CGCS2000 3° 带，中央经线 114°：数据落在市外", "CGCS2000 3° zone, 114°E: the data would lie outside"), Square(113.1, 36.4)),
            ]),
        ];
        ImmutableArray<RowProblem> problems =
        [
            new RowProblem("value.not-a-number", RowSeverity.LeftOut, "绿地", "18", "面积", "12,5", new("绿地.shp 第 18 行 面积：“12,5”不是数字，请改为 12.5", "绿地.shp, row 18, 面积: '12,5' is no number; write 12.5"), new("数字", "a number")),
            new RowProblem("geometry.unclosed", RowSeverity.Repaired, "绿地", "3", "", "", new("绿地.shp 第 3 行：环没有闭合，已闭合", "绿地.shp, row 3: the ring was open and is closed")),
        ];
        var layer = new UnderstoodLayer(
            "绿地", "parks", Shapes, 812, request.Crs, new("没有 .prj；数字只能说明带号", "no .prj; the numbers tell the zone alone"), "GB18030", [116.1, 36.4, 116.2, 36.45], ["名称", "面积", "<b>备注</b>"], ["<b>备注</b>"])
        {
            EncodingEvidence = new(".cpg 写着 936", ".cpg says 936"),
            Mapped = ImmutableSortedDictionary<string, string>.Empty.Add("name", "名称"),
            Rows = [["1", "湖滨公园", "12.5", "=1+1"], ["2", null, "3", ""]],
            Preview = request.Crs is null ? null : Square(116.1, 36.4),
        };
        return new ImportReport(
            Outcome ?? (questions is [] ? "warn" : "ask"), "shapefile", [layer], problems, problems.ToImmutableSortedDictionary(problem => problem.Code, _ => 1, StringComparer.Ordinal), questions);
    }

    private static string Square(double west, double south) => FormattableString.Invariant(
        $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{west + 0.1}},{{south}}],[{{west + 0.1}},{{south + 0.05}}],[{{west}},{{south}}]]] } }]}""");
}
