using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Api;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>What the audit administrator looks for (审计检索): as it stands in the address of the page and of its file.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Who">Login name or id of an account; empty for anybody.</param>
/// <param name="What">Part of what was done, to what, or from where.</param>
/// <param name="Result">allowed, refused or failed; empty for any.</param>
public sealed record AuditQuery(DateOnly From, DateOnly Until, string Who, string What, string Result)
{
    private const int UsualDays = 7;

    /// <summary>From the query of an address.</summary>
    public static AuditQuery Of(IQueryCollection query, DateOnly today)
    {
        var until = Day(query["until"]) ?? today;
        return new AuditQuery(Day(query["from"]) ?? until.AddDays(-UsualDays), until, query["who"].ToString().Trim(), query["what"].ToString().Trim(), query["result"].ToString());
    }

    /// <summary>The records asked for, newest first.</summary>
    public ImmutableArray<AccessRecord> In(Doorkeeper keeper)
    {
        var who = Who.Length == 0 ? null : keeper.Accounts.FindByLogin(Who)?.Id ?? Who;
        return
        [
            .. keeper.Records.Read(From, Until)
                .Where(record => (who is null || record.Entry.Actor == who || record.Entry.Thing == who) && (Result.Length == 0 || Code(record.Entry.Result) == Result) && (What.Length == 0 || Speaks(record.Entry)))
                .Reverse(),
        ];
    }

    /// <summary>A result as addresses and words name it.</summary>
    public static string Code(AccessResult result) => result switch
    {
        AccessResult.Allowed => "allowed",
        AccessResult.Refused => "refused",
        _ => "failed",
    };

    /// <summary>The text of a result.</summary>
    public static string Word(AccessResult result) => result switch
    {
        AccessResult.Allowed => "audit.allowed",
        AccessResult.Refused => "audit.refused",
        _ => "audit.failed",
    };

    private bool Speaks(AccessEntry entry) => new[] { entry.What, entry.Thing, entry.From, entry.Reason ?? "" }.Any(text => text.Contains(What, StringComparison.OrdinalIgnoreCase));

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Where the audit administrator looks (审计).</summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Audit, () => new RazorComponentResult<AuditPage>(new { Proof = (AccessVerification?)null })).Opens(RightIds.ViewAccessRecords);
        app.MapGet(Addresses.Audit + "/ledger", (HttpContext http, Doorkeeper keeper) =>
            new RazorComponentResult<AuditPage>(new { Ledger = keeper.Workspace.Verify(cancel: http.RequestAborted) })).Opens(RightIds.ViewLedger);
        app.MapGet(Addresses.Audit + "/proof", (HttpContext http, Doorkeeper keeper) =>
            new RazorComponentResult<AuditPage>(new { Proof = keeper.Records.Verify(keeper.Workspace.View<SealedAccess>().Heads, http.RequestAborted) })).Opens(RightIds.ViewAccessRecords);
        app.MapGet($"{Addresses.Audit}.{Sheet.Kinds}", (HttpContext http, Caller caller, Doorkeeper keeper, PeopleShown people, SheetWords words) =>
        {
            var query = AuditQuery.Of(http.Request.Query, caller.Standing.Day);
            return new Sheet(
                $"access-{query.From:yyyyMMdd}-{query.Until:yyyyMMdd}", words["audit.table"], $"{query.From:yyyy-MM-dd} – {query.Until:yyyy-MM-dd}",
                words.Headings("audit.number", "audit.when", "audit.who", "audit.post", "audit.what", "audit.thing", "audit.result", "audit.from", "audit.reason"),
                query.In(keeper).Select(record => new object?[]
                {
                    record.Seq, words.Show.Moment(record.When), people.Name(record.Entry.Actor) ?? record.Entry.Actor, record.Entry.Post, record.Entry.What, record.Entry.Thing, words[AuditQuery.Word(record.Entry.Result)],
                    record.Entry.From, record.Entry.Reason,
                }));
        }).Opens(RightIds.ViewAccessRecords);
    }
}
