using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Store.Tests;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests.Gate;

/// <summary>Where the ledger of a served city stands.</summary>
public enum ServedStore
{
    Sqlite,
    Postgres,
}

/// <summary>An invented city with accounts, one for each role and a clerk of one district, served.</summary>
internal sealed partial class ClosedCity : IAsyncDisposable
{
    public const string Password = "Willow-Lantern-7";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mingzhu-gate-");
    private readonly Dictionary<string, string> _secrets = [];
    private readonly string? _database;
    private ServedCity? _served;

    // Letting everybody in costs a second of waiting for the disk, so most tests begin with a copy of one such city.
    private static readonly Lazy<ClosedCity>[] Peopled = [.. Enum.GetValues<ServedStore>().Select(store => new Lazy<ClosedCity>(() =>
    {
        var city = new ClosedCity(store);
        city.ComeIn();
        city.Keeper.Dispose();
        city.Workspace.Dispose();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => city._root.Delete(recursive: true);
        return city;
    }))];

    private ClosedCity(ServedStore store, bool open = false)
    {
        _database = store == ServedStore.Postgres ? PrivatePostgres.Required().NewDatabase() : null;
        var packs = Directory.CreateDirectory(Path.Combine(_root.FullName, "packs"));
        Copy(Path.Combine(Repository.Root, "packs", "generic"), Path.Combine(packs.FullName, "generic"));
        if (open)
        {
            var rights = Path.Combine(packs.FullName, "generic", "rights.yaml");
            File.WriteAllText(rights, File.ReadAllText(rights).Replace("name: {zh: 任何人, en: everyone}, sees: [], may: []", "name: {zh: 任何人, en: everyone}, sees: [public], may: [{right: layers.view, reach: city}]", StringComparison.Ordinal));
        }

        var pack = packs.CreateSubdirectory("yunchuan").FullName;
        File.WriteAllText(Path.Combine(pack, "pack.yaml"), "id: yunchuan\nname: {zh: 云川市, en: Yunchuan}\nversion: 1\nbase: generic\ntimeZone: Asia/Shanghai\nplane: extent\nplace: {zh: 云川市, en: Yunchuan}\n");
        File.WriteAllText(Path.Combine(pack, "jurisdictions.yaml"), string.Concat("districts:\n", string.Concat(Enumerable.Range(1, 2).Select(at =>
            $"  - {{code: \"99000{at}\", name: {{zh: 第{at}区, en: District {at}}}, kind: urban-district, source: none}}\n"))));
        Workspace = Workspace.Create(Path.Combine(_root.FullName, "city"), Pack.Load(pack), Operator.Session, Time, _database, whole: _database is not null);
        Keeper = new Doorkeeper(Workspace, new PlainHashing(), Time);
    }

    private ClosedCity(ClosedCity like)
    {
        Copy(like._root.FullName, _root.FullName);
        if (like._database is not null)
        {
            _database = PrivatePostgres.Required().NewDatabase(like._database);
            var card = Path.Combine(_root.FullName, "city", "city.json");
            File.WriteAllText(card, File.ReadAllText(card).Replace(like._database, _database, StringComparison.Ordinal));
        }

        (Time, _secrets) = (new SetTime(like.Time.GetUtcNow()), like._secrets);
        Workspace = Workspace.Open(Path.Combine(_root.FullName, "city"), Access.Write, Time);
        Keeper = new Doorkeeper(Workspace, new PlainHashing(), Time);
    }

    /// <summary>Everybody gets an account, a post, a password of their own and, where the post asks for it, a second factor.</summary>
    public void ComeIn()
    {
        using (var registry = Registry.Open(Workspace.Folder, Access.Write, Time))
        using (var records = AccessRecords.Open(Workspace.Folder, TimeZoneInfo.Utc, Time))
        {
            var accounts = new Accounts(registry, records, new PlainHashing(), () => AccountRules.Of(Workspace.Pack), Time);
            var first = FirstStart.Run(Workspace, accounts, Operator, "system")!;
            Admit(accounts, first);
            Found("district", "990001");
            foreach (var (login, role, body) in People)
            {
                var admitted = accounts.Create(Operator, new NewAccount(login, "测试" + login));
                if (!Workspace.View<Organisation>().Posts.ContainsKey($"{body}/{login}"))
                    Do(new MakePost(Guid.NewGuid(), new Post($"{body}/{login}", body, Wording.Same(login), [role], Term.Always, Citation.None)));
                Give(admitted.Account.Id, $"{body}/{login}");
                Admit(accounts, admitted);
            }
        }

        Time.Pass(TimeSpan.FromMinutes(1)); // a code of the second factor is taken once
    }

    /// <summary>Login name, role and body of everybody beside the system administrator, whose login name is "system".</summary>
    public static (string Login, string Role, string Body)[] People { get; } =
    [
        ("security", "security-administrator", "platform"), ("audit", "audit-administrator", "platform"), ("viewer", "viewer", "office"), ("clerk", "clerk", "office"), ("reviewer", "reviewer", "office"),
        ("approver", "approver", "office"), ("filer", "filer", "office"), ("expert", "expert", "office"), ("implementer", "implementer", "office"), ("district", "clerk", "district"),
    ];

    public Workspace Workspace { get; }

    public SetTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public Doorkeeper Keeper { get; }

    public ServedCity Served => _served!;

    public static async Task<ClosedCity> Serve(
        ServedStore store, ICityBook? book = null, IImportDesk? desk = null, IPlanningDesk? planning = null, bool open = false, FrontDoor? front = null, IdentityProvider? provider = null)
    {
        var city = open ? new ClosedCity(store, open) : new ClosedCity(Peopled[(int)store].Value);
        if (!city.Keeper.Closed)
            city.ComeIn();
        return await city.Serving(book, desk, planning, front, provider);
    }

