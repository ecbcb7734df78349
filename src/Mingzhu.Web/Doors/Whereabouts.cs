using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web;

/// <summary>Where the thing lies that an address names (所及之处): what a right of one's own district is held against. What lies in no one district is a thing of the whole city.</summary>
internal static class Whereabouts
{
    /// <summary>The scope of a request.</summary>
    /// <param name="call">The request, routed.</param>
    /// <param name="right">The right it needs.</param>
    /// <param name="account">Who asks.</param>
    /// <param name="book">The city, all of it.</param>
    public static Scope Of(HttpContext call, string right, string account, ICityBook book)
    {
        if (right == RightIds.OwnAccount || call.Request.Path.StartsWithSegments(Addresses.Account, StringComparison.OrdinalIgnoreCase))
            return Scope.Of(account);
        if (right is RightIds.ViewCases or RightIds.ActOnCases or RightIds.DrawExperts or RightIds.WitnessDraws)
            return OfCase(call);
        var run = call.Request.RouteValues["run"] is string named ? book.Run(named) : book.Latest;
        if (run is null)
            return Scope.City;
        return DistrictOf(call.Request, run) is { } district ? Scope.In(district) : Scope.City;
    }

    /// <summary>The districts and zones whose check-up somebody may see by their posts: where they are led who may not see the whole city's.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cases">Which places are zones.</param>
    public static IEnumerable<(Level Level, string Id)> OwnOf(Caller caller, CaseRoom cases) =>
        caller.Standing.Seats.Select(seat => seat.Place).Distinct().Where(place => place != Body.WholeCity && caller.May(RightIds.ViewCheckUp, Scope.In(place)))
            .Select(place => (cases.Open && cases.Book.Places.Zones.Any(zone => zone.Code == place) ? Level.Zone : Level.District, place));

    // A case there is not is a thing of the whole city: who may see all of them is told that there is none.
    private static Scope OfCase(HttpContext call)
    {
        if (call.RequestServices.GetService<Doorkeeper>() is not { } keeper)
            return Scope.City;
        var book = ProcedureBook.Of(keeper.Workspace.Pack);
        // A draw lies where the case lies that it is for.
        if ((call.Request.RouteValues["draw"] is string draw ? keeper.Workspace.View<ExpertBook>().Draws.GetValueOrDefault(draw)?.Opened.Terms.Project ?? "" : call.Request.RouteValues["case"]) is string id)
            return keeper.Workspace.View<Procedures.Cases>().Find(id) is { } one ? CaseRoom.ScopeOf(one, book.Places) : Scope.City;
        // A program names what it opens in the query, a form in the path.
        string? Named(string name) => call.Request.RouteValues[name] as string ?? (call.Request.Query[name] is { Count: > 0 } said ? said.ToString() : null);
        return Named("place") is { } place ? CaseRoom.ScopeOf(Named("subject"), place, book) : Scope.City;
    }

    private static string? DistrictOf(HttpRequest request, IRunBook run)
    {
        var path = request.Path.Value ?? "";
        if (path.Contains("/places/", StringComparison.Ordinal) && !path.StartsWith("/tiles", StringComparison.Ordinal))
            return (request.RouteValues["level"] ?? request.RouteValues["levelcode"]) is string level && request.RouteValues["id"] is string id && Levels.Of(level) is { } of ? DistrictOf(run, of, id) : null;
        if (!path.Contains("/findings", StringComparison.Ordinal))
            return null;
        if (request.RouteValues["id"] is string finding)
            return run.Findings.FirstOrDefault(one => one.Id == finding) is { District: >= 0 and var at } ? run.Places(Level.District)[at].Id : null;
        var filter = FindingFilter.From(request.Query);
        if (!string.IsNullOrEmpty(filter.District))
            return filter.District;
        return filter.Place?.Split(':', 2) is [var kind, var place] && Levels.Of(kind) is { } within ? DistrictOf(run, within, place) : null;
    }

    /// <summary>The district a place lies in; a zone answers for itself; null for the city and for what there is not.</summary>
    private static string? DistrictOf(IRunBook run, Level level, string id)
    {
        if (level is Level.City || run.Find(level, id) is not (>= 0 and var index))
            return null;
        if (level == Level.Zone)
            return id;
        while (level > Level.District)
        {
            if (run.Places(level)[index].Parent is not (>= 0 and var parent))
                return null;
            index = parent;
            do
                level--;
            while (level > Level.District && run.Places(level).Length == 0);
        }

        return run.Places(Level.District)[index].Id;
    }
}
