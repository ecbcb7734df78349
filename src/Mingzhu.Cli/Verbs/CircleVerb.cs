using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu circle</c>: the life circles of any point, what lies inside, and the walk to a facility.</summary>
internal static class CircleVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var lon = options.Number<double>("--lon", "DEGREES", "经度", "longitude", required: true);
        var lat = options.Number<double>("--lat", "DEGREES", "纬度", "latitude", required: true);
        var to = options.Option<string?>("--to", "LAYER,ID", "步行到这个设施，例如 facilities,F0012", "the walk to this facility, for example facilities,F0012");
        var json = options.Json();
        var verb = options.Verb("circle", "任意一点的生活圈", "the life circles of any point", "mingzhu circle --city city --lon 115.985 --lat 36.456 --to facilities,F0012 --json");
        verb.Add(city, lon, lat, to, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var (x, y) = (parsed.GetValue(lon), parsed.GetValue(lat));
            if (!(Math.Abs(x) <= 180 && Math.Abs(y) <= 90))
                return Task.FromResult(terminal.Refuse(new Refusal("circle.point", new($"{x}, {y} 不是经纬度", $"{x}, {y} is no longitude and latitude"))));
            var ground = lease.Workspace.Read(terminal.Session, new CurrentGround()).Prepare(lease.Workspace, cancel);
            var circles = ground.Around(x, y, PointCircles.Target(parsed.GetValue(to)), cancel);
            if (parsed.GetValue(json))
                terminal.Write(CircleAnswer.Of(circles, terminal.Language));
            else
                Tell(circles, terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Tell(PointCircles circles, Terminal terminal)
    {
        if (circles.WhyNot is { } reason)
        {
            terminal.Say(reason);
            return;
        }

        var who = circles.InHouseholds ? new Wording("户", "households") : new Wording("人", "residents");
        foreach (var circle in circles.Circles)
        {
            terminal.Say(new(
                $"{circle.Circle.Name.Zh}（步行 {circle.Circle.WalkM:0} 米）：{Shown.Number(circle.Residents)} {who.Zh}，{circle.Buildings} 栋住宅，{Shown.Number(circle.AreaM2 / 10_000, 1)} 公顷，应有设施可达 {circle.KindsReached}/{circle.Circle.Kinds.Length} 类",
                $"{circle.Circle.Name.En} ({circle.Circle.WalkM:0} m on foot): {Shown.Number(circle.Residents)} {who.En}, {circle.Buildings} residential buildings, {Shown.Number(circle.AreaM2 / 10_000, 1)} ha, {circle.KindsReached} of {circle.Circle.Kinds.Length} kinds within reach"));
        }

        foreach (var kind in circles.Kinds.Where(kind => kind.Facilities.Length > 0 || kind.IsReached is not null))
            terminal.Say(Line(kind));
        if (circles.Route is { } route)
            terminal.Say(new($"到{route.To.Name}（{route.To.Id}）步行 {Shown.Number(route.To.Metres)} 米", $"{Shown.Number(route.To.Metres)} m on foot to {route.To.Name} ({route.To.Id})"));
    }

    private static Wording Line(KindWithin kind)
    {
        var mark = kind.IsReached switch { true => "✓", false => "✗", null => " " };
        var limit = kind.LimitM is { } metres ? new Wording($"（限 {metres:0} 米）", $" (limit {metres:0} m)") : default;
        return kind.Facilities is [var nearest, ..]
            ? new($"  {mark} {kind.Name.Zh}{limit.Zh}：最近 {Shown.Number(nearest.Metres)} 米 {nearest.Name}，共 {kind.Facilities.Length} 处", $"  {mark} {kind.Name.En}{limit.En}: nearest {Shown.Number(nearest.Metres)} m {nearest.Name}, {kind.Facilities.Length} in all")
            : new($"  {mark} {kind.Name.Zh}{limit.Zh}：没有", $"  {mark} {kind.Name.En}{limit.En}: none");
    }
}
