using System.Globalization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Tiles;

namespace Mingzhu.Web;

/// <summary>Every address of the pages, built in one place.</summary>
public static class Addresses
{
    public const string Overview = "/";
    public const string CheckUp = "/checkup";
    public const string Findings = "/findings";
    public const string Map = "/map";
    public const string Planning = "/planning";
    public const string Data = "/data";
    public const string Uploads = "/data/uploads";
    public const string Search = "/search";

    /// <summary>What waits for who asks.</summary>
    public const string Desk = "/desk";

    /// <summary>The cases.</summary>
    public const string Cases = "/renewal/cases";

    /// <summary>Opening a case.</summary>
    public const string NewCase = "/renewal/cases/new";

    /// <summary>A case; or an act upon it.</summary>
    public static string Case(string id, string? act = null) => act is null ? $"{Cases}/{Escape(id)}" : $"{Cases}/{Escape(id)}/{act}";

    /// <summary>Opening a case of a kind, in a place, under another.</summary>
    public static string NewCaseOf(string? subject, string? place = null, string? of = null) => With(NewCase, ("subject", subject), ("place", place), ("of", of));

    /// <summary>The annual plans, and the choice for each place.</summary>
    public const string AnnualPlans = "/renewal/annual-plan";

    /// <summary>The choice of the annual plan of a place; or an act upon it.</summary>
    public static string AnnualPlan(string place, string? act = null) => act is null ? $"{AnnualPlans}/{Escape(place)}" : $"{AnnualPlans}/{Escape(place)}/{act}";

    /// <summary>Where renewal units are proposed.</summary>
    public const string UnitPlaces = "/renewal/units/propose";

    /// <summary>The proposals of units of a place; or an act upon them.</summary>
    public static string Units(string place, string? act = null) => act is null ? $"{UnitPlaces}/{Escape(place)}" : $"{UnitPlaces}/{Escape(place)}/{act}";

    /// <summary>Committee and library of experts, and their draws.</summary>
    public const string Experts = "/civic/experts";

    /// <summary>Opening a draw; for a case if one is named.</summary>
    public static string NewDraw(string? @case = null) => @case is null ? $"{Experts}/draw" : $"{Experts}/draw/{Escape(@case)}";

    /// <summary>A draw; or an act upon it.</summary>
    public static string Draw(string id, string? act = null) => act is null ? $"{Experts}/draws/{Escape(id)}" : $"{Experts}/draws/{Escape(id)}/{act}";

    /// <summary>The cases of a kind of thing.</summary>
    public static string CasesOf(string subject) => With(Cases, ("subject", subject));

    /// <summary>The desk where one act is done at many cases: everything ticked, or nothing; or where its form is sent.</summary>
    public static string DeskOf(string act, bool all = false, bool post = false) => post ? $"{Desk}/{act}" : With(Desk, ("do", act), ("all", all ? "1" : null));

    /// <summary>The prescribed procedures.</summary>
    public const string Procedures = "/renewal/procedures";

    /// <summary>One of them.</summary>
    public static string Procedure(string id) => $"{Procedures}#{Escape(id)}";

    /// <summary>The rules of the documents.</summary>
    public const string Rules = "/renewal/rules";

    /// <summary>One of them.</summary>
    public static string Rule(string id) => With(Rules, ("q", id));

    public const string Progress = "/progress";

    /// <summary>What is one's own: password, second factor, sessions, tokens.</summary>
    public const string Account = "/account";

    /// <summary>Where the code of the second factor is given.</summary>
    public const string SignInCode = "/sign-in/code";

    /// <summary>Signing in by an identity provider.</summary>
    public const string SignInProvider = "/sign-in/provider";

    /// <summary>Ends the session.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>The accounts, for who keeps them.</summary>
    public const string Accounts = "/admin/accounts";

    /// <summary>Posts and rights.</summary>
    public const string Rights = "/admin/rights";

    /// <summary>Who saw and did what.</summary>
    public const string Audit = "/admin/audit";

