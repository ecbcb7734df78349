using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.Web.Tests.Ogc;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web.Tests;

public sealed partial class UploadTests : IDisposable
{
    private readonly InventedDesk _desk = new();

    [Fact]
    public async Task A_brought_file_is_asked_about_answered_and_imported()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        var page = await Brought(city, ("绿地.shp", "shape"), ("绿地.dbf", "table"), ("绿地.prj", ""));
        var asked = await Read(city, page);
        asked.ShouldContain("“绿地”没有坐标系说明");
        asked.ShouldContain("value=\"EPSG:4548\"");
        asked.ShouldNotContain("formaction"); // no way to import before it is answered
        asked.ShouldContain("不在本市范围内");
        await TellsTheSame(city, page[(page.LastIndexOf('/') + 1)..]);

        (await Post(city, page + "/answers", asked, ("crs", "EPSG:4548"), ("as-of", "2026-06-30"), ("source", "园林局: \"2026\""), ("column.area_m2", "<b>备注</b>"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var answered = await Read(city, page);
        answered.ShouldContain("可以导入：1 个图层，812 个要素");
        answered.ShouldContain("value=\"2026-06-30\"");
        _desk.Asked[^1].Crs.ShouldBe("EPSG:4548");
        _desk.Asked[^1].AsOf.ShouldBe(new DateOnly(2026, 6, 30));
        _desk.Asked[^1].Columns!["area_m2"].ShouldBe("<b>备注</b>");
        _desk.Lay[^1]["source.yaml"].ShouldBe("source: \"\\u56ED\\u6797\\u5C40: \\u00222026\\u0022\"\n");

        var said = new[] { ("crs", "EPSG:4548"), ("as-of", "2026-06-30"), ("source", "园林局: \"2026\""), ("column.area_m2", "<b>备注</b>") };
        (await Post(city, page + "/import", answered, said)).Headers.Location!.ToString().ShouldBe("/data/imports/7");
        (await city.Get("/data")).ShouldNotContain("待处理的文件");
        Directory.EnumerateFileSystemEntries(_desk.Work).ShouldBeEmpty();
    }

    /// <summary>What the page shows can be had as JSON.</summary>
    private static async Task TellsTheSame(ServedCity city, string id)
    {
        (await city.Json("/api/uploads"))[0].GetProperty("id").GetString().ShouldBe(id);
        var told = await city.Json("/api/uploads/" + id);
        told.GetProperty("upload").GetProperty("stage").GetString().ShouldBe("read");
        told.GetProperty("upload").GetProperty("mayLand").GetBoolean().ShouldBeFalse();
        told.GetProperty("outcome").GetString().ShouldBe("ask");
        told.GetProperty("questions").EnumerateArray().Select(question => question.GetProperty("id").GetString()).ShouldContain("crs");
        told.GetProperty("problems").GetArrayLength().ShouldBeGreaterThan(0);
        (await city.Ask("/api/uploads/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_parts_of_a_Shapefile_are_one_file_and_other_files_are_others()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        var back = await Brought(city, ("a.dbf", "1"), ("A.SHP", "2"), ("a.cpg", "3"), ("b.geojson", "4"), ("source.yaml", "source: x"));

        back.ShouldBe("/data#waiting");
        await Until(() => _desk.Asked.Count == 2);
        _desk.Asked.Select(request => request.FileName).Order(StringComparer.Ordinal).ShouldBe(["A.SHP", "b.geojson"]);
        _desk.Lay.Select(files => string.Join(' ', files.Keys)).Order(StringComparer.Ordinal).ShouldBe(["A.SHP a.cpg a.dbf source.yaml", "b.geojson source.yaml"]);
    }

    [Fact]
    public async Task What_was_changed_on_the_form_is_read_by_before_anything_is_imported()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        var page = await Brought(city, ("a.geojson", "{}"));
        await Post(city, page + "/answers", await Read(city, page), ("crs", "EPSG:4548"));
        var ready = await Read(city, page);

        var answer = await Post(city, page + "/import", ready, ("crs", "EPSG:4547"));

        answer.Headers.Location!.ToString().ShouldBe(page);
        await Read(city, page);
        _desk.Asked[^1].Crs.ShouldBe("EPSG:4547");
        (await city.Ask(page)).StatusCode.ShouldBe(HttpStatusCode.OK); // and not led on to an import
    }

    [Fact]
    public async Task What_the_city_has_already_is_told_and_makes_no_record()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        _desk.Unchanged = [new InventedBook().Layers.Select(layer => layer.Version).OfType<Mingzhu.Atlas.LayerVersion>().First(version => version.Layer == "parks")];
        var page = await Brought(city, ("a.geojson", "{}"));
        await Post(city, page + "/answers", await Read(city, page), ("crs", "EPSG:4548"));

        var answer = await Post(city, page + "/import", await Read(city, page), ("crs", "EPSG:4548"));

        answer.Headers.Location!.ToString().ShouldBe(page);
        var told = await city.Get(page);
        told.ShouldContain("没有新内容");
        told.ShouldContain("完全相同");
        told.ShouldContain("href=\"/data/layers/parks\"");
        (await city.Get("/data")).ShouldNotContain("待处理的文件");
    }

    [Fact]
    public async Task What_is_said_of_one_file_is_not_said_of_another_that_somebody_else_brought()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        var (one, other) = (await Brought(city, ("a.geojson", "{}")), await Brought(city, ("b.geojson", "{}")));
        var (first, second) = (await Read(city, one), await Read(city, other));

        await Task.WhenAll(Post(city, one + "/answers", first, ("crs", "EPSG:4548"), ("source", "甲单位")), Post(city, other + "/answers", second, ("crs", "EPSG:4547"), ("source", "乙单位")));

        (await Read(city, one)).ShouldContain("甲单位");
        (await Read(city, one)).ShouldNotContain("乙单位");
        (await Read(city, other)).ShouldContain("乙单位");
        _desk.Asked.Last(request => request.FileName == "a.geojson").Crs.ShouldBe("EPSG:4548");
        _desk.Asked.Last(request => request.FileName == "b.geojson").Crs.ShouldBe("EPSG:4547");
    }

    [Fact]
    public async Task Two_versions_may_be_named_either_way_and_a_change_on_the_map_tells_what_it_is()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        var forth = await city.Get("/data/layers/compounds/compare?from=1&to=2");

        (await city.Get("/data/layers/compounds/compare?from=2&to=1")).ShouldContain("第 1 版");
        var id = ChangedId().Match(forth).Groups["id"].Value;
        (await city.Get($"/data/layers/compounds/changes/1-2/{id}")).ShouldContain(id);
        (await city.Ask("/data/layers/compounds/changes/1-2/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void A_question_that_several_layers_share_is_asked_once_and_which_layer_each_is_of_each()
    {
        Mingzhu.Atlas.Question Crs(string layer, params string[] choices) => new("crs", Mingzhu.City.Wording.Same(layer), [.. choices.Select(choice => new Mingzhu.Atlas.Choice(choice, Mingzhu.City.Wording.Same(choice), "{}"))]);
        Mingzhu.Atlas.Question As(string layer) => new("as", Mingzhu.City.Wording.Same(layer), [Mingzhu.Atlas.Choice.Plain($"{layer}=parks"), Mingzhu.Atlas.Choice.Plain($"{layer}=none")]);
        Mingzhu.Atlas.Question Unit(string layer) => new("unit", Mingzhu.City.Wording.Same(layer), [Mingzhu.Atlas.Choice.Plain("site_area_m2=m²"), Mingzhu.Atlas.Choice.Plain("site_area_m2=亩")]);
        var report = new Mingzhu.Atlas.ImportReport("ask", "zip", [], [], System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty,
            [As("甲=1"), Crs("甲=1", "EPSG:4547", "EPSG:4548"), As("乙"), Crs("乙", "EPSG:4548"), Unit("甲=1"), Unit("乙")]);

        var asked = FormQuestion.Of(report);

        asked.Select(question => question.Field).ShouldBe(["as.甲=1", "crs", "as.乙", "unit.site_area_m2"]);
        asked[0].Choices.Select(choice => choice.Value).ShouldBe(["parks", "none"]);
        asked[1].Choices.Select(choice => (choice.Value, choice.Layers, choice.Previews.Length)).ShouldBe([("EPSG:4548", 2, 2), ("EPSG:4547", 1, 1)]);
        asked[3].Choices.Select(choice => (choice.Value, choice.Layers)).ShouldBe([("m²", 2), ("亩", 2)]);
        (Answers.None with { Units = Answers.None.Units.Add("site_area_m2", "亩") }).ToRequest("a.shp").Units.ShouldBe(new Dictionary<string, string> { ["site_area_m2"] = "亩" });
    }

    [Fact]
    public async Task Reading_says_how_far_it_is_and_can_be_cancelled()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        _desk.Go.Reset();
        var page = await Brought(city, ("a.geojson", "{}"));
        await Until(() => _desk.Asked.Count == 1);

        var reading = await city.Get(page);
        reading.ShouldContain("正在读取 37%");
        reading.ShouldContain("<noscript><meta http-equiv=\"refresh\"");
        (await city.Get(page + "/progress")).ShouldContain("hx-trigger=\"every 1s\"");
        (await city.Get("/data")).ShouldContain("待处理的文件");

        (await Post(city, page + "/remove", reading)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await city.Ask(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask(page + "/progress")).Headers.GetValues("HX-Refresh").ShouldBe(["true"]);
        await Until(() => !Directory.EnumerateFileSystemEntries(_desk.Work).Any());
    }

    [Fact]
    public async Task A_fault_while_reading_is_told_in_a_sentence_without_a_trace()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);
        _desk.Fails = new InvalidOperationException("secret /path");

        var page = await Read(city, await Brought(city, ("a.geojson", "{}")));

        page.ShouldContain("程序内部错误");
        page.ShouldNotContain("secret");
        page.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_file_that_is_no_data_whatever_is_said_of_it_is_not_asked_to_be_explained()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        foreach (var (code, explained) in new[] { ("import.foreign-format", false), ("import.empty-file", false), ("crs.unknown", true) })
        {
            _desk.Fails = new RefusedException(new Refusal(code, new("不行", "no")));
            (await Read(city, await Brought(city, ("信.doc", code)))).Contains("name=\"encoding\"").ShouldBe(explained, code);
        }
    }

    [Fact]
    public async Task A_file_with_errors_and_questions_tells_of_both()
    {
        _desk.Outcome = "refuse";
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        var page = await Read(city, await Brought(city, ("绿地.shp", "shape")));

        page.ShouldContain("不能导入");
        page.ShouldContain("另有 1 个问题待回答");
        page.ShouldContain("href=\"#questions\"");
    }

    [Fact]
    public async Task Shapes_of_one_kind_are_counted_together()
    {
        _desk.Shapes = "MultiPolygon 2, Polygon 810, Point 3";
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        (await Read(city, await Brought(city, ("绿地.shp", "shape")))).ShouldContain("812 · 面 812 · 点 3");
    }

    [Fact]
    public async Task What_a_file_says_is_shown_as_text()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        var page = await Read(city, await Brought(city, ("<img src=x>.geojson", "{}")));

        page.ShouldNotContain("<b>备注");
        page.ShouldNotContain("<img");
    }

