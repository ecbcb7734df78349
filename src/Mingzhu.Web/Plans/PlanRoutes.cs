using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Api;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Components;
using Mingzhu.Web.Siting;

namespace Mingzhu.Web.Plans;

/// <summary>Annual plans: the pages, how far a choice is, its tables, and the way into a draft.</summary>
internal static class PlanRoutes
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var plans = app.MapGroup("").DisableAntiforgery().AddEndpointFilter(PeopleRoutes.Signed);
        // Shows only what who asks may see, so it is open to everybody who has signed in.
        plans.MapGet(Addresses.AnnualPlans, () => new RazorComponentResult<AnnualPlansPage>()).Opens(RightIds.OwnAccount);
        plans.MapGet($"{Addresses.AnnualPlans}.{Sheet.Kinds}", (HttpContext http, PlanRoom room, CaseRoom cases, SheetWords words) => PlanSheets.Sum(YearOf(http.Request.Query, room, cases), room, cases, words)).Opens(RightIds.OwnAccount);
        plans.MapGet(Addresses.AnnualPlans + "/{place}", (string place, HttpContext http, PlanRoom room) => Page(place, http, room, [])).Opens(RightIds.ViewCases);
        plans.MapGet($"{Addresses.AnnualPlans}/{{place}}.{Sheet.Kinds}", Table).Opens(RightIds.ViewCases);
        plans.MapGet(Addresses.AnnualPlans + "/{place}/progress", Progress).Opens(RightIds.ViewCases);
        plans.MapPost(Addresses.AnnualPlans + "/{place}/take", Take).Opens(RightIds.ActOnCases);
    }

    /// <summary>The year a list of plans is of: the one asked for, else the latest with a plan, else the running one.</summary>
    public static int YearOf(IQueryCollection query, PlanRoom plans, CaseRoom room) =>
        int.TryParse(query["year"], CultureInfo.InvariantCulture, out var year) && year is >= 1 and <= 9999 ? year : plans.Years.FirstOrDefault(room.Today.Year);

    private static async Task<IResult> Table(string place, HttpContext http, PlanRoom room, PlanWords tell, SheetWords words)
    {
        if (!room.Draws(place))
            return Results.NotFound();
        var candidates = room.Candidates(place);
        return PlanAsked.From(place, http.Request.Query).Understood(candidates, room.Rules).Question is { } question && await SitingRoutes.Answered(room.Choose(question), http) is { } answer
            ? PlanSheets.Of(answer, candidates, room, tell, words)
            : Results.NotFound();
    }

    private static IResult Progress(string place, HttpContext http, PlanRoom room)
    {
        var asked = PlanAsked.From(place, http.Request.Query);
        if (room.Draws(place) && asked.Understood(room.Candidates(place), room.Rules).Question is { } question && room.Choose(question) is { State: { IsOver: false } state, Begun: var begun })
            return new RazorComponentResult<SitingProgress>(new { Address = asked.Act("progress"), state.Progress, Begun = begun });
        // What is over has another page to show.
        http.Response.Headers["HX-Refresh"] = "true";
        return Results.Ok();
    }

    // What the page showed is taken, not what would be chosen now.
    private static async Task<IResult> Take(string place, HttpContext http, PlanRoom room, CaseRoom cases, Reader reader)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (id, draft) = (FormCommand.IdOf(http.Request.Path, form), form["case"].ToString());
        var contents = new[] { "year", "projects", "sequence", "funds", "left_out" }.Select(content => KeyValuePair.Create(content, form[content].ToString().ReplaceLineEndings("\n").Trim())).Where(content => content.Value.Length > 0)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (draft.Length > 0)
        {
            if (cases.Find(draft) is not { } one || one.Place != place || one.Procedure.Subject != PlanRoom.Subject)
                return Results.NotFound();
            var filled = cases.Execute(reader.Language, new FillIn(id, draft, null, contents), one.Open.FirstOrDefault(step => step.Kind == StepKind.Drafting));
            return filled.Taken ? new SeeOther(Addresses.With(Addresses.Case(draft), ("done", "fill"))) : Page(place, http, room, filled.Reasons);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{PlanRoom.Subject}-{Convert.ToHexStringLower(id.ToByteArray().AsSpan(0, 4))}");
        var opened = cases.Execute(reader.Language, new OpenCase(id, name, PlanRoom.Subject, place, form["title"].ToString(), null, contents));
        return opened.Taken ? new SeeOther(Addresses.Case(opened.Facts[0].Stream.Split('/', 2)[1])) : Page(place, http, room, opened.Reasons);
    }

    private static IResult Page(string place, HttpContext http, PlanRoom room, IReadOnlyList<Refusal> reasons) => room.Draws(place)
        ? new RazorComponentResult<AnnualPlanPage>(new { Asked = PlanAsked.From(place, http.Request.Query), Reasons = reasons }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) }
        : Results.NotFound();
}
