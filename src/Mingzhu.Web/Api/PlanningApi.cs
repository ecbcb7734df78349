using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Planning;

namespace Mingzhu.Web.Api;

/// <summary>What the pages of planning show, as JSON. A program waits until the city is ready; a page does not.</summary>
internal static class PlanningApi
{
    public static void MapPlanningApi(this RouteGroupBuilder api)
    {
        var planning = api.MapGroup("/planning");
        planning.MapGet("/kinds", Kinds).WithSummary("可试布的设施 / What can be tried, and on what state of the city");
        planning.MapGet("/kinds/{kind}/sites", Sites).WithSummary("一类现有设施 / What there is of a kind").Opens(RightIds.KeepScenarios);
        planning.MapGet("/kinds/{kind}/beyond", Beyond).WithSummary("一类设施覆盖不到的住宅 / Residential buildings no facility of a kind reaches").Opens(RightIds.KeepScenarios);
        planning.MapGet("/try", Try).WithSummary("试布 / What some changes would do");
        planning.MapGet("/compare", Compare).WithSummary("方案比较 / Two kept scenarios beside each other");
        planning.MapGet("/circle", Circle).WithSummary("任意点生活圈 / The life circles of any point");
        planning.MapGet("/scenarios", Scenarios).WithSummary("已保存的方案 / Kept scenarios");
        planning.MapGet("/scenarios/{id}", Scenario).WithSummary("一个方案 / A kept scenario");
    }

    private static async Task<Results<Ok<TriedKindsAnswer>, BadRequest<RefusedAnswer>>> Kinds(PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        var footing = await room.Await(cancel);
        if (footing is not { Ground: { } ground, State: { } state })
            return Refused(footing.Reasons, reader);
        return TypedResults.Ok(new TriedKindsAnswer(
            state.Key, state.Catalog, state.Year, [.. state.Layers.Select(layer => new TriedLayerRow(layer.Layer, layer.Number))],
            [.. ground.Kinds.Select(kind => new TriedKindRow(
                kind.Id, reader.In(kind.Name), kind.Layer, kind.WalkM, kind.Minutes, kind.By, kind.Usual.FloorM2, kind.Usual.SiteM2, kind.Usual.AreaM2, [.. kind.Classes.Select(each => each.Id)], ground.Sites[kind.Id].Length))]));
    }

    /// <param name="kind">Id of a kind.</param>
    private static async Task<Results<Ok<SitesOfKindAnswer>, NotFound, BadRequest<RefusedAnswer>>> Sites(string kind, PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        var footing = await room.Await(cancel);
        if (footing.Ground is not { } ground)
            return Refused(footing.Reasons, reader);
        if (!ground.Sites.TryGetValue(kind, out var sites))
            return TypedResults.NotFound();
        return TypedResults.Ok(new SitesOfKindAnswer(kind, [.. sites.Select(site => new ExistingSiteRow(
            site.Layer, site.Id, site.Name, site.Lon, site.Lat, site.Subdistrict < 0 ? null : Show.Place(ground.Places(Level.Subdistrict)[site.Subdistrict])))]));
    }

    /// <param name="kind">Id of a kind.</param>
    private static async Task<Results<Ok<BeyondAnswer>, NotFound, BadRequest<RefusedAnswer>>> Beyond(string kind, PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        var footing = await room.Await(cancel);
        if (footing.Ground is not { } ground)
            return Refused(footing.Reasons, reader);
        if (ground.Kind(kind) is not { } known)
            return TypedResults.NotFound();
        var homes = ground.Beyond(known);
        return TypedResults.Ok(new BeyondAnswer(kind, homes.Length, [.. homes.SelectMany(home => new[] { Math.Round(home.Lon, 5), Math.Round(home.Lat, 5) })]));
    }

