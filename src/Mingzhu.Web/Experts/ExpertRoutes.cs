using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Api;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web.Experts;

/// <summary>Experts and draws: the pages, what their forms ask for, records to take away.</summary>
internal static class ExpertRoutes
{
    public static void MapExperts(this IEndpointRouteBuilder app)
    {
        var experts = app.MapGroup(Addresses.Experts).DisableAntiforgery().AddEndpointFilter(PeopleRoutes.Signed);
        experts.MapGet("", () => List([])).Opens(RightIds.ViewExperts);
        app.MapGet($"{Addresses.Experts}.{Sheet.Kinds}", (HttpContext http, ExpertRoom room, ExpertWords tell, SheetWords words) => room.Open ? ExpertSheets.List(ExpertFilter.From(http.Request.Query).In(room), room, tell, words) : Results.NotFound()).Opens(RightIds.ViewExperts);
        experts.MapGet($"/template.{Sheet.Kinds}", (SheetWords words, Reader reader) => ExpertSheets.Template(words, reader.Language)).Opens(RightIds.ManageExperts);
        experts.MapPost("/import", Import).Opens(RightIds.ManageExperts);
        experts.MapGet("/draw", () => New(null, DrawForm.Empty, [])).Opens(RightIds.DrawExperts);
        experts.MapPost("/draw", (HttpContext http, ExpertRoom room, CaseRoom cases, Reader reader) => Begin(null, http, room, cases, reader)).Opens(RightIds.DrawExperts);
        experts.MapGet("/draw/{case}", (string @case, CaseRoom cases) => cases.Find(@case) is { } one ? New(one, DrawForm.Empty, []) : Results.NotFound()).Opens(RightIds.DrawExperts);
        experts.MapPost("/draw/{case}", (string @case, HttpContext http, ExpertRoom room, CaseRoom cases, Reader reader) => Begin(@case, http, room, cases, reader)).Opens(RightIds.DrawExperts);
        experts.MapGet("/draws/{draw}", (string draw, ExpertRoom room) => One(draw, room, [], null)).Opens(RightIds.ViewExperts);
        experts.MapGet("/draws/{draw}/record.json", (string draw, ExpertRoom room) => Revealed(draw, room) is { } record ? Results.File(record.ToJson(), "application/json", $"{draw}.json") : Results.NotFound()).Opens(RightIds.ViewExperts);
        experts.MapGet("/draws/{draw}/record.html", (string draw, ExpertRoom room, Reader reader) => Revealed(draw, room) is { } record
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(DrawPage.Html(record, room.Rules, room.Name, reader.Language)), "text/html; charset=utf-8", $"{draw}.html")
            : Results.NotFound()).Opens(RightIds.ViewExperts);
        experts.MapPost("/draws/{draw}/witness", (string draw, HttpContext http, ExpertRoom room, Reader reader) => Act(draw, "witness", http, room, (acts, form) =>
        {
            var by = room.Visit(reader.Language);
            acts.Witness(by, draw, form["says"]);
            acts.Reveal(by, draw);
        })).Opens(RightIds.WitnessDraws);
        experts.MapPost("/draws/{draw}/reveal", (string draw, HttpContext http, ExpertRoom room, Reader reader) => Act(draw, "reveal", http, room, (acts, _) => acts.Reveal(room.Visit(reader.Language), draw))).Opens(RightIds.DrawExperts);
        experts.MapPost("/draws/{draw}/refuse", (string draw, HttpContext http, ExpertRoom room, Reader reader) => Act(draw, "refuse", http, room, (acts, form) =>
            acts.Refuse(room.Visit(reader.Language), draw, form["expert"], Enum.TryParse<SeatRefusal>(form["because"], out var because) ? because : SeatRefusal.Other))).Opens(RightIds.DrawExperts);
        experts.MapPost("/draws/{draw}/hear", (string draw, HttpContext http, ExpertRoom room, Reader reader) => Act(draw, "hear", http, room, (acts, form) =>
            acts.Hear(room.Visit(reader.Language), draw, form["expert"], Enum.TryParse<ExpertStance>(form["stance"], out var stance) ? stance : ExpertStance.Disagree, form["opinion"]))).Opens(RightIds.DrawExperts);
        experts.MapPost("/draws/{draw}/cancel", (string draw, HttpContext http, ExpertRoom room, Reader reader) => Act(draw, "cancel", http, room, (acts, form) => acts.Cancel(room.Visit(reader.Language), draw, form["reason"]))).Opens(RightIds.DrawExperts);
    }

    private static async Task<IResult> Import(HttpContext http, ExpertRoom room, CaseRoom cases, Reader reader)
    {
        if (!room.Open)
            return Results.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files.GetFile("list") is not { Length: > 0 } file)
            return List([new Refusal("expert-lists.none", new("请选择专家名单（.xlsx 或 .csv）", "choose the list of experts, .xlsx or .csv"))]);
        try
        {
            var (sheet, rows) = BroughtLists.Rows(file, cases.City);
            var reading = room.Read(sheet, rows);
            room.Acts.Import(room.Visit(reader.Language), reading);
            return new SeeOther(Addresses.With(Addresses.Experts, ("done", reading.Experts.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        catch (RefusedException refused)
        {
            return List(refused.Reasons);
        }
    }

    private static async Task<IResult> Begin(string? @case, HttpContext http, ExpertRoom room, CaseRoom cases, Reader reader)
    {
        var one = @case is null ? null : cases.Find(@case);
        if (!room.Open || (@case is not null && one is null))
            return Results.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = DrawForm.Of(form);
        // Sent twice it is one draw: its id comes from what was sent.
        var draw = $"draw-{Convert.ToHexStringLower(FormCommand.IdOf(http.Request.Path, form).ToByteArray().AsSpan(0, 4))}";
        if (room.Book.Draws.ContainsKey(draw))
            return new SeeOther(Addresses.Draw(draw));
        try
        {
            room.Acts.Open(room.Visit(reader.Language), draw, typed.Terms(one?.Id ?? typed["project"], room.Rules, number => room.Acts.Register.FindByNumber(number)?.Id));
            return new SeeOther(Addresses.Draw(draw));
        }
        catch (RefusedException refused)
        {
            return New(one, typed, refused.Reasons);
        }
    }

    private static async Task<IResult> Act(string draw, string act, HttpContext http, ExpertRoom room, Action<ExpertDraws, DrawForm> does)
    {
        if (!room.Open || !room.Book.Draws.ContainsKey(draw))
            return Results.NotFound();
        var typed = DrawForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            does(room.Acts, typed);
            return new SeeOther(Addresses.With(Addresses.Draw(draw), ("done", act)));
        }
        catch (RefusedException refused)
        {
            return One(draw, room, refused.Reasons, typed);
        }
    }

    private static DrawRecord? Revealed(string draw, ExpertRoom room) => room.Open && room.Book.Draws.GetValueOrDefault(draw) is { State: DrawState.Revealed } revealed ? DrawRecord.Of(revealed) : null;

    private static RazorComponentResult<ExpertsPage> List(IReadOnlyList<Refusal> reasons) => new(new { Reasons = reasons }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) };

    private static IResult New(Case? one, DrawForm typed, IReadOnlyList<Refusal> reasons) => new RazorComponentResult<NewDrawPage>(new { Case = one, Typed = typed, Reasons = reasons }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) };

    private static IResult One(string draw, ExpertRoom room, IReadOnlyList<Refusal> reasons, DrawForm? typed) => room.Open && room.Book.Draws.GetValueOrDefault(draw) is { } found
        ? new RazorComponentResult<OneDrawPage>(new { Draw = found, Reasons = reasons, Typed = typed }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) }
        : Results.NotFound();
}

