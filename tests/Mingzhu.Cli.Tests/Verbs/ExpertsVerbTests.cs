namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>Experts from the command line: a list with its faults, a draw, and doing it again.</summary>
public sealed class ExpertsVerbTests : IAsyncLifetime
{
    private const string Headings = "编号,姓名,类别,专业领域,工作单位,参与项目,联系电话\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-experts-verb-");

    public async ValueTask InitializeAsync() => (await Type("new --city city --pack liaocheng")).Code.ShouldBe(Terminal.Done);

    [Fact]
    public async Task Experts_are_brought_drawn_replaced_and_the_draw_done_again()
    {
        await File.WriteAllTextAsync(Full("bad.csv"), Headings + "E001,张三,专家库,炼金术,甲院,,\n,李四,专家库,法律,乙院,,\n");
        await File.WriteAllTextAsync(Full("experts.csv"), Headings + string.Concat(Enumerable.Range(1, 6).Select(at => $"E00{at},专家{at},专家库,城乡规划,{(at == 1 ? "甲院" : "乙院")},,0635-1234567\n")));

        var bad = await Type("experts import bad.csv --city city");
        (bad.Code, bad.Error).ShouldBe((Terminal.Refused, "bad 第 2 行：没有专业领域“炼金术” [experts.no-field]\nbad 第 3 行：缺少“编号” [experts.missing]\n"));
        (await Type("experts import experts.csv --city city")).Out.ShouldBe("已导入专家 6 人\n");

        var opened = await Type("experts draw D1 --city city --project P1 --seats planning=2 --employer 甲院 --kin E002");
        opened.Out.ShouldStartWith("已开启抽取 D1：可抽 4 人次，回避 2 人\n种子承诺 ");
        (await Type("experts verify D1 --city city")).Error.ShouldContain("等待监督人取值");
        var drawn = (await Type("experts witness D1 8461 --city city")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        drawn.Length.ShouldBe(2);
        drawn.ShouldAllBe(line => !line.Contains("E001", StringComparison.Ordinal) && !line.Contains("E002", StringComparison.Ordinal));

        (await Type($"experts refuse D1 {drawn[0].Split(' ')[2]} --because busy --city city")).Out.ShouldStartWith("已记录；补抽 E00");
        (await Type("experts verify D1 --city city --record D1.json --page D1.html")).Out.ShouldBe("抽取 D1：重新计算一致，2 席\n注意：监督人与开启人为同一账号，本次抽取只依靠一人\n");
        (await File.ReadAllTextAsync(Full("D1.html"))).ShouldContain(drawn[1].Split(' ')[3]);
        (await Type("experts check D1.json")).Code.ShouldBe(Terminal.Done);
        await File.WriteAllTextAsync(Full("D2.json"), (await File.ReadAllTextAsync(Full("D1.json"))).Replace("\"8461\"", "\"8462\"", StringComparison.Ordinal));
        (await Type("experts check D2.json")).Error.ShouldStartWith("重新计算的顺序与记录不符 [experts.verify-order]\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string Full(string name) => Path.Combine(_folder.FullName, name);

    private Task<Said> Type(string line) => Shell.Type(_folder.FullName, line.Split(' '));
}