    /// <param name="c">A change: add,KIND,LON,LAT[,floor=M2][,site=M2][,area=M2][,class=CLASS], move,LAYER,ID,LON,LAT or remove,LAYER,ID; up to 50 times.</param>
    /// <param name="scenario">Id of a kept scenario to start from.</param>
    /// <param name="level">At which level places are listed: district, subdistrict, community or zone; subdistrict if not said.</param>
    private static async Task<Results<Ok<TrialAnswer>, NotFound, BadRequest<RefusedAnswer>>> Try(string[]? c, string? scenario, string? level, PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        if (Asked(level) is not { } at)
            return Refused([NoLevel(level)], reader);
        var kept = scenario is null ? null : room.Scenario(scenario);
        if (scenario is not null && kept is null)
            return TypedResults.NotFound();
        var footing = await room.Await(cancel);
        if (footing.Ground is not { } ground)
            return Refused(footing.Reasons, reader);
        try
        {
            return TypedResults.Ok(TrialAnswer.Of(ground.Try([.. kept?.Changes ?? [], .. ChangeText.Read(c ?? [])], cancel), ground, at, reader.Language, scenario));
        }
        catch (RefusedException refused)
        {
            return Refused(refused.Reasons, reader);
        }
    }

    /// <param name="a">Id of one scenario.</param>
    /// <param name="b">Id of the other.</param>
    /// <param name="level">At which level places are listed: district, subdistrict, community or zone; subdistrict if not said.</param>
    private static async Task<Results<Ok<ScenariosComparedAnswer>, NotFound, BadRequest<RefusedAnswer>>> Compare(string a, string b, string? level, PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        if (Asked(level) is not { } at)
            return Refused([NoLevel(level)], reader);
        var footing = await room.Await(cancel);
        if (footing.Ground is not { } ground)
            return Refused(footing.Reasons, reader);
        try
        {
            return new ComparisonAsked(a, b, at).In(room, ground, cancel) is { } compared
                ? TypedResults.Ok(ScenariosComparedAnswer.Of(compared.A.Name, compared.B.Name, compared.Pair, ground, at, reader.Language))
                : TypedResults.NotFound();
        }
        catch (RefusedException refused)
        {
            return Refused(refused.Reasons, reader);
        }
    }

    private static Level? Asked(string? level) => level is null ? Level.Subdistrict : Levels.Of(level) is { } at && TrialAsked.Levels.Contains(at) ? at : null;

    private static Refusal NoLevel(string? level) => new("trying.level", new($"level 应为 district、subdistrict、community、zone 之一，得到“{level}”", $"level should be district, subdistrict, community or zone, and is '{level}'"));

    /// <param name="lon">Longitude, degrees, EPSG:4490.</param>
    /// <param name="lat">Latitude, degrees, EPSG:4490.</param>
    /// <param name="to">LAYER,ID of a facility to walk to; also one beyond the circles.</param>
    private static async Task<Results<Ok<CircleAnswer>, BadRequest<RefusedAnswer>>> Circle(double lon, double lat, string? to, PlanningRoom room, Reader reader, CancellationToken cancel)
    {
        var footing = await room.Await(cancel);
        if (footing.Ground is not { } ground)
            return Refused(footing.Reasons, reader);
        try
        {
            return TypedResults.Ok(CircleAnswer.Of(ground.Around(lon, lat, PointCircles.Target(to), cancel), reader.Language));
        }
        catch (RefusedException refused)
        {
            return Refused(refused.Reasons, reader);
        }
    }

    private static Ok<IReadOnlyList<ScenarioRow>> Scenarios(PlanningRoom room) => TypedResults.Ok<IReadOnlyList<ScenarioRow>>([.. room.Scenarios.Select(ScenarioRow.Of)]);

    /// <param name="id">Id of a scenario.</param>
    private static Results<Ok<ScenarioRow>, NotFound> Scenario(string id, PlanningRoom room) => room.Scenario(id) is { } kept ? TypedResults.Ok(ScenarioRow.Of(kept)) : TypedResults.NotFound();

    internal static BadRequest<RefusedAnswer> Refused(IEnumerable<Refusal> reasons, Reader reader) =>
        TypedResults.BadRequest(new RefusedAnswer([.. reasons.Select(reason => new ReasonAnswer(reason.Code, reader.In(reason.Says)))]));
}