    /// <summary>Served before anybody has an account.</summary>
    public static Task<ClosedCity> ServeOpen(ServedStore store) => new ClosedCity(store).Serving(null, null, null);

    public Account Account(string login) => Keeper.Accounts.FindByLogin(login)!;

    /// <summary>A browser in which somebody has signed in, with a second factor where one is enrolled.</summary>
    public async Task<HttpClient> As(string login, HttpClientHandler? handler = null)
    {
        var browser = Served.Another(handler: handler);
        (await SignIn(browser, login, Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        if (_secrets.TryGetValue(login, out var secret))
        {
            Time.Pass(TimeSpan.FromMinutes(1));
            (await Send(browser, "/sign-in/code", "/sign-in/code", ("code", Totp.Code(secret, Time.GetUtcNow())), ("to", "/account"))).Headers.Location!.ToString().ShouldBe("/account");
        }

        return browser;
    }

    public Task<HttpResponseMessage> SignIn(HttpClient browser, string login, string password, string to = "/") => Send(browser, "/sign-in", "/sign-in", ("name", login), ("password", password), ("to", to));

    public string TokenOf(string login) => Keeper.Accounts.Tokens.Issue(By(login), "测试", 30);

    public Visit By(string login) => new(new Session(Account(login).Id, Language.Zh), "127.0.0.1");

    /// <summary>Sends a form with the token of a page, as a browser would.</summary>
    public static async Task<HttpResponseMessage> Send(HttpClient browser, string page, string to, params IEnumerable<(string Name, string Value)> fields)
    {
        return await Post(browser, to, [await TokenOn(browser, page), .. fields]);
    }

    /// <summary>The token against forgery that a page carries.</summary>
    public static async Task<(string Name, string Value)> TokenOn(HttpClient browser, string page) =>
        ("__RequestVerificationToken", TokenField().Match(await browser.GetStringAsync(page, TestContext.Current.CancellationToken)).Groups[1].Value);

    public static Task<HttpResponseMessage> Post(HttpClient browser, string to, params IEnumerable<(string Name, string Value)> fields) => browser.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, to)
        {
            Headers = { { "Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority) } },
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        },
        TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Ask(HttpClient browser, string path) => browser.GetAsync(path, TestContext.Current.CancellationToken);

    public static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The records so far.</summary>
    public AccessRecord[] Recorded() => [.. Keeper.Records.Read(DateOnly.MinValue, DateOnly.MaxValue)];

    public void Do(Command command) => Workspace.Execute(Operator.Session, command).Reasons.ShouldBeEmpty();

    /// <summary>Takes every post of somebody away, as of yesterday.</summary>
    public void Dismiss(string login)
    {
        foreach (var holding in Keeper.Organisation.Holdings.Where(holding => holding.Person == Account(login).Id))
            Do(new LeavePost(Guid.NewGuid(), holding.Id, Keeper.Organisation.Day.AddDays(-1)));
    }

    /// <summary>Changes the ledger by hand, past everything that guards it.</summary>
    public void ChangeLedger(string sql)
    {
        using System.Data.Common.DbConnection ledger = _database is null ? new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Workspace.Folder, "ledger.db")}") : new Npgsql.NpgsqlConnection(_database);
        ledger.Open();
        using var command = ledger.CreateCommand();
        command.CommandText = $"DROP TRIGGER facts_never_change{(_database is null ? "" : " ON facts")}; {sql}";
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>Makes the access records unwritable: their lock is a folder now.</summary>
    public void BreakRecords()
    {
        Keeper.Records.Flush();
        var held = Path.Combine(Workspace.Folder, "access", "lock");
        File.Delete(held);
        Directory.CreateDirectory(held);
    }

    /// <summary>Makes them writable again.</summary>
    public void MendRecords() => Directory.Delete(Path.Combine(Workspace.Folder, "access", "lock"));

    private async Task<ClosedCity> Serving(ICityBook? book, IImportDesk? desk, IPlanningDesk? planning, FrontDoor? front = null, IdentityProvider? provider = null)
    {
        _served = await ServedCity.Of(book ?? new InventedBook(), desk: desk, planning: planning, keeper: Keeper, front: front, provider: provider);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        Keeper.Dispose();
        Workspace.Dispose();
        _root.Delete(recursive: true);
    }

    private static Visit Operator { get; } = Visit.Console(Language.Zh);

    // Past the first sign-in: a password of one's own and, where the post asks for it, a second factor.
    private void Admit(Accounts accounts, Admitted admitted)
    {
        var by = new Visit(new Session(admitted.Account.Id, Language.Zh), "console");
        accounts.ChangePassword(by, admitted.OneTimePassword!, Password);
        if (!Workspace.Read(by.Session, new WhoIsAsking()).Roles.Any(role => role.EndsWith("-administrator", StringComparison.Ordinal)))
            return;
        var secret = accounts.OfferSecondFactor(by, Password);
        accounts.EnrolSecondFactor(by, Totp.Code(secret, Time.GetUtcNow()));
        _secrets[admitted.Account.LoginName] = secret;
    }

    private void Found(string id, string place) => Do(new FoundBody(Guid.NewGuid(), new Body(id, new("第一区政府", "Government of district 1"), BodyKind.LocalGovernment, null, place, Term.Always, Citation.None)));

    private void Give(string person, string post) => Do(new GivePost(Guid.NewGuid(), new Holding(Guid.NewGuid().ToString("N"), post, person, Term.Always)));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
