using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Book;
using Mingzhu.Web.Policies;

namespace Mingzhu.Web.Api;

/// <summary>The policy navigator, as JSON.</summary>
internal static class PolicyApi
{
    public static void MapPolicyApi(this RouteGroupBuilder api)
    {
        api.MapGet("/policies", All).WithSummary("政策表 / The policy tables").Opens(RightIds.ViewPolicies);
        api.MapGet("/policies/{table}", One).WithSummary("查询政策 / A policy table asked: every input of the table is a parameter, none needed").Opens(RightIds.ViewPolicies);
    }

    private static Ok<IReadOnlyList<PolicyTableAnswer>> All(ICityBook book, Reader reader) =>
        TypedResults.Ok<IReadOnlyList<PolicyTableAnswer>>([.. book.Policies.Select(table => PolicyTableAnswer.Of(table, reader.Language))]);

    /// <param name="table">Id of a table.</param>
    /// <param name="on">The day of asking, yyyy-MM-dd; today if not said.</param>
    /// <param name="case">Id of a case that answers what the query does not.</param>
    private static Results<Ok<PolicyResult>, NotFound, BadRequest<RefusedAnswer>> One(string table, string? on, string? @case, HttpContext http, ICityBook book, TimeProvider clock, Cases.CaseRoom room, Reader reader)
    {
        if (PolicyAsked.From(http, table, book, clock, room) is not { } asked)
            return TypedResults.NotFound();
        return asked.Given is { } given ? TypedResults.Ok(PolicyResult.Of(PolicyAnswer.Of(given), reader.Language)) : PlanningApi.Refused(asked.Faults, reader);
    }
}
