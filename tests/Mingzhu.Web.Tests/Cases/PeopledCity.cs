using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Cases;

/// <summary>Liaocheng's pack with the people of its sample let in, served: what pages and programs of cases are tried on.</summary>
internal sealed class PeopledCity : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mingzhu-peopled-");
    private readonly Dictionary<string, string> _passwords;
    private readonly Doorkeeper _keeper;

    private PeopledCity()
    {
        City = Workspace.Create(Path.Combine(_root.FullName, "city"), Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng")), Session.Operator(Language.Zh), Time);
        using (var registry = Registry.Open(City.Folder, Access.Write, Time))
        using (var records = AccessRecords.Open(City.Folder, TimeZoneInfo.Utc, Time))
        {
            var accounts = new Accounts(registry, records, new PlainHashing(), () => AccountRules.Of(City.Pack), Time);
            SamplePeople.Bring(City, accounts, Visit.Console(Language.Zh));
            _passwords = SamplePeople.LetIn(accounts, Visit.Console(Language.Zh)).ToDictionary(one => one.Account.LoginName, one => one.OneTimePassword!);
        }

        _keeper = new Doorkeeper(City, new PlainHashing(), Time);
    }

    public SetTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public Workspace City { get; }

    public ServedCity Served { get; private set; } = null!;

    public static async Task<PeopledCity> Serve()
    {
        var city = new PeopledCity();
        city.Served = await ServedCity.Of(new InventedBook(), keeper: city._keeper);
        return city;
    }

    public Procedures.Case this[string id] => City.View<Procedures.Cases>().Find(id)!;

    /// <summary>Somebody's browser.</summary>
    public async Task<HttpClient> As(string login)
    {
        var browser = Served.Another();
        (await ClosedCity.Send(browser, "/sign-in", "/sign-in", ("name", login), ("password", _passwords[login]), ("to", "/desk"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    public string PasswordOf(string login) => _passwords[login];

    /// <summary>Somebody's program, with a token that may act.</summary>
    public HttpClient Program(string login, bool acts = true) => Served.Another(_keeper.Accounts.Tokens.Issue(By(login), "程序", 30, acts));

    public Visit By(string login) => new(new Session(_keeper.Accounts.All().Single(account => account.LoginName == login).Id, Language.Zh), "127.0.0.1");

    /// <summary>Sends JSON.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> Post(HttpClient program, string path, object body, string? key = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content ?? JsonContent.Create(body) };
        if (key != "")
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        using var answer = await program.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await ClosedCity.Text(answer);
        return (answer.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonDocument.Parse(text).RootElement : default);
    }

    public static async Task<JsonElement> Get(HttpClient program, string path)
    {
        using var answer = await ClosedCity.Ask(program, path);
        var text = await ClosedCity.Text(answer);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}\n{text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        _keeper.Dispose();
        City.Dispose();
        _root.Delete(recursive: true);
    }
}
