namespace Mingzhu.Journeys;

/// <summary>The turns of the way in a browser, on the cases that the sample city begins with: what is blocked, corrected, waits for a procedure that is not ours, and takes effect only when it is filed.</summary>
public sealed class SampleCasesJourney
{
    private const string Cases = "/renewal/cases/";

    [Fact]
    public async Task What_is_blocked_corrected_waits_and_takes_effect()
    {
        await using var clerks = await Clerks.Come(cases: true, maps: false);

        // Nobody takes down a historic building; the same project goes on once it is kept.
        const string mill = Cases + "project-old-mill";
        await clerks.Act("dongchangfu-clerk", mill, "提交");
        (await clerks.Text("dongchangfu-clerk", mill)).ShouldContain("S4-6.5-a 不拆除历史建筑、不拆真遗存：拟拆除");
        await clerks.Decide("dongchangfu-clerk", mill, "renovate", ("opinions", "入户征求，共三轮"));
        await clerks.Act("dongchangfu-clerk", mill, "提交");
        await clerks.Passed("dongchangfu-approver", mill, "确定");
        (await clerks.Text("dongchangfu-approver", mill)).ShouldContain("入户征求，共三轮");

        // Told once what to correct, corrected, accepted.
        const string yanggu = Cases + "unit-plan-yanggu";
        await clerks.Fill("yanggu-planner", yanggu, ("economics", "投入 1.2 亿元，财政六成、社会资本四成"));
        await clerks.Act("yanggu-planner", yanggu, "提交");
        await clerks.Passed("yanggu-planner", yanggu, "受理");

        // The regulatory plan changes first, then the unit plan is approved.
        const string gucheng = Cases + "unit-plan-gucheng";
        (await clerks.Text("city-approver", gucheng)).ShouldContain("控规调整程序");
        await clerks.Act("planning-clerk", gucheng, "登记结果", ("reference", "示例政复〔2026〕5号"), ("on", Clerks.Today));
        await clerks.Passed("city-approver", gucheng, "批准");
        (await clerks.State("city-approver", gucheng)).ShouldContain("已办结");

        // An approved scheme is in effect only when it is filed.
        const string scheme = Cases + "scheme-dongguan-street";
        (await clerks.State("office-filer", scheme)).ShouldContain("备案");
        await clerks.Passed("office-filer", scheme, "备案");
        (await clerks.State("office-filer", scheme)).ShouldContain("已办结");

        // An area is drawn on the map, to the pixel; or typed, with the keyboard alone.
        const string clerk = "dongchangfu-clerk";
        var drawing = await clerks.Open(clerk, "project", "371502", "勾画范围", Cases + "unit-plan-dongguan");
        var pixels = await clerks.Draw(clerk, drawing, (0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.5, 0.65));
        var corners = await clerks.Corners(clerk, drawing);
        corners.Length.ShouldBe(4);
        foreach (var pixel in pixels)
            corners.Min(corner => Math.Max(Math.Abs(corner.Lon - pixel.Lon), Math.Abs(corner.Lat - pixel.Lat))).ShouldBeLessThan(clerks.PixelDegrees, $"{pixel} in {string.Join(' ', corners)}");
        await clerks.Type(clerk, drawing, "115.981,36.453\n115.983,36.453\n115.983,36.455");
        (await clerks.Corners(clerk, drawing)).ShouldBe([(115.981, 36.453), (115.983, 36.453), (115.983, 36.455)], ignoreOrder: true);
        clerks.Complaints.ShouldBeEmpty();
    }
}
