using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Civic.Tests;

/// <summary>A city folder with its registry, and the experts in it; deleted afterwards.</summary>
internal sealed class CityForTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mingzhu-civic-").FullName;

    public CityForTests(string pack = "liaocheng")
    {
        Pack = LoadPack(pack);
        Workspace = Workspace.Create(Path.Combine(_root, "city"), Pack, Session.Operator(Language.Zh), Time);
        Registry = Registry.Open(Workspace.Folder, Access.Write, Time);
        Draws = new ExpertDraws(Workspace, new ExpertRegister(Registry));
    }

    public Pack Pack { get; }

    public SetTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public Workspace Workspace { get; }

    public Registry Registry { get; }

    public ExpertDraws Draws { get; }

    public static Visit By(string actor) => new(new Session(actor, Language.Zh), "10.0.0.1");

    public static Pack LoadPack(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return Pack.Load(Path.Combine(folder.FullName, "packs", name));
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }

    /// <summary>Brings experts as rows of a list.</summary>
    public void Bring(params IEnumerable<ChartRow> rows) => Draws.Import(By("clerk"), ExpertReading.Of("名单", [.. rows], Pack, Draws.Register.FindByNumber));

    /// <summary>A row of a list.</summary>
    public static ChartRow Row(int number, string fields = "城乡规划", string body = "专家库", string employer = "设计院", string projects = "") => new(number + 1, new Dictionary<string, object?>
    {
        ["编号"] = $"E{number:000}", ["姓名"] = $"专家{number}", ["类别"] = body, ["专业领域"] = fields, ["工作单位"] = employer, ["参与项目"] = projects, ["联系电话"] = "0635-1234567",
    });

    /// <summary>The id behind a number.</summary>
    public string Id(int number) => Draws.Register.FindByNumber($"E{number:000}")!.Id;

    public void Dispose()
    {
        Registry.Dispose();
        Workspace.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}

/// <summary>A clock that stands still until it is told.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Pass(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);
}
