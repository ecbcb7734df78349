using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Book;
using Mingzhu.Web.Siting;

namespace Mingzhu.Web.Api;

/// <summary>What can be asked about sites in this city.</summary>
/// <param name="Candidates">Named groups of candidates; any layer can be named as well.</param>
/// <param name="UsualFrom">The group that is looked at if nothing is said.</param>
/// <param name="Selections">Selections made ready.</param>
/// <param name="Additions">What can be added besides facilities.</param>
/// <param name="Kinds">The kinds of facility.</param>
public sealed record SitingAnswer(IReadOnlyList<CandidatesRow> Candidates, string UsualFrom, IReadOnlyList<ReadyRow> Selections, IReadOnlyList<NamedRow> Additions, IReadOnlyList<NamedRow> Kinds);

/// <summary>A group of candidates.</summary>
/// <param name="Id">Its id, as <c>from</c> takes it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">The layer its rows stand in.</param>
/// <param name="Where">Which of them; absent for all.</param>
public sealed record CandidatesRow(string Id, string Name, string Layer, string? Where);

/// <summary>A selection made ready: a start to change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The candidates.</param>
/// <param name="Conditions">The conditions, as <c>if</c> takes them.</param>
public sealed record ReadyRow(string Id, string Name, string From, IReadOnlyList<string> Conditions);

/// <summary>Something that has an id and a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedRow(string Id, string Name);

/// <summary>How far an answer is, and the answer once it is there.</summary>
/// <param name="State">waiting, running, done or cancelled.</param>
/// <param name="Says">What is being done, in words.</param>
/// <param name="Share">Done of it, 0–1.</param>
/// <param name="Result">The answer; absent before it is there.</param>
public sealed record OneMoreWorkAnswer(string State, string Says, double Share, OneMoreResult? Result);

/// <summary>Choosing sites, as JSON.</summary>
internal static class SitingApi
{
    private const int UsualLimit = 100, MostLimit = 10_000, UsualWaitS = 20, MostWaitS = 120;

    public static void MapSitingApi(this RouteGroupBuilder api)
    {
        var planning = api.MapGroup("/planning");
        planning.MapGet("/siting", Words).WithSummary("选址词汇 / What can be asked about sites: candidates, ready selections, what can be added").Opens(RightIds.KeepScenarios);
        planning.MapGet("/sites", Sites).WithSummary("选址 / Sites that meet conditions, ranked, with a reason for each").Opens(RightIds.KeepScenarios);
        planning.MapGet("/one-more", OneMore).WithSummary("再增一处 / Where one more would help most, and the best few together").Opens(RightIds.KeepScenarios);
    }

    private static Results<Ok<SitingAnswer>, NotFound> Words(SitingShelf shelf, Reader reader)
    {
        if (!shelf.Open)
            return TypedResults.NotFound();
        var (rules, kinds) = (shelf.Words.Rules, shelf.Words.Kinds);
        return TypedResults.Ok(new SitingAnswer(
            [.. rules.Groups.Select(group => new CandidatesRow(group.Id, reader.In(group.Name), group.Layer, group.Where?.ToString()))], rules.UsualFrom,
            [.. rules.Ready.Select(ready => new ReadyRow(ready.Id, reader.In(ready.Name), ready.Selection.From.ToString(), [.. ready.Selection.Conditions.Select(condition => condition.ToString())]))],
            [.. rules.Additions.Select(addition => new NamedRow(addition.Id, reader.In(addition.Name)))], [.. kinds.All.Select(kind => new NamedRow(kind.Id, reader.In(kind.Name)))]));
    }

    /// <param name="from">The candidates: a group of the pack or a layer, with a condition if need be: parcels[land_use = 'vacant'].</param>
    /// <param name="if">A condition, any number of times: area 400..10000, where EXPR, walk KIND|LAYER &lt;= 300, straight LAYER &gt;= 50, inside LAYER, outside LAYER, need KIND [metres] &gt;= residents.</param>
    /// <param name="rank">By the N-th condition, from 1, or area; by what says most if not said.</param>
    /// <param name="limit">How many sites of each group, 0 to 10,000; 100 if not said.</param>
    private static async Task<Results<Ok<SelectionAnswer>, NotFound, BadRequest<RefusedAnswer>>> Sites(string from, string[]? @if, string? rank, int? limit, HttpContext http, SitingShelf shelf, Reader reader)
    {
        if (!shelf.Open)
            return TypedResults.NotFound();
        try
        {
            var asked = new SelectionQuery(from, [.. @if ?? []], rank ?? "", "").Question;
            var work = shelf.Select(asked);
            return await SitingRoutes.Answered(work, http) is { } answer
                ? TypedResults.Ok(SelectionAnswer.Of(answer, reader.Language, Limit(limit)))
                : PlanningApi.Refused(work.State.Reasons, reader);
        }
        catch (RefusedException refused)
        {
            return PlanningApi.Refused(refused.Reasons, reader);
        }
    }

    /// <param name="what">A kind of facility, or an addition: pocket-park.</param>
    /// <param name="reach">How far it serves, metres; by the pack if not said.</param>
    /// <param name="from">The candidates; by the pack if not said.</param>
    /// <param name="if">What a site must meet besides, any number of times; as for sites.</param>
    /// <param name="sites">How many to choose together, 1 to 100; 5 if not said.</param>
    /// <param name="indicator">The coverage indicator to be raised, for an addition; the first whose target is missed if not said.</param>
    /// <param name="limit">How many sites ranked alone, 0 to 10,000; 100 if not said.</param>
    /// <param name="wait">For how many seconds to wait for the answer, 0 to 120; 20 if not said. Asked again, the same question goes on.</param>
    private static async Task<Results<Ok<OneMoreWorkAnswer>, NotFound, BadRequest<RefusedAnswer>>> OneMore(
        string what, string? reach, string? from, string[]? @if, string? sites, string? indicator, int? limit, int? wait, HttpContext http, SitingShelf shelf, Reader reader)
    {
        if (!shelf.Open)
            return TypedResults.NotFound();
        try
        {
            var work = shelf.OneMore(new OneMoreQuery(what, from ?? "", [.. @if ?? []], reach ?? "", sites ?? "", indicator ?? "", "").Question);
            await work.Wait(TimeSpan.FromSeconds(Math.Clamp(wait ?? UsualWaitS, 0, MostWaitS)), http.RequestAborted);
            var state = work.State;
            return state.Stage == WorkStage.Refused
                ? PlanningApi.Refused(state.Reasons, reader)
                : TypedResults.Ok(new OneMoreWorkAnswer(Code(state.Stage), reader.In(state.Progress.Says), state.Progress.Share, state.Answer is { } answer ? OneMoreResult.Of(answer, reader.Language, Limit(limit)) : null));
        }
        catch (RefusedException refused)
        {
            return PlanningApi.Refused(refused.Reasons, reader);
        }
    }

    private static int Limit(int? limit) => limit is null or (>= 0 and <= MostLimit) ? limit ?? UsualLimit
        : throw new RefusedException(new Refusal("choosing.limit", new($"limit 应为 0 到 {MostLimit} 的整数，得到 {limit}", $"limit should be a whole number from 0 to {MostLimit}, not {limit}")));

    private static string Code(WorkStage stage) => stage switch
    {
        WorkStage.Waiting => "waiting",
        WorkStage.Running => "running",
        WorkStage.Done => "done",
        _ => "cancelled",
    };
}