    /// <summary>Signing in, and back to where one was.</summary>
    public static string SignIn(string? to = null) => With("/sign-in", ("to", to is null or Overview ? null : to));

    /// <summary>A form that waited for its sender to sign in again.</summary>
    public static string KeptForm(string id) => $"/sign-in/kept/{Escape(id)}";

    /// <summary>An account; or an act upon it.</summary>
    public static string AccountOf(string id, string? act = null) => act is null ? $"{Accounts}/{Escape(id)}" : $"{Accounts}/{Escape(id)}/{act}";

    /// <summary>An address as it may be gone back to: of this server, else the overview.</summary>
    public static string Local(string? to) =>
        to is { Length: > 0 and <= 2000 } && to[0] == '/' && (to.Length == 1 || to[1] is not ('/' or '\\')) && !to.Any(char.IsControl) && !to.StartsWith("/sign-in?", StringComparison.Ordinal) && to != "/sign-in" ? to : Overview;

    /// <summary>An indicator, at a level and in a variant.</summary>
    public static string Indicator(string code, Level? level = null, bool derived = false) =>
        With($"/checkup/{Escape(code)}", ("level", level?.Code()), ("variant", derived ? "derived" : null));

    /// <summary>A place.</summary>
    public static string Place(Level level, string id) => $"/places/{level.Code()}/{Escape(id)}";

