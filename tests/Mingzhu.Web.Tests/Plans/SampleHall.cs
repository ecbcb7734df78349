using System.Net;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;
using Mingzhu.Store;
using Mingzhu.Web.Book;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Plans;

/// <summary>A city folder with the people and the cases of the sample, served; people sign in to it.</summary>
internal sealed class SampleHall : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mingzhu-hall-");
    private readonly SetTime _time = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _passwords;
    private readonly Doorkeeper _keeper;

    private SampleHall()
    {
        City = Workspace.Create(Path.Combine(_root.FullName, "city"), Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng")), Session.Operator(Language.Zh), _time);
        using (var registry = Registry.Open(City.Folder, Access.Write, _time))
        using (var records = AccessRecords.Open(City.Folder, TimeZoneInfo.Utc, _time))
        {
            var accounts = new Accounts(registry, records, new PlainHashing(), () => AccountRules.Of(City.Pack), _time);
            SamplePeople.Bring(City, accounts, Visit.Console(Language.Zh));
            _passwords = SamplePeople.LetIn(accounts, Visit.Console(Language.Zh)).ToDictionary(one => one.Account.LoginName, one => one.OneTimePassword!);
        }

        _keeper = new Doorkeeper(City, new PlainHashing(), _time);
    }

    public Workspace City { get; }

    public ServedCity Served { get; private set; } = null!;

    public static async Task<SampleHall> Serve(ICityBook? book = null, bool cases = true)
    {
        var hall = new SampleHall();
        if (cases)
        {
            TestGround.Lay(hall.City);
            SampleCases.Play(hall.City);
        }

        hall.Served = await ServedCity.Of(book ?? new InventedBook(), keeper: hall._keeper);
        return hall;
    }

    public async Task<HttpClient> As(string login)
    {
        var browser = Served.Another();
        (await ClosedCity.Send(browser, "/sign-in", "/sign-in", ("name", login), ("password", _passwords[login]), ("to", "/desk"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>What stands on a page, whatever its status.</summary>
    public static async Task<string> Text(HttpClient browser, string path) => await ClosedCity.Text(await ClosedCity.Ask(browser, path));

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        _keeper.Dispose();
        City.Dispose();
        _root.Delete(recursive: true);
    }
}
