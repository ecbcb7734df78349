namespace Mingzhu.Cli.Tests.Verbs;

public sealed class MisuseTests
{
    [Theory]
    [InlineData("frobnicate", "没有命令“frobnicate”；可用：new, inspect, import, layers, compare, export, check-up, results, nearest, coverage, try, circle, sites, one-more, report, serve, pack, policy, accounts, organisation, experts, access, verify, head, audit, erase, backup, restore, join, sample")]
    [InlineData("", "请给出一个命令：new, inspect, import, layers, compare, export, check-up, results, nearest, coverage, try, circle, sites, one-more, report, serve, pack, policy, accounts, organisation, experts, access, verify, head, audit, erase, backup, restore, join, sample")]
    [InlineData("pack", "请给出一个命令：check, adopt")]
    [InlineData("import", "缺少 FILE：要导入的文件、文件夹或 zip\n缺少 --city DIR：城市文件夹")]
    [InlineData("layers --city", "--city 后面缺少值：--city DIR")]
    [InlineData("layers --city a --city b", "--city 只能给一次")]
    [InlineData("layers --city a extra", "不认识“extra”")]
    [InlineData("check-up --city a", "请给出 --catalog 和 --year，或 --verify")]
    [InlineData("check-up --city a --catalog MOHURD-2025 --year next", "--year 应为数字，得到“next”")]
    [InlineData("coverage --city a --of parks --by parks --radius 0,5", "--radius 应为数字，得到“0,5”")]
    [InlineData("results --city a --indicator X --level galaxy", "--level 应为 city、district、subdistrict、community、compound、building、zone 之一，得到“galaxy”")]
    [InlineData("report --city a --out b --format pdf", "--format 应为 docx 之一，得到“pdf”")]
    [InlineData("export parks --city a", "缺少 --format gpkg|geojson|shp|csv|xlsx：格式（--pmtiles 之外必填）\n缺少 --out FILE：写到哪个文件（--pmtiles 之外必填）")]
    [InlineData("export parks --city a --pmtiles b", "请给出一个图层，或 --all、--results、--findings、--pmtiles 之一")]
    [InlineData("export --city a --pmtiles b --crs EPSG:4548 --out c", "--out 不能与 --pmtiles 一起用\n--crs 不能与 --pmtiles 一起用")]
    [InlineData("organisation list --city a --as-of 2026-13-01", "--as-of 应为日期，如 2026-07-01，得到“2026-13-01”")]
    [InlineData("policy land-supply", "请给出 --city 或 --pack 之一")]
    [InlineData("sample --out a --city b", "--city 与 --pack 须同时给出")]
    [InlineData("accounts lock zhang --city a", "缺少 --reason TEXT：理由；会被记录")]
    [InlineData("layers --city a --lang fr", "--lang 应为 zh-CN、zh、en 之一，得到“fr”")]
    public async Task Misuse_is_told_in_Chinese_and_ends_with_2(string line, string told)
    {
        var said = await Shell.Type(".", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        said.Code.ShouldBe(Terminal.Misuse);
        said.Out.ShouldBeEmpty();
        said.Error.ShouldStartWith(told + "\n用法见 mingzhu");
    }

    [Theory]
    [InlineData("--lang en frobnicate", "there is no command 'frobnicate'; there are: new, inspect, import, layers, compare, export, check-up, results, nearest, coverage, try, circle, sites, one-more, report, serve, pack, policy, accounts, organisation, experts, access, verify, head, audit, erase, backup, restore, join, sample")]
    [InlineData("pack adopt x --lang=en", "--city DIR is missing: folder of the city")]
    [InlineData("layers --lang:en --city", "--city lacks its value: --city DIR")]
    public async Task Misuse_is_told_in_English_wherever_lang_stands(string line, string told)
    {
        var said = await Shell.Type(".", line.Split(' '));

        said.Code.ShouldBe(Terminal.Misuse);
        said.Error.ShouldStartWith(told + "\nsee mingzhu");
    }

    [Fact]
    public async Task What_the_city_refuses_ends_with_1()
    {
        var said = await Shell.Type(Path.GetTempPath(), "layers", "--city", "no-such-city-here", "--lang", "en");

        said.Code.ShouldBe(Terminal.Refused);
        said.Error.ShouldContain("[city.no-such-folder]");
    }

    [Theory]
    [InlineData("c", "generic", "[sample.no-cases]")]
    [InlineData("there", "liaocheng", "[sample.exists]")]
    [InlineData("c", "moon", "[pack.not-found]")]
    public async Task A_sample_city_that_cannot_be_made_is_refused_before_a_file_is_written(string city, string pack, string code)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-sample-");
        try
        {
            folder.CreateSubdirectory("there");

            var said = await Shell.Type(folder.FullName, "sample", "--out", "files", "--buildings", "600", "--city", city, "--pack", pack);

            (said.Code, said.Error.Contains(code, StringComparison.Ordinal)).ShouldBe((Terminal.Refused, true), said.Error);
            folder.GetFileSystemInfos().ShouldHaveSingleItem().Name.ShouldBe("there");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
