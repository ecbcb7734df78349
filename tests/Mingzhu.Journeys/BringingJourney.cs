using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>A department's file in a browser: brought, asked about, answered, imported, brought again in a later state, compared, taken away as Excel.</summary>
public sealed class BringingJourney : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Process _server;
    private readonly string _address;

    public BringingJourney()
    {
        CommandLine.Do("new", "--city", _scratch["city"], "--pack", "generic");
        CommandLine.Do("import", _scratch.Lay("boundaries.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"990000","name":"云川市","level":"city"},"geometry":{"type":"Polygon","coordinates":[[[116,36],[116.4,36],[116.4,36.4],[116,36.4],[116,36]]]}}]}"""), "--city", _scratch["city"]);
        _server = CommandLine.Start("serve", "--city", _scratch["city"], "--port", "0", "--lang", "en");
        var said = _server.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_server.StandardError.ReadToEnd());
        _address = "http://localhost:" + said.Split("localhost:")[1].Split(' ')[0];
    }

    [Fact]
    public async Task A_table_of_points_goes_in_after_two_answers_and_its_next_version_is_compared()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;

        await Bring(page, _scratch.Lay("站点.csv", "编号,名称,设施类别,经度,纬度\nF1,第一幼儿园,kindergarten,116.1,36.1\nF2,第二幼儿园,kindergarten,116.2,36.2\nF3,第三幼儿园,kindergarten,116.3,36.3\n"));
        await Answer(page, "facilities", "EPSG:4490");
        await Import(page);
        (await page.ContentAsync()).ShouldContain("EPSG:4490");

        // The second stands elsewhere, the third has gone, the fourth is new.
        await Bring(page, _scratch.Lay("站点.csv", "编号,名称,设施类别,经度,纬度\nF1,第一幼儿园,kindergarten,116.1,36.1\nF2,第二幼儿园,kindergarten,116.21,36.2\nF4,第四幼儿园,kindergarten,116.05,36.05\n"));
        await Answer(page, "facilities", "EPSG:4490");
        await Import(page);

        await page.GotoAsync(_address + "/data/layers/facilities?lang=zh");
        await page.ClickAsync("form.filters button[type=submit]");
        await Browser.Arrival(page, @"/compare\?");
        (await page.Locator("#changes tbody tr .change").AllInnerTextsAsync()).Select(text => text[1..].Trim()).ShouldBe(["新增", "删除", "移动"]);
        (await page.Locator("city-map").CountAsync()).ShouldBe(1);
        await page.WaitForSelectorAsync("city-map[ready]");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).First.ClickAsync());
        using var workbook = await ZipFile.OpenReadAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        using var sheet = new StreamReader(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        (await sheet.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("第四幼儿园");
        opened.Complaints.ShouldBeEmpty();

        using var client = new HttpClient();
        foreach (var (format, begins) in new[] { ("gpkg", "SQLite format 3"), ("shp-gbk", "PK"), ("xlsx", "PK"), ("geojson", "{") })
        {
            var bytes = await client.GetByteArrayAsync(new Uri($"{_address}/data/layers/facilities/export?format={format}"), TestContext.Current.CancellationToken);
            Encoding.ASCII.GetString(bytes, 0, begins.Length).ShouldBe(begins, format);
        }
    }

    [Fact]
    public async Task A_strangers_zip_of_shapefiles_is_asked_about_once_and_goes_in()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;
        var zip = StrangersZip(eastOfThird: 0);

        await Bring(page, zip);
        // One question which layer the points are, one for the coordinates of both; each possible answer is drawn.
        (await page.Locator("#questions fieldset").CountAsync()).ShouldBe(2);
        (await page.Locator("#questions input[value='EPSG:4548']").CountAsync()).ShouldBe(1);
        (await page.Locator("#questions .choice .sketch").CountAsync()).ShouldBe(await page.Locator("#questions .choice").CountAsync());
        (await page.ContentAsync()).ShouldContain("GB18030");
        await Answer(page, "facilities", "EPSG:4548");
        (await page.Locator(".understood .sketch").CountAsync()).ShouldBe(2);
        (await page.ContentAsync()).ShouldContain("第1公厕");
        await Import(page);
        CommandLine.Do("layers", "--city", _scratch["city"], "--json").Json.GetArrayLength().ShouldBe(3);

        // The same again makes no version.
        await Bring(page, zip);
        await Answer(page, "facilities", "EPSG:4548");
        await page.ClickAsync("button[formaction]");
        await page.WaitForSelectorAsync(".verdict.accept .reasons");
        (await page.InnerTextAsync(".verdict")).ShouldContain("未产生新版本");

        // Then with one compound elsewhere.
        await Bring(page, StrangersZip(eastOfThird: 40));
        await Answer(page, "facilities", "EPSG:4548");
        await page.ClickAsync("button[formaction]");
        await page.WaitForSelectorAsync(".verdict.accept .reasons");
        await page.GotoAsync(_address + "/data/layers/compounds/compare?lang=zh");
        (await page.Locator("#changes tbody tr .change").AllInnerTextsAsync()).Select(text => text[1..].Trim()).ShouldBe(["移动"]);
        (await page.Locator("#changes tbody tr").InnerTextAsync()).ShouldContain("湖滨花园");
        await page.WaitForSelectorAsync("city-map[ready]");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_nobody_can_read_is_told_in_a_sentence_and_removed_on_request()
    {
        await using var browser = await Browser.Open();
        var page = (await browser.Page(390, 844)).Page;

        await Bring(page, _scratch.Lay("信.doc", "dear"));

        (await page.InnerTextAsync(".verdict")).ShouldContain("不能导入");
        (await page.ContentAsync()).ShouldNotContain("   at ");
        await page.ClickAsync(".verdict form button");
        await Browser.Arrival(page, "/data$");
        (await page.ContentAsync()).ShouldNotContain("待处理的文件");
        CommandLine.Do("layers", "--city", _scratch["city"], "--json").Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_large_file_says_how_far_it_is_and_is_gone_when_it_is_cancelled()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;
        var (file, before) = (ManyPoints(1_500_000), Stored());

        await page.GotoAsync(_address + "/data?lang=zh");
        await page.SetInputFilesAsync("input[type=file]", file);
        await page.ClickAsync(".drop button[type=submit]");
        // The page follows by itself: what is done has been drawn, and grows.
        var first = await Share(page, 0);
        await Share(page, first);
        Readers().ShouldBe(1);
        Stored().ShouldNotBe(before);
        await page.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Browser.Arrival(page, "/data$");

        (await page.ContentAsync()).ShouldNotContain("待处理的文件");
        await Until(() => Readers() == 0 && Stored() == before);
        Readers().ShouldBe(0);
        Stored().ShouldBe(before);
        CommandLine.Do("layers", "--city", _scratch["city"], "--json").Json.GetArrayLength().ShouldBe(1);
        opened.Complaints.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _scratch.Dispose();
    }

    /// <summary>What a department zips on a desk of its own: GBK within and without, no .cpg, no .prj, what a Mac leaves behind.</summary>
    private string StrangersZip(int eastOfThird)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string[] names = ["东关街小区", "柳园新村", "湖滨花园", "建设路宿舍"];
        // Metres in the zone of 117° E without its number: 116.1° E, 36.1° N.
        const int east = 418970, north = 3996500;
        var compounds = names.Select((name, at) => Feature($$"""{"小区编号":"XQ{{at}}","小区名称":"{{name}}","建成年份":{{1985 + at}},"建筑面积(万㎡)":1.5}""",
            $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', new[] { (0, 0), (0, 90), (120, 90), (120, 0), (0, 0) }.Select(corner => $"[{east + at * 200 + (at == 2 ? eastOfThird : 0) + corner.Item1},{north + corner.Item2}]"))}}]]}"""));
        var toilets = Enumerable.Range(1, 3).Select(at => Feature($$"""{"编号":"GC{{at}}","名称":"第{{at}}公厕","类别":"公共厕所"}""", $$"""{"type":"Point","coordinates":[{{east + at * 180}},{{north + 40}}]}"""));
        var path = _scratch["资料.zip"];
        File.Delete(path);
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create, leaveOpen: false, Encoding.GetEncoding("GBK"));
        foreach (var (layer, features) in new[] { ("小区", compounds), ("点位", toilets) })
        {
            var json = _scratch.Lay(layer + ".geojson", $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
            using var made = Process.Start(new ProcessStartInfo("ogr2ogr", ["-f", "ESRI Shapefile", _scratch[layer + ".shp"], json, "-overwrite", "-lco", "ENCODING=GBK", "-a_srs", "EPSG:4548"]) { RedirectStandardError = true, UseShellExecute = false })!;
            made.WaitForExit();
            made.ExitCode.ShouldBe(0);
            foreach (var part in new[] { ".shp", ".shx", ".dbf" })
            {
                zip.CreateEntryFromFile(_scratch[layer + part], $"资料/{layer}{part}");
                using var left = zip.CreateEntry($"__MACOSX/资料/._{layer}{part}").Open();
                left.Write([0, 5, 22, 7]);
            }
        }

        return path;
    }

    private string ManyPoints(int count)
    {
        var path = _scratch["站点.csv"];
        using var file = new StreamWriter(path);
        file.WriteLine("编号,名称,设施类别,经度,纬度");
        for (var at = 0; at < count; at++)
            file.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"F{at},第{at}幼儿园,kindergarten,{116 + (at % 4000 * 1e-4):0.####},{36 + (at / 4000 * 1e-3):0.###}"));
        return path;
    }

    /// <summary>Waits until the page shows a larger share than one before.</summary>
    private static async Task<double> Share(IPage page, double than)
    {
        var progress = await Browser.Until(page, "than => { const shown = document.querySelector('#upload-progress progress[value]'); return shown && shown.value > than ? shown.value : false; }", than);
        return progress.GetDouble();
    }

    /// <summary>How many processes of the server read files.</summary>
    private int Readers() => Directory.GetDirectories($"/proc/{_server.Id}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count();

    /// <summary>Files in the work room and in the vault, but for the one by which the server holds its room; tiles that are prepared meanwhile lie in neither.</summary>
    private string Stored() => string.Join('\n', new[] { "work", "vault" }
        .SelectMany(part => Directory.EnumerateFiles(_scratch[Path.Combine("city", part)], "*", SearchOption.AllDirectories)).Where(file => Path.GetFileName(file) != "held").Order(StringComparer.Ordinal));

    private static async Task Until(Func<bool> so)
    {
        for (var tries = 0; tries < 300 && !so(); tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }

    private static string Feature(string properties, string geometry) => $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}} }""";

    private async Task Bring(IPage page, string file)
    {
        await page.GotoAsync(_address + "/data?lang=zh");
        await page.SetInputFilesAsync("input[type=file]", file);
        await page.ClickAsync(".drop button[type=submit]");
        await page.WaitForSelectorAsync("#verdict");
    }

    private static async Task Answer(IPage page, string layer, string crs)
    {
        if (await page.Locator("#questions select").CountAsync() > 0)
            await page.SelectOptionAsync("#questions select", layer);
        if (await page.Locator($"input[value='{crs}']").CountAsync() > 0)
            await page.CheckAsync($"input[value='{crs}']");
        await page.ClickAsync("#questions button[type=submit]");
        await page.WaitForSelectorAsync("button[formaction]");
    }

    private static async Task Import(IPage page)
    {
        await page.ClickAsync("button[formaction]");
        await Browser.Arrival(page, "/data/imports/");
    }
}
