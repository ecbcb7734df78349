using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using Mingzhu.Web.Components;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web.Cases;

/// <summary>The desk and the cases: pages, what their forms ask for, papers to take away.</summary>
internal static class CaseRoutes
{
    /// <summary>The largest paper.</summary>
    public const long MostPaperBytes = 50 << 20;

    /// <summary>What a form has besides its file.</summary>
    public const long FormOverhead = 1 << 20;

    public static void MapCases(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("").DisableAntiforgery().AddEndpointFilter(PeopleRoutes.Signed);
        // Both show only what who asks may see, so they are open to everybody who has signed in.
        cases.MapGet(Addresses.Desk, (HttpContext http) => Desk(new DeskForm(Together.Named(http.Request.Query["do"]), http.Request.Query.ContainsKey("all") ? null : ImmutableHashSet<string>.Empty))).Opens(RightIds.OwnAccount);
        // Each of them is asked about by itself.
        cases.MapPost(Addresses.Desk + "/{act}", DoTogether).Opens(RightIds.OwnAccount);
        cases.MapGet(Addresses.Procedures, () => new RazorComponentResult<ProceduresPage>()).Opens(RightIds.ViewPolicies);
        cases.MapGet($"{Addresses.Procedures}.{Sheet.Kinds}", (CaseRoom room, SheetWords words) => ProcedureSheets.Of(room, words)).Opens(RightIds.ViewPolicies);
        cases.MapGet(Addresses.Rules, () => new RazorComponentResult<RulesPage>()).Opens(RightIds.ViewPolicies);
        cases.MapGet($"{Addresses.Rules}.{Sheet.Kinds}", (HttpContext http, CaseRoom room, ICityBook book, SheetWords words) => RuleApi.Sheet(RuleFilter.From(http.Request.Query), room, book, words)).Opens(RightIds.ViewPolicies);
        cases.MapGet(Addresses.Cases, () => new RazorComponentResult<CasesPage>()).Opens(RightIds.OwnAccount);
        cases.MapGet($"{Addresses.Cases}.{Sheet.Kinds}", (HttpContext http, CaseRoom room, SheetWords words) => CaseSheets.Of(CaseFilter.From(http.Request.Query).In(room), room, words)).Opens(RightIds.OwnAccount);
        cases.MapGet(Addresses.NewCase, (HttpContext http) => New(CaseDraft.From(http.Request.Query), [])).Opens(RightIds.OwnAccount);
        cases.MapPost(Addresses.NewCase + "/{subject}/{place}", Begin).Opens(RightIds.ActOnCases);
        cases.MapGet(Addresses.Cases + "/{case}", (string @case, CaseRoom room) => Page(@case, room, null, [])).Opens(RightIds.ViewCases);
        cases.MapGet(Addresses.Cases + $"/{{case}}/tables/{{content}}.{Sheet.Kinds}", (string @case, string content, CaseRoom room, SheetWords words) =>
            room.Find(@case) is { } one && one.Procedure.Contents.FirstOrDefault(known => known.Id == content && known.Kind == ContentKind.Table) is { } table ? CaseSheets.Of(one, table, words) : Results.NotFound()).Opens(RightIds.ViewCases);
        cases.MapGet(Addresses.Cases + "/{case}/papers/{number:int}", Paper).Opens(RightIds.ViewCases);
        cases.MapPost(Addresses.Cases + "/{case}/attach", Attach).WithMetadata(new RequestSizeLimitAttribute(MostPaperBytes + FormOverhead)).Opens(RightIds.ActOnCases);
        cases.MapPost(Addresses.Cases + "/{case}/tables/{content}", Bring).Opens(RightIds.ActOnCases);
        cases.MapPost(Addresses.Cases + "/{case}/{act}", Do).Opens(RightIds.ActOnCases);
    }