    /// <summary>Findings, filtered.</summary>
    public static string FindingsOf(string? indicator = null, string? district = null, string? severity = null, string? text = null, string? place = null, int page = 1) =>
        With(Findings, ("indicator", indicator), ("district", district), ("severity", severity), ("q", text), ("place", place), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>Whether the city is ready to try things out on yet; with a kind, whether whom that serves is known.</summary>
    public const string Footing = "/planning/footing";

    /// <summary>Trying facilities.</summary>
    public const string Trying = "/planning/try";

    /// <summary>Two scenarios beside each other.</summary>
    public static string CompareScenarios(string? a = null, string? b = null, Level? level = null) => With("/planning/compare", ("a", a), ("b", b), ("level", level is null or Level.Subdistrict ? null : level.Value.Code()));

    /// <summary>The life circles of any point.</summary>
    public const string Circle = "/planning/circle";

    /// <summary>What the life circles of a point hold, while it is dragged.</summary>
    public const string CircleLive = "/planning/circle/outcome";

    /// <summary>The life circles of a point, and the walk to a facility.</summary>
    public static string CircleAt(double lon, double lat, string? to = null) => With(Circle, ("at", $"{ChangeText.Degrees(lon)},{ChangeText.Degrees(lat)}"), ("to", to));

    /// <summary>What some changes would do, while something is dragged.</summary>
    public const string TryingLive = "/planning/try/outcome";

    /// <summary>Trying facilities for the sake of an indicator, at a place if one is named.</summary>
    public static string TryingFor(string indicator, (double Lon, double Lat)? at = null) =>
        With(Trying, ("indicator", indicator)) + (at is { } place ? $"#15/{ChangeText.Degrees(place.Lat)}/{ChangeText.Degrees(place.Lon)}" : "");

    /// <summary>A kept scenario; or an act upon it.</summary>
    public static string Scenario(string id, string? act = null) => act is null ? $"{Scenarios}/{Escape(id)}" : $"{Scenarios}/{Escape(id)}/{act}";

    /// <summary>Where scenarios are kept.</summary>
    public const string Scenarios = "/planning/scenarios";

    /// <summary>Sites selected by conditions.</summary>
    public const string Sites = "/planning/sites";

    /// <summary>Where one more would help most.</summary>
    public const string OneMore = "/planning/one-more";

    /// <summary>The policy navigator.</summary>
    public const string Policies = "/renewal/policies";

    /// <summary>A policy table, asked on a day with some answers.</summary>
    public static string Policy(string table, string? on = null, params IEnumerable<(string Input, string? Answer)> answers) => With($"{Policies}/{Escape(table)}", answers.Append(("on", on)));

    /// <summary>A policy table with what a case answers of it.</summary>
    public static string PolicyOf(string table, string @case) => With($"{Policies}/{Escape(table)}", ("case", @case));

    /// <summary>A layer and its versions.</summary>
    public static string Layer(string id) => $"/data/layers/{Escape(id)}";

    /// <summary>One version in the list of a layer's versions.</summary>
    public static string Version(string id, int number) => $"{Layer(id)}#v{Number(number)}";

    /// <summary>A layer as a file.</summary>
    public static string Export(string id, string format) => With($"/data/layers/{Escape(id)}/export", ("format", format));

    /// <summary>Two versions of a layer beside each other, filtered.</summary>
    public static string Compare(string id, int? from = null, int? to = null, string? kind = null, string? field = null, string? text = null, int page = 1) =>
        With($"/data/layers/{Escape(id)}/compare", ("from", Number(from)), ("to", Number(to)), ("kind", kind), ("field", field), ("q", text), ("page", page > 1 ? Number(page) : null));

    /// <summary>Tiles of what changed between two versions of a layer, filtered as the list is.</summary>
    public static string ChangeTiles(string id, int from, int to, string version, string? kind, string? field, string? text) =>
        With($"/tiles/changes/{Escape(id)}/{Number(from)}-{Number(to)}/{{z}}/{{x}}/{{y}}.mvt", ("v", Drawn(version)), ("kind", kind), ("field", field), ("q", text));

    /// <summary>What an import found in its file.</summary>
    public static string Import(long seq) => $"/data/imports/{seq.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A file that was brought and is not imported yet; or an act upon it.</summary>
    public static string Upload(string id, string? act = null) => act is null ? $"{Uploads}/{Escape(id)}" : $"{Uploads}/{Escape(id)}/{act}";

    /// <summary>A run.</summary>
    public static string Run(string id) => $"/runs/{Escape(id)}";

    /// <summary>The Word report of a run.</summary>
    public static string Report(string id) => $"/runs/{Escape(id)}/report.docx";

    /// <summary>Tiles of a layer; the version keeps an old tile from standing in for a new one.</summary>
    public static string LayerTiles(string layer, string version) => $"/tiles/layers/{Escape(layer)}/{{z}}/{{x}}/{{y}}.mvt?v={Drawn(version)}";

    /// <summary>Tiles of the places of a level, each with its shade by an indicator.</summary>
    public static string PlaceTiles(string run, string indicator, Level level, bool derived, string version) =>
        $"/tiles/places/{Escape(run)}/{Escape(indicator)}/{level.Code()}{(derived ? "-derived" : "")}/{{z}}/{{x}}/{{y}}.mvt?v={Drawn(version)}";

    /// <summary>Tiles of findings, filtered as the list is.</summary>
    public static string FindingTiles(string run, string version, string? indicator, string? district, string? severity, string? text, string? place) =>
        With($"/tiles/findings/{Escape(run)}/{{z}}/{{x}}/{{y}}.mvt", ("v", Drawn(version)), ("indicator", indicator), ("district", district), ("severity", severity), ("q", text), ("place", place));

    /// <summary>The table of a page as a file: the same address with .csv or .xlsx.</summary>
    public static string Table(string address, string kind) => address.Split('?', 2) is [var path, var query] ? $"{path}.{kind}?{query}" : $"{address}.{kind}";

    /// <summary>An address with those of the parameters that have a value.</summary>
    public static string With(string path, params IEnumerable<(string Key, string? Value)> query)
    {
        var said = string.Join('&', query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
        // A comma may stand in a query as it is, and reads better.
        return said.Length == 0 ? path : $"{path}?{said.Replace("%2C", ",", StringComparison.Ordinal)}";
    }

    // Another build may draw the same version otherwise, and a browser keeps for a year what has a version.
    private static string Drawn(string version) => TileSet.TagOf(version)[..12];

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
