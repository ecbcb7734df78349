using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal.Tests;

/// <summary>A city folder under Liaocheng's pack with one invented person in every post; acts go through its one door.</summary>
internal sealed class CityHall : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private readonly string _root = Directory.CreateTempSubdirectory("mingzhu-renewal-").FullName;

    public CityHall(bool ground = true, TimeProvider? clock = null)
    {
        City = Workspace.Create(Path.Combine(_root, "city"), Liaocheng, Session.Operator(Language.Zh), clock ?? Clock);
        if (ground)
            TestGround.Lay(City);
        Do("operator", "", new SeedOrganisation(Guid.NewGuid()));
        Do("operator", "", new ImportOrganisation(Guid.NewGuid(), Chart.Empty, [.. City.View<Organisation>().Posts.Keys.Select(post => new Holding("h-" + post, post, "person:" + post, Term.Always))]));
    }

    public static Pack Liaocheng => Pack.Load(Path.Combine(Repository(), "packs", "liaocheng"));

    public SetTime Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public Workspace City { get; }

    public Procedures.Case this[string id] => City.View<Cases>().Find(id)!;

    public Store.Outcome Try(string post, Command command) => City.Execute(new Session("person:" + post, Language.Zh), command);

    public void Do(string post, Command command) => Do("person:" + post, post, command);

    public void Open(string post, string id, string subject, string place, string title, string? of = null, params (string, string)[] known) => Do(post, new OpenCase(Guid.NewGuid(), id, subject, place, title, of, Map(known)));

    public void Fill(string post, string id, params (string, string)[] contents)
    {
        Do(post, new FillIn(Guid.NewGuid(), id, null, Map(contents)));
        Check(post, id);
    }

    // As a page does when contents were filled in.
    public void Check(string post, string id)
    {
        if (GroundSurvey.Of(City, this[id]) is { } checks)
            Do(post, checks);
    }

    public void Attach(string post, string id, string paper)
    {
        var file = City.Attach(new MemoryStream("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray()), paper + ".pdf", 1 << 20);
        Do(post, new AttachPaper(Guid.NewGuid(), id, null, paper, file));
    }

    public SubmitCase Submit(string id, params (string, string)[] why) => new(Guid.NewGuid(), id, null, "draft", Map(why), RenewalChecks.All);

    public PassStep Pass(string id, string step, Act act) => new(Guid.NewGuid(), id, null, step, act, "同意", null, None, RenewalChecks.All);

    public void Dispose()
    {
        City.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    public static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) => pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private void Do(string actor, string post, Command command)
    {
        var outcome = City.Execute(new Session(actor, Language.Zh), command);
        outcome.Reasons.Select(reason => reason.Says.Zh).ShouldBeEmpty($"{post}: {command.GetType().Name}");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Mingzhu.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}

/// <summary>A clock that stands still until it is told.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(int days) => _now = _now.AddDays(days);
}