    private static async Task<IResult> Begin(string subject, string place, HttpContext http, CaseRoom room, Reader reader)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = new CaseDraft(subject, place, form["title"].ToString(), form["of"].ToString(), CaseForm.Of("new", form).Contents);
        var command = FormCommand.IdOf(http.Request.Path, form);
        var outcome = room.Execute(reader.Language, new OpenCase(command, NameOf(subject, command), subject, place, typed.Title, typed.Of.Length > 0 ? typed.Of : null, typed.Known));
        return outcome.Taken ? new SeeOther(Addresses.Case(outcome.Facts[0].Stream.Split('/', 2)[1])) : New(typed, outcome.Reasons);
    }

    // The id of a case is read out over the telephone: short, without letters that look alike.
    internal static string NameOf(string subject, Guid command) => $"{subject}-{Convert.ToHexStringLower(command.ToByteArray().AsSpan(0, 4))}";

    private static async Task<IResult> Do(string @case, string act, HttpContext http, CaseRoom room, ICityBook book, Reader reader)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = CaseForm.Of(act, form);
        if (room.Find(@case) is not { } one)
            return Results.NotFound();
        var id = FormCommand.IdOf(http.Request.Path, form);
        var ground = CaseGround.Filled(typed, one, room, book);
        if (ground is { Reason: { } reason })
            return Page(@case, room, typed, [reason]);
        if ((ground is { } filled ? new FillIn(id, @case, typed.Expected, filled.Contents) : act == "check" ? GroundSurvey.Of(room.City, one) : typed.Command(id, @case)) is not { } command)
            return Results.NotFound();
        var outcome = room.Execute(reader.Language, command, one.Procedure.Find(typed["step"]));
        return outcome.Taken ? Done(@case, act) : Page(@case, room, typed, outcome.Reasons);
    }

    private static async Task<IResult> DoTogether(string act, HttpContext http, CaseRoom room, Reader reader)
    {
        if (Together.Named(act) is not { } chosen)
            return Results.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var ticked = form["task"].OfType<string>().ToHashSet();
        var typed = new DeskForm(chosen, ticked, form["opinion"].ToString().ReplaceLineEndings("\n").Trim(), form["number"].ToString().Trim());
        if (ticked.Count is 0 or > Together.Most)
        {
            return Desk(typed with { Reasons = [ticked.Count == 0
                ? new Refusal("together.unticked", new("请先勾选要办理的办件", "tick the cases to act at"))
                : new Refusal("together.too-many", new($"勾选了 {ticked.Count} 件，一次至多 {Together.Most} 件", $"{ticked.Count} are ticked; at most {Together.Most} at once"))] });
        }

        var done = Together.Do(room, reader.Language, chosen, form["task"].OfType<string>(), typed.Opinion, typed.Number, task => FormCommand.IdOf(http.Request.Path, form, task));
        // What was not done stays ticked, whatever became of its version meanwhile.
        return Desk(typed with { Done = done, Ticked = done.Where(one => one.Reasons.Count > 0 && one.Case is not null).Select(one => one.Case!.Id).ToHashSet() });
    }

    private static RazorComponentResult<DeskPage> Desk(DeskForm form) => new(new { Form = form })
    {
        StatusCode = form.Done is { Count: > 0 } done && done.All(one => one.Reasons.Count > 0) ? PeopleRoutes.StatusOf([.. done[0].Reasons]) : PeopleRoutes.StatusOf([.. form.Reasons ?? []]),
    };

    private static async Task<IResult> Attach(string @case, HttpContext http, CaseRoom room, Reader reader)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = CaseForm.Of("attach", form);
        if (room.Find(@case) is null)
            return Results.NotFound();
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return Page(@case, room, typed, [new Refusal("attachment.none", new("请选择要添附的文件", "choose the file to attach"))]);
        try
        {
            await using var content = file.OpenReadStream();
            var attachment = room.City.Attach(content, file.FileName, MostPaperBytes);
            var outcome = room.Execute(reader.Language, new AttachPaper(FormCommand.IdOf(http.Request.Path, form, attachment.File.Hash), @case, null, typed["paper"], attachment));
            return outcome.Taken ? Done(@case, "attach") : Page(@case, room, typed, outcome.Reasons);
        }
        catch (RefusedException refused)
        {
            return Page(@case, room, typed, refused.Reasons);
        }
    }

    private static async Task<IResult> Bring(string @case, string content, HttpContext http, CaseRoom room, Reader reader)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (room.Find(@case) is not { } one || one.Procedure.Contents.FirstOrDefault(known => known.Id == content && known.Kind == ContentKind.Table) is not { } table)
            return Results.NotFound();
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return Page(@case, room, null, [new Refusal("lists.no-file", new("请选择 .xlsx 或 .csv 文件", "choose a file, .xlsx or .csv"))]);
        try
        {
            var (text, reason) = BroughtTable.Of(table, one.Contents.GetValueOrDefault(content), BroughtLists.Rows(file, room.City).Rows);
            if (reason is not null)
                return Page(@case, room, null, [reason]);
            var fill = new FillIn(FormCommand.IdOf(http.Request.Path, form, text), @case, null, ImmutableSortedDictionary<string, string>.Empty.Add(content, text));
            var outcome = room.Execute(reader.Language, fill, one.Open.FirstOrDefault(step => step.Kind == StepKind.Drafting));
            return outcome.Taken ? Done(@case, "fill") : Page(@case, room, null, outcome.Reasons);
        }
        catch (RefusedException refused)
        {
            return Page(@case, room, null, refused.Reasons);
        }
    }

    // Always to take away, never shown in place, whatever is in it.
    internal static IResult Paper(string @case, int number, CaseRoom room)
    {
        if (room.Find(@case) is not { } one || number < 0 || number >= one.Papers.Length)
            return Results.NotFound();
        var file = one.Papers[number].File;
        return Results.File(room.City.Vault.Open(file.File.Hash), file.MediaType, file.Name);
    }

    private static SeeOther Done(string @case, string act) => new(Addresses.With(Addresses.Case(@case), ("done", act)));

    private static IResult Page(string @case, CaseRoom room, CaseForm? typed, IReadOnlyList<Refusal> reasons) => room.Find(@case) is { } one
        ? new RazorComponentResult<CasePage>(new { Case = one, Typed = typed, Reasons = reasons }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) }
        : Results.NotFound();

    private static RazorComponentResult<NewCasePage> New(CaseDraft draft, IReadOnlyList<Refusal> reasons) => new(new { Draft = draft, Reasons = reasons }) { StatusCode = PeopleRoutes.StatusOf([.. reasons]) };
}

