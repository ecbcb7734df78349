using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>A check-up was computed (体检完成).</summary>
/// <param name="Catalog">By which catalog.</param>
/// <param name="Year">For which year.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Manifest">What it came to.</param>
/// <param name="AsOf">The day its latest input describes.</param>
/// <param name="Day">The legal day of the act.</param>
public sealed record RunCompleted(string Catalog, int Year, string Run, VaultName Manifest, DateOnly AsOf, DateOnly Day) : Event
{
    /// <summary>The stable name.</summary>
    public const string KindName = "checkup.run-completed";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>
/// Records a computed check-up. The computation is done before and lies in the vault; here only is decided whether its inputs are still the current ones: the adopted pack and the newest
/// version of every layer the catalog looks at.
/// </summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Request">What was computed from.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Manifest">What it came to.</param>
/// <param name="AsOf">The day its latest input describes.</param>
public sealed record RunCheckUp(Guid Id, CheckUpRequest Request, string Run, VaultName Manifest, DateOnly AsOf) : Command(Id, $"check-up/{Request.Catalog}/{Request.Year}")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var reasons = Outdated(context).ToImmutableArray();
        return reasons.IsEmpty
            ? new Decision<Event>.Taken([new RunCompleted(Request.Catalog, Request.Year, Run, Manifest, AsOf, context.Today)])
            : new Decision<Event>.Refused(reasons);
    }

    private IEnumerable<Refusal> Outdated(Context context)
    {
        if (context.View<AdoptedPack>().Name != Request.Pack)
            yield return new Refusal("checkup.pack-changed", new("计算期间启用了新的城市包，请重新体检", "another pack was adopted during the computation; run the check-up again"));
        var layers = context.View<Layers>();
        foreach (var input in Request.Inputs)
        {
            if (layers.Current(input.Layer)?.Rows != input.Rows)
                yield return new Refusal("checkup.layer-changed", new($"计算期间图层“{input.Layer}”有了新版本，请重新体检", $"layer '{input.Layer}' got a new version during the computation; run the check-up again"));
        }

        if (context.View<Runs>().Latest(Request.Catalog, Request.Year)?.Manifest == Manifest.Hash)
            yield return new Refusal(Unchanged, new($"输入没有变化，{Run} 仍是最新一次体检", $"nothing has changed: {Run} is the latest check-up"));
    }

    internal const string Unchanged = "checkup.unchanged";
}

/// <summary>One recorded run.</summary>
/// <param name="Id">"MOHURD-2025-2026-…".</param>
/// <param name="Catalog">By which catalog.</param>
/// <param name="Year">For which year.</param>
/// <param name="Manifest">Hex SHA-256 of its manifest; see <see cref="CheckUpRun.Open(Workspace, string)"/>.</param>
/// <param name="AsOf">The day its latest input describes.</param>
/// <param name="Day">The legal day it was recorded.</param>
/// <param name="Seq">The fact that recorded it.</param>
public sealed record RecordedRun(string Id, string Catalog, int Year, string Manifest, DateOnly AsOf, DateOnly Day, long Seq);

/// <summary>All runs of the city (体检台账), as recorded.</summary>
public sealed record Runs : IView<Runs>
{
    /// <inheritdoc/>
    public static Runs Empty { get; } = new();

    /// <summary>Oldest first.</summary>
    public ImmutableList<RecordedRun> All { get; private init; } = [];

    /// <summary>The last recorded run; null if there is none.</summary>
    public RecordedRun? Newest => All.Count > 0 ? All[^1] : null;

    /// <summary>The last run of a catalog and year; null if there is none.</summary>
    public RecordedRun? Latest(string catalog, int year) => All.FindLast(run => run.Catalog == catalog && run.Year == year);

    /// <summary>The last run of an id; null if there is none.</summary>
    public RecordedRun? Find(string id) => All.FindLast(run => run.Id == id);

    /// <inheritdoc/>
    public Runs Apply(Fact fact)
    {
        if (fact.Kind != RunCompleted.KindName)
            return this;
        var run = fact.Read<RunCompleted>();
        return this with { All = All.Add(new RecordedRun(run.Run, run.Catalog, run.Year, run.Manifest.Hash, run.AsOf, run.Day, fact.Seq)) };
    }
}
