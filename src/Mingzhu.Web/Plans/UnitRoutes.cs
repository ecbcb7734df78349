using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Components;
using Mingzhu.Web.Siting;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Plans;

/// <summary>Proposals of renewal units: the pages, what their map draws, each ground and the table to take away.</summary>
internal static class UnitRoutes
{
    private const string GeoJson = "application/geo+json";

    public static void MapUnits(this IEndpointRouteBuilder app)
    {
        // Shows only the places whose cases who asks may see, so it is open to everybody who has signed in.
        app.MapGet(Addresses.UnitPlaces, () => new RazorComponentResult<UnitPlacesPage>()).Opens(RightIds.OwnAccount);
        var units = app.MapGroup(Addresses.UnitPlaces).Opens(RightIds.ViewCases);
        app.MapPost(Addresses.UnitPlaces + "/{place}/{number:int}/take", Take).DisableAntiforgery().AddEndpointFilter(PeopleRoutes.Signed).Opens(RightIds.ActOnCases);
        units.MapGet("/{place}", IResult (string place, HttpContext http, CaseRoom cases) => cases.Book.Places.Find(place) is null
            ? Results.NotFound()
            : Page(place, http, null));
        units.MapGet("/{place}/progress", (string place, HttpContext http, UnitRoom room) =>
        {
            if (Work(place, http, room) is { State: { IsOver: false } state, Begun: var begun })
                return new RazorComponentResult<SitingProgress>(new { Address = UnitAsked.From(place, http.Request.Query).Act("progress"), state.Progress, Begun = begun });
            // What is over has another page to show.
            http.Response.Headers["HX-Refresh"] = "true";
            return Results.Ok();
        });
        units.MapGet("/{place}/shapes", async (string place, HttpContext http, UnitRoom room) => await Answer(place, http, room) is { } answer ? Results.Bytes(Shapes(answer, number: null, places: true), GeoJson) : Results.NotFound());
        units.MapGet("/{place}/{rank}.geojson", async (string place, string rank, HttpContext http, UnitRoom room) =>
            int.TryParse(rank, CultureInfo.InvariantCulture, out var number) && await Answer(place, http, room) is { } answer && number >= 1 && number <= answer.Shapes.Length
                ? Results.File(Shapes(answer, number, places: false), GeoJson, string.Create(CultureInfo.InvariantCulture, $"unit-{place}-{number}.geojson"))
                : Results.NotFound());
        units.MapGet($"/{{place}}.{Sheet.Kinds}", async (string place, HttpContext http, UnitRoom room, SheetWords words) =>
            await Answer(place, http, room) is { } answer ? Table(place, answer, words) : (IResult)Results.NotFound());
    }

    // What the page showed is taken, not what would be proposed now: what was seen is named by its hash.
    private static async Task<IResult> Take(string place, int number, HttpContext http, UnitRoom room, CaseRoom cases, UnitWords tell, Reader reader)
    {
        if (cases.Book.Places.Find(place) is null)
            return Results.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var taking = new UnitTaking(number, form["of"].ToString(), form["unit"].ToString().Trim(), []);
        if (await Answer(place, http, room) is not { } answer || number < 1 || number > answer.Shapes.Length || UnitTaking.Seen(answer.Shapes[number - 1]) != form["seen"])
            return Page(place, http, taking with { Reasons = [new Refusal("unit-proposals.changed", new("图层、体检或条件已变化，这一建议不再是您看到的；请看过下面的建议后再立案", "layers, check-up or conditions have changed and this proposal is no longer what you saw; look at those below first"))] });
        if (taking.Unit.Length == 0)
            return Page(place, http, taking with { Reasons = [new Refusal("unit-proposals.unnamed", new("请填写更新单元名称", "give the unit a name"))] });
        var id = FormCommand.IdOf(http.Request.Path, form);
        var opened = cases.Execute(reader.Language, new OpenCase(
            id, CaseRoutes.NameOf(UnitRoom.Subject, id), UnitRoom.Subject, place, tell.Title(taking.Unit), taking.Of.Length > 0 ? taking.Of : null, tell.Contents(taking, answer)));
        return opened.Taken ? new SeeOther(Addresses.Case(opened.Facts[0].Stream.Split('/', 2)[1])) : Page(place, http, taking with { Reasons = [.. opened.Reasons] });
    }

    private static RazorComponentResult<UnitProposalsPage> Page(string place, HttpContext http, UnitTaking? taking) =>
        new(new { Asked = UnitAsked.From(place, http.Request.Query), Taking = taking }) { StatusCode = PeopleRoutes.StatusOf(taking?.Reasons ?? []) };

    private static SitingWork<UnitAnswer>? Work(string place, HttpContext http, UnitRoom room) =>
        UnitAsked.From(place, http.Request.Query) is { Asked: true } asked && asked.Understood(room.Rules).Measure is { } measure && !room.Missing(asked).Any() ? room.Propose(asked, measure) : null;

    private static async Task<UnitAnswer?> Answer(string place, HttpContext http, UnitRoom room) => Work(place, http, room) is { } work ? await SitingRoutes.Answered(work, http) : null;

    private static Sheet Table(string place, UnitAnswer answer, SheetWords words) => new(
        $"units-{place}", words["unit-proposal.title"], words["unit-proposal.tally", answer.Blocks, answer.Findings, answer.Sites],
        words.Headings("column.rank", "unit-proposal.theme", "unit-proposal.area", "unit-proposal.points", "unit-proposal.findings", "unit-proposal.whole", "unit-proposal.why", "unit-proposal.warnings"),
        answer.Proposals.Select((unit, at) => new object?[]
        {
            at + 1, unit.Theme ?? words["unit-proposal.all-kinds"], Math.Round(unit.AreaM2 / Renewal.UnitRules.HectareM2, 2), unit.Weight, unit.Findings.Length, unit.Sites.Length,
            string.Join("; ", unit.Reasons.Select(words.In)), string.Join("; ", unit.Warnings.Select(warning => words.In(warning.Says))),
        }));

    /// <summary>The grounds as GeoJSON, EPSG:4490: one, or all with a mark in each, as a map of ranked sites reads them.</summary>
    internal static byte[] Shapes(UnitAnswer answer, int? number, bool places)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            for (var at = 0; at < answer.Shapes.Length; at++)
            {
                if (number is not null && number != at + 1)
                    continue;
                Feature(json, answer.Shapes[at], at, places ? "shape" : null);
                if (places)
                    Feature(json, answer.Shapes[at].InteriorPoint, at, "mark");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static void Feature(Utf8JsonWriter json, Geometry shape, int at, string? part)
    {
        var rank = (at + 1).ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("id", rank);
        if (part is not null)
        {
            json.WriteString("n", rank);
            json.WriteString("group", "fits");
            json.WriteNumber("order", at);
            json.WriteString("part", part);
        }

        json.WriteEndObject();
        json.WritePropertyName("geometry");
        GeoJsonShape.Plain.Write(json, shape);
        json.WriteEndObject();
    }
}