/// <summary>A case that somebody is about to open.</summary>
/// <param name="Subject">What kind of thing; empty while it is not chosen.</param>
/// <param name="Place">Where; empty while it is not chosen.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Of">Id of the case it belongs to.</param>
/// <param name="Known">What is known from the start.</param>
public sealed record CaseDraft(string Subject, string Place, string Title, string Of, ImmutableSortedDictionary<string, string> Known)
{
    internal static CaseDraft From(IQueryCollection query) => new(query["subject"].ToString(), query["place"].ToString(), "", query["of"].ToString(), ImmutableSortedDictionary<string, string>.Empty);
}

/// <summary>Which cases a list shows (办件筛选).</summary>
/// <param name="Subject">Of this kind; empty for all.</param>
/// <param name="Place">Of this place; empty for all.</param>
/// <param name="State">running, done, refused, withdrawn; empty for all.</param>
/// <param name="Text">With this in title, id or contents.</param>
public sealed record CaseFilter(string Subject, string Place, string State, string Text)
{
    /// <summary>Reads an address.</summary>
    public static CaseFilter From(IQueryCollection query) => new(query["subject"].ToString(), query["place"].ToString(), query["state"].ToString(), query["q"].ToString().Trim());

    /// <summary>The address that shows it.</summary>
    public string Address => At(1);

    /// <summary>The address of one page of it.</summary>
    public string At(int page) => Addresses.With(
        Addresses.Cases, ("subject", Subject), ("place", Place), ("state", State), ("q", Text), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The cases of it that may be looked at.</summary>
    public IEnumerable<Case> In(CaseRoom room) => room.Seen.Where(one =>
        (Subject.Length == 0 || one.Procedure.Subject == Subject) && (Place.Length == 0 || one.Place == Place) && (State.Length == 0 || one.State.ToString().Equals(State, StringComparison.OrdinalIgnoreCase))
        && (Text.Length == 0 || Mentions(one, Text)));

    /// <summary>Whether a case says something anywhere: in title, id or contents.</summary>
    public static bool Mentions(Case one, string text) =>
        one.Title.Contains(text, StringComparison.OrdinalIgnoreCase) || one.Id.Contains(text, StringComparison.OrdinalIgnoreCase) || one.Contents.Values.Any(content => content.Contains(text, StringComparison.OrdinalIgnoreCase));
}