/// <summary>Which experts a list shows (专家筛选).</summary>
/// <param name="Body">committee, library; empty for both.</param>
/// <param name="Field">Id of a field; empty for all.</param>
/// <param name="Text">In number or employer; empty for all.</param>
public sealed record ExpertFilter(string Body, string Field, string Text)
{
    /// <summary>Reads an address.</summary>
    public static ExpertFilter From(IQueryCollection query) => new(query["body"].ToString(), query["field"].ToString(), query["q"].ToString().Trim());

    /// <summary>The address that shows it.</summary>
    public string Address => Addresses.With(Addresses.Experts, ("body", Body), ("field", Field), ("q", Text));

    /// <summary>The experts of it, by number.</summary>
    public IEnumerable<Expert> In(ExpertRoom room) => room.Book.Experts.Values.Where(expert =>
        (Body.Length == 0 || expert.Bodies.Any(body => body.ToString().Equals(Body, StringComparison.OrdinalIgnoreCase))) && (Field.Length == 0 || expert.Fields.Contains(Field))
        && (Text.Length == 0 || expert.Employer.Contains(Text, StringComparison.OrdinalIgnoreCase) || room.Number(expert.Id).Contains(Text, StringComparison.OrdinalIgnoreCase))).OrderBy(expert => room.Number(expert.Id), StringComparer.Ordinal);
}