    [Fact]
    public async Task A_form_without_a_token_or_with_a_foreign_one_leaves_nothing()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk);

        (await Send(city, "", ("a.geojson", "{}"))).Headers.Location!.ToString().ShouldBe("/data?refused=expired");
        (await Send(city, "invented", ("a.geojson", "{}"))).Headers.Location!.ToString().ShouldBe("/data?refused=expired");

        (await city.Get("/data?refused=expired")).ShouldContain("页面已失效");
        Directory.EnumerateFileSystemEntries(_desk.Work).ShouldBeEmpty();
        _desk.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_the_limit_is_refused_with_what_to_do()
    {
        await using var city = await ServedCity.Of(new InventedBook(), desk: _desk, uploadLimit: 1000);

        (await Brought(city, ("a.geojson", new string('x', 3 << 20)))).ShouldBe("/data?refused=too-large");

        (await city.Get("/data?refused=too-large")).ShouldContain("mingzhu import");
        Directory.EnumerateFileSystemEntries(_desk.Work).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_desk_no_file_is_taken_and_the_commands_are_shown()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Get("/data")).ShouldContain("mingzhu import FILE");
        (await Send(city, "", ("a.geojson", "{}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\boot.ini", "boot.ini")]
    [InlineData("/abs/绿地.shp", "绿地.shp")]
    [InlineData("..", "file")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("-rf.csv", "rf.csv")]
    [InlineData("a\0b\n.csv", "a_b_.csv")]
    [InlineData("taken.csv", "taken(2).csv")]
    [InlineData("TAKEN.csv", "TAKEN(2).csv")]
    public void A_name_stays_in_its_folder(string given, string safe) => ReceivedFiles.Safe(given, ["taken.csv"]).ShouldBe(safe);

    [Fact]
    public void Any_name_becomes_one_a_file_can_have() =>
        Prop.ForAll(Gen.Elements("a", "绿", "/", "\\", ".", "..", "\0", " ", "-", "\ud800", "😀", ".csv", new string('长', 200)).ListOf().ToArbitrary(), parts =>
        {
            var name = ReceivedFiles.Safe(string.Concat(parts), []);
            return name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..") && Encoding.UTF8.GetByteCount(name) <= 255 && !name.Any(char.IsControl) && !name.Any(char.IsSurrogate);
        }).QuickCheckThrowOnFailure();

    public void Dispose() => _desk.Dispose();

    private static async Task<string> Brought(ServedCity city, params (string Name, string Text)[] files)
    {
        var answer = await Send(city, Token(await city.Get("/data")), files);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> Send(ServedCity city, string token, params (string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, text) in files)
            form.Add(new StringContent(text), "files", name);
        return city.Client.PostAsync("/data/uploads", form, TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> Post(ServedCity city, string path, string page, params (string Key, string Value)[] said) =>
        city.Client.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", Token(page)), .. said.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value))]), TestContext.Current.CancellationToken);

    private static async Task<string> Read(ServedCity city, string page)
    {
        var text = "";
        await Until(async () => !(text = await city.Get(page)).Contains("id=\"upload-progress\""));
        return text;
    }

    private static Task Until(Func<bool> there) => Until(() => Task.FromResult(there()));

    private static async Task Until(Func<Task<bool>> there)
    {
        for (var tries = 0; !await there(); tries++)
        {
            tries.ShouldBeLessThan(500);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string Token(string page) => TokenField().Match(page).Groups[1].Value;

    [GeneratedRegex("<th scope=\"row\">[^<]*<span class=\"code\">(?<id>[^<]+)</span>", RegexOptions.ExplicitCapture)]
    private static partial Regex ChangedId();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
