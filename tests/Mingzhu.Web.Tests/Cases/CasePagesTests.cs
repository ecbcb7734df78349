using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;
using Mingzhu.Store;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Cases;

/// <summary>The desk and the cases, as the people of the sample sign in to them.</summary>
public sealed partial class CasePagesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mingzhu-cases-");
    private readonly SetTime _time = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private Dictionary<string, string> _passwords = [];
    private Workspace _city = null!;
    private Doorkeeper _keeper = null!;
    private ServedCity _served = null!;

    public async ValueTask InitializeAsync()
    {
        _city = Workspace.Create(Path.Combine(_root.FullName, "city"), Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng")), Session.Operator(Language.Zh), _time);
        using (var registry = Registry.Open(_city.Folder, Access.Write, _time))
        using (var records = AccessRecords.Open(_city.Folder, TimeZoneInfo.Utc, _time))
        {
            var accounts = new Accounts(registry, records, new PlainHashing(), () => AccountRules.Of(_city.Pack), _time);
            SamplePeople.Bring(_city, accounts, Visit.Console(Language.Zh));
            _passwords = SamplePeople.LetIn(accounts, Visit.Console(Language.Zh)).ToDictionary(one => one.Account.LoginName, one => one.OneTimePassword!);
        }

        _keeper = new Doorkeeper(_city, new PlainHashing(), _time);
        _served = await ServedCity.Of(new InventedBook(), keeper: _keeper);
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _keeper.Dispose();
        _city.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_clerk_opens_a_case_is_told_all_that_is_missing_and_keeps_what_was_typed()
    {
        using var clerk = await As("planning-clerk");
        var address = await Open(clerk, "special-plan", "central-city-special-plans", "中心城区城市更新专项规划");

        (await Text(clerk, "/desk")).ShouldContain("中心城区城市更新专项规划");
        var refused = await Send(clerk, address, "/submit", ("step", "draft"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await Body(refused);
        page.ShouldContain("S4-5.2-b 未填写“重点区域”");
        page.ShouldContain("聊政字〔2023〕7号");

        var wrong = await Send(clerk, address, "/fill", ("content.key_areas", "古城、东关"), ("content.nothing", "x"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Body(wrong)).ShouldContain(">古城、东关</textarea>");
        (await Send(clerk, address, "/fill", ("content.key_areas", "古城、东关"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _city.View<Procedures.Cases>().All.Values.Single().Contents["key_areas"].ShouldBe("古城、东关");
    }

    [Fact]
    public async Task A_case_of_one_county_is_not_seen_from_another()
    {
        using var yanggu = await As("yanggu-clerk");
        using var other = await As("dongchangfu-clerk");
        var address = await Open(yanggu, "special-plan", "371521", "阳谷县城市更新专项规划");

        (await ClosedCity.Ask(other, address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Text(other, "/renewal/cases")).ShouldNotContain("阳谷县城市更新专项规划");
        (await Send(other, "/desk", address + "/fill", ("content.goals", "改"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Open(other, "special-plan", "371521", "冒名", expected: HttpStatusCode.Forbidden)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_with_the_same_page_open_the_second_is_told_that_it_has_moved_on()
    {
        using var clerk = await As("planning-clerk");
        var address = await Open(clerk, "special-plan", "central-city-special-plans", "专项规划");
        var version = ("version", Version(await Text(clerk, address)));
        (await Send(clerk, address, "/fill", ("content.goals", "先到"), version)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var late = await Send(clerk, address, "/fill", ("content.goals", "后到"), version);

        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Body(late)).ShouldContain(">后到</textarea>");
        _city.View<Procedures.Cases>().All.Values.Single().Contents["goals"].ShouldBe("先到");
    }

    [Fact]
    public async Task A_paper_is_what_it_says_and_is_only_ever_taken_away()
    {
        using var clerk = await As("planning-clerk");
        var address = await Open(clerk, "special-plan", "central-city-special-plans", "专项规划");

        (await Attach(clerk, address, "规划.pdf", "<html><script>alert(1)</script></html>"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Attach(clerk, address, "规划<b>.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var page = await Text(clerk, address);
        page.ShouldContain("规划&lt;b&gt;.pdf");
        await TwoFilesFromOnePage(clerk, address);
        var paper = await ClosedCity.Ask(clerk, address + "/papers/0");
        paper.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        paper.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
    }

    [Fact]
    public async Task What_is_in_effect_for_a_place_may_be_built_upon_there_and_what_stops_a_case_is_told_beside_its_button()
    {
        TestGround.Lay(_city);
        SampleCases.Play(_city);
        using var clerk = await As("dongchangfu-clerk");

        (await Text(clerk, "/renewal/cases/new?subject=unit-plan&place=371502")).ShouldContain("中心城区城市更新专项规划");
        (await Text(clerk, "/renewal/cases/new?subject=unit-plan&place=371521")).ShouldNotContain("中心城区城市更新专项规划");
        (await Text(clerk, "/renewal/cases/project-old-mill")).ShouldContain("<li>S4-6.5-a 不拆除历史建筑、不拆真遗存：拟拆除 B910（H1）</li>");
        var unit = await Text(clerk, "/renewal/cases/unit-plan-gucheng");
        foreach (var shown in (string[])["超出控规的地块 <b>1</b> 个", "地块面积合计 <b>2</b> 公顷", "投资估算合计 <b>12,000</b> 万元", "其中已落实 <b>3,600</b> 万元", "负数为缺口） <b>0</b> 万元"])
            unit.ShouldContain(shown);
        // What the case says already is asked of the policies: the determined project is a renewal project, its scheme waits for its filing.
        var street = await Text(clerk, "/renewal/cases/project-dongguan-street");
        street.ShouldContain("适用政策");
        street.ShouldContain("<a href=\"/renewal/policies/land-supply?case=project-dongguan-street\">供地方式</a> <small>已知 3/8 项</small>");
        var supply = await Text(clerk, "/renewal/policies/land-supply?case=project-dongguan-street&regulatory_plan=no");
        supply.ShouldContain("已填的条件取自办件（可改）： <a href=\"/renewal/cases/project-dongguan-street\">东关街老旧小区改造</a>");
        supply.ShouldContain("name=\"scheme_approved\" value=\"no\" checked");
        supply.ShouldContain("name=\"regulatory_plan\" value=\"no\" checked", customMessage: "what the address says counts");
        (await Text(clerk, "/renewal/policies/land-supply?case=project-yanggu-heating")).ShouldNotContain("西关供热管网改造", customMessage: "of another county");
        // The prescribed ways, step by step, on the page and as a file.
        var ways = await Text(clerk, "/renewal/procedures");
        foreach (var procedure in Procedures.ProcedureBook.Of(_city.Pack).All)
            ways.ShouldContain($"<h3 id=\"{procedure.Id}\">{procedure.Name.Zh} ");
        var lines = (await Text(clerk, "/renewal/procedures.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1 + Procedures.ProcedureBook.Of(_city.Pack).All.Sum(procedure => procedure.Steps.Length));
        lines.ShouldContain("城市更新专项规划,中心城区城市更新专项规划,中心城区（专项规划）,批准,批准,市人民政府,批准,10,是,S4-5.2-f,聊政字〔2023〕7号 五（二）");
        lines.ShouldContain("项目实施方案,一般项目实施方案,中心城区（单元规划）、其他县（市、区）,备案,备案,市城市更新工作专班办公室,备案,5,是,S4-5.6-b,聊政字〔2023〕7号 五（六）", customMessage: "an ordinary scheme takes effect when it is filed");
        (await Text(clerk, "/renewal/cases?state=refused")).ShouldContain("夜市街区微更新认定");
        (await Text(clerk, "/renewal/cases?page=9")).ShouldContain("夜市街区微更新认定");
        (await ClosedCity.Ask(clerk, "/renewal/cases.xlsx?state=running")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_ground_of_a_project_is_written_its_buildings_are_listed_and_decided_and_the_checks_follow()
    {
        TestGround.Lay(_city);
        SampleCases.Play(_city);
        using var clerk = await As("dongchangfu-clerk");
        var address = await Open(clerk, "project", "371502", "北街改造", of: "unit-plan-dongguan");

        (await Body(await Send(clerk, address, "/fill", ("content.area", "不是坐标")))).ShouldContain("每行一个角点（经度,纬度）");
        (await Body(await Send(clerk, address, "/take-area", ("layer", "compounds"), ("feature", "X99")))).ShouldContain("没有面“X99”");
        (await Body(await Send(clerk, address, "/list-buildings"))).ShouldContain("请先勾画范围");
        (await Body(await Send(clerk, address, "/list-holders"))).ShouldContain("请先列出涉及建筑");
        (await Body(await Send(clerk, address, "/list-parcels"))).ShouldContain("请先勾画范围");
        (await Send(clerk, address, "/take-area", ("layer", "compounds"), ("feature", "X3"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Send(clerk, address, "/list-buildings")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var one = Of(address);
        (await Send(clerk, address, "/list-parcels")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (Of(address)["parcels"], Of(address)["corner_parcels"]).ShouldBe((2d, 1d));
        // What the layer does not say stays as it was said.
        (await Send(clerk, address, "/fill", ("content.land_list|0|parcel", "D3"), ("content.land_list|0|right", "granted"), ("content.land_list|0|use", "commercial"), ("content.land_list|1|parcel", "D31"), ("content.land_list|2|parcel", "现场1"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Send(clerk, address, "/list-parcels")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address).TableOf("land_list")!.Value.Select(row => (row.Key, row["right"], row["use"])).ShouldBe([("D3", "granted", "residential"), ("D31", null, "vacant"), ("现场1", null, null)]);
        (await Send(clerk, address, "/fill", ("content.land_list|0|parcel", "D3"), ("content.land_list|1|parcel", "D31"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Send(clerk, address, "/list-parcels")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        ((double)Of(address)["land_area"]!).ShouldBeInRange(29_990, 30_010);
        (await Text(clerk, address)).ShouldContain("零星土地整合</a> <small>已知 2/2 项</small>");
        one["buildings"].ShouldBe(10d);
        one["existing_area"].ShouldBe(10_000d);
        one["demolished_area"].ShouldBeNull("nothing is decided yet");
        one.Checked!.Found["buildings-listed"].Verdict.ShouldBe(Procedures.Verdict.Passes);

        // Ten rows: the first are in sight, the others behind them.
        (await Text(clerk, address)).ShouldContain("<summary>其余 5 行（第 6–10 行）</summary>");

        // A line for every holder; a list of hundreds is a form of more than a thousand fields, and what is recorded stays when they are listed again.
        (await Send(clerk, address, "/list-holders")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address).TableOf("wish_list")!.Value.Select(row => row.Key).ShouldBe(Enumerable.Range(1, 10).SelectMany(building => Enumerable.Range(1, 12).Select(holder => $"B3{building:00}-{holder:00}")));
        // Taken away, filled in, brought back: by the names of the columns and the words of the choices.
        var lines = (await Text(clerk, address + "/tables/wish_list.csv")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("户号（不写姓名）,楼栋编号,更新意愿,征询日期,诉求");
        (await Bring(clerk, address, [lines[0], .. lines[1..].Select((line, at) => line.Replace(",,,", at == 0 ? ",不同意,2026/2/3,要电梯" : ",同意,,", StringComparison.Ordinal)), "B310-13,B310,已征询、不表态,,"])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (Of(address)["wishes_recorded"], Of(address)["wishes_agree"], Of(address)["wishes_disagree"]).ShouldBe((121d, 119d, 1d));
        Of(address).TableOf("wish_list")!.Value[0].Cells["asked_on"].ShouldBe("2026-02-03");
        (await Body(await Bring(clerk, address, ["户号（不写姓名）,姓名", "B301-01,张三"]))).ShouldContain("没有栏目“姓名”；栏目应为：户号（不写姓名）、楼栋编号");
        (await Body(await Bring(clerk, address, ["更新意愿,诉求", "同意,无"]))).ShouldContain("文件中没有栏目“户号（不写姓名）”");
        (await Body(await Bring(clerk, address, ["户号（不写姓名）,更新意愿", "B301-01,同意", "B301-01,不同意"]))).ShouldContain("第 2 行和第 3 行都是“B301-01”");
        (await Body(await Bring(clerk, address, ["户号（不写姓名）,更新意愿,wish", "B301-01,同意,不同意"]))).ShouldContain("“更新意愿”和“wish”是同一栏目");
        (await Body(await Bring(clerk, address, ["户号（不写姓名）,更新意愿", "B301-01,也许", "B301-02,同意"]))).ShouldContain("B301-01：“更新意愿”填写为“也许”：应为 同意、不同意、已征询、不表态 之一");

        // What a spreadsheet program has saved: days and numbers of its own, its own way to write text.
        (await Bring(clerk, address, await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests", "Mingzhu.Web.Tests", "Cases", "wishes-saved-by-libreoffice.xlsx"), TestContext.Current.CancellationToken), "意愿.xlsx")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address).TableOf("wish_list")!.Value[1].Cells.ShouldBe(new Dictionary<string, string> { ["holder"] = "B301-02", ["building"] = "B301", ["wish"] = "disagree", ["asked_on"] = "2026-02-05", ["says"] = "20" }, ignoreOrder: true);

        var cells = Enumerable.Range(0, 300).SelectMany(at => new (string, string)[] { ("holder", $"H{at}"), ("building", at < 7 ? "B301" : "B399"), ("wish", "agree"), ("asked_on", ""), ("says", "") }.Select(cell => ($"content.wish_list|{at}|{cell.Item1}", cell.Item2)));
        var wrong = await Body(await Send(clerk, address, "/fill", [.. cells, ("content.wish_list|299|asked_on", "昨天")]));
        wrong.ShouldContain("H299：“征询日期”填写为“昨天”");
        wrong.ShouldContain("<details class=\"fold\" open><summary>其余 295 行", customMessage: "what is wrong may stand in a row that is folded away");
        (await Send(clerk, address, "/fill", [.. cells])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address)["wishes_agree"].ShouldBe(300d);
        (await Send(clerk, address, "/list-holders")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address).TableOf("wish_list")!.Value.Length.ShouldBe(300 + 5 + (9 * 12));
        (await Text(clerk, address)).ShouldContain("下列楼栋未登记齐全（B301、B302");

        // One decided, the others as they were; a wrong cell is told with its row and keeps what was typed.
        (await Body(await Send(clerk, address, "/fill", ("content.building_list|0|building", "B301"), ("content.building_list|0|year", "很久以前")))).ShouldContain("B301：“建成年份”填写为“很久以前”");
        (await Send(clerk, address, "/fill", ("content.building_list|0|building", "B301"), ("content.building_list|0|action", "demolish"), ("content.building_list|0|floor_area", "900"), ("content.building_list|1|building", ""))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Of(address)["demolished_area"].ShouldBe(900d);
        Of(address).Checked!.Found["buildings-listed"].Features.Length.ShouldBe(9);
        (await ClosedCity.Ask(clerk, address + "/tables/building_list.csv")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Text(clerk, address)).ShouldContain("S4-5.4-b 范围内建筑均已列入留改拆：范围内 10 栋，9 栋未列入");
        await TakenAwayAsAWorkbookAndBroughtBack(clerk, address);
    }

    // In either language: by the names of the columns, numbers as numbers, choices and yes and no by their words.
    private async Task TakenAwayAsAWorkbookAndBroughtBack(HttpClient clerk, string address)
    {
        foreach (var (language, demolish, renovate, yes, no) in new[] { ("en", "Demolish", "Renovate", "yes", "no"), ("zh", "拆除", "改造", "是", "否") })
        {
            (await Send(clerk, address, "/fill", ("content.building_list|0|building", "B301"), ("content.building_list|0|year", "1985"), ("content.building_list|0|action", "demolish"), ("content.building_list|0|floor_area", "900"), ("content.building_list|0|exempt", "yes"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            var workbook = new MemoryStream();
            await (await (await ClosedCity.Ask(clerk, address + $"/tables/building_list.xlsx?lang={language}")).Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).CopyToAsync(workbook, TestContext.Current.CancellationToken);
            using (var zip = new System.IO.Compression.ZipArchive(workbook, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
            {
                var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!;
                using var reading = new StreamReader(sheet.Open());
                var text = await reading.ReadToEndAsync(TestContext.Current.CancellationToken);
                foreach (var (was, becomes) in new[] { ($">{demolish}<", $">{renovate}<"), ("<v>900</v>", "<v>950.5</v>"), ($">{yes}<", $">{no}<") })
                {
                    text.ShouldContain(was);
                    text = text.Replace(was, becomes, StringComparison.Ordinal);
                }

                reading.Dispose();
                sheet.Delete();
                await using var writing = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
                await writing.WriteAsync(text);
            }

            (await Bring(clerk, address, workbook.ToArray(), "留改拆.xlsx", "building_list")).StatusCode.ShouldBe(HttpStatusCode.SeeOther, language);
            Of(address).TableOf("building_list")!.Value.Single().Cells.ShouldBe(new Dictionary<string, string> { ["building"] = "B301", ["year"] = "1985", ["action"] = "renovate", ["floor_area"] = "950.5", ["exempt"] = "no" }, ignoreOrder: true);
        }
    }

    private Procedures.Case Of(string address) => _city.View<Procedures.Cases>().Find(address.Split('/')[^1])!;

    [Fact]
    public async Task Scripts_in_whatever_is_typed_stay_text()
    {
        using var clerk = await As("planning-clerk");
        var address = await Open(clerk, "special-plan", "central-city-special-plans", "<script>alert(1)</script>");
        await Send(clerk, address, "/fill", ("content.goals", "</textarea><script>alert(2)</script>"));

        foreach (var path in (string[])[address, "/desk", "/renewal/cases"])
            (await Text(clerk, path)).ShouldNotContain("<script>alert");
    }

    private async Task<HttpClient> As(string login)
    {
        var browser = _served.Another();
        (await ClosedCity.Send(browser, "/sign-in", "/sign-in", ("name", login), ("password", _passwords[login]), ("to", "/desk"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    private async Task<string> Open(HttpClient browser, string subject, string place, string title, HttpStatusCode expected = HttpStatusCode.SeeOther, string of = "")
    {
        var answer = await ClosedCity.Send(browser, "/desk", $"/renewal/cases/new/{subject}/{place}", ("title", title), ("of", of));
        answer.StatusCode.ShouldBe(expected);
        return answer.Headers.Location?.ToString() ?? "";
    }

    private static Task<HttpResponseMessage> Send(HttpClient browser, string page, string to, params (string, string)[] fields) => ClosedCity.Send(browser, page, to.StartsWith("/renewal", StringComparison.Ordinal) ? to : page + to, fields);

    private static Task<HttpResponseMessage> Bring(HttpClient browser, string address, string[] lines) => Bring(browser, address, System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), "意愿.csv");

    private static async Task<HttpResponseMessage> Bring(HttpClient browser, string address, byte[] bytes, string name, string table = "wish_list")
    {
        var (field, token) = await ClosedCity.TokenOn(browser, address);
        using var form = new MultipartFormDataContent { { new StringContent(token), field }, { new ByteArrayContent(bytes), "file", name } };
        return await browser.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"{address}/tables/{table}") { Headers = { { "Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority) } }, Content = form }, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Attach(HttpClient browser, string address, string name, byte[] bytes, (string Name, string Value)? of = null)
    {
        var (field, token) = of ?? await ClosedCity.TokenOn(browser, address);
        using var form = new MultipartFormDataContent { { new StringContent(token), field }, { new StringContent("text"), "paper" }, { new ByteArrayContent(bytes), "file", name } };
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address + "/attach") { Headers = { { "Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority) } }, Content = form }, TestContext.Current.CancellationToken);
    }

    // Sent twice it is one paper; another file from the same page is another.
    private async Task TwoFilesFromOnePage(HttpClient clerk, string address)
    {
        var token = await ClosedCity.TokenOn(clerk, address);
        foreach (var content in (string[])["1", "1", "2"])
            (await Attach(clerk, address, "附图.pdf", System.Text.Encoding.ASCII.GetBytes($"%PDF-1.7\n{content} 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), token)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _city.View<Procedures.Cases>().All.Values.Single().Papers.Count(paper => paper.File.Name == "附图.pdf").ShouldBe(2);
    }

    private static async Task<string> Text(HttpClient browser, string path) => await ClosedCity.Text(await ClosedCity.Ask(browser, path));

    private static Task<string> Body(HttpResponseMessage answer) => ClosedCity.Text(answer);

    private static string Version(string page) => VersionField().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"version\" value=\"(\\d+)\"")]
    private static partial Regex VersionField();
}
