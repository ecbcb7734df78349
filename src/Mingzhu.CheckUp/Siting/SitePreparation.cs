using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What can be worked out before anybody chooses sites (选址预备): how each candidate is entered on foot, who lacks each kind of facility, the indexes that the pack's own selections ask of.</summary>
internal static class SitePreparation
{
    /// <summary>Makes it; what the city does not have is passed over, for who asks is told then.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Run(SiteGround ground, CancellationToken cancel)
    {
        foreach (var group in ground.Rules.Groups)
            Enter(ground, new SiteTarget(group.Id), cancel);
        foreach (var kind in ground.Kinds.All)
        {
            cancel.ThrowIfCancellationRequested();
            if (ground is { Walking: not null, Homes.Count: > 0 } && ground.ReachM(kind) is { } reachM && SiteTargets.Of(ground, new SiteTarget(kind.Id)).WhyNot is null)
                ground.NeedOf(kind.Id, reachM);
        }

        foreach (var ready in ground.Rules.Ready)
            IfThere(() => ground.Select(ready.Selection, cancel: cancel));
    }

    private static void Enter(SiteGround ground, SiteTarget from, CancellationToken cancel) => IfThere(() =>
    {
        var (sites, rows) = SiteSearch.Candidates(ground, from);
        _ = sites.AreasM2;
        if (ground.Walking is { } walking)
            Parallel.ForEach(rows, new ParallelOptions { CancellationToken = cancel }, row => walking.EntriesOf(sites, row));
    });

    private static void IfThere(Action prepare)
    {
        try
        {
            prepare();
        }
        catch (RefusedException)
        {
            // A layer that has not been imported, a field it does not have.
        }
    }
}
