using Mingzhu.City;
using Mingzhu.CheckUp;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Planning;

/// <summary>
/// Makes the city ready to be planned on before anybody asks (规划预备): the ground, whom every kind of facility serves, what sites are chosen on. Once after the start, and again when the data have changed and no
/// more are coming in. Who asks earlier waits as long as without it.
/// </summary>
internal sealed partial class PlanningAhead(WorkspacePlanning planning, ISitingDesk siting, PlanningRoom room, ILogger<PlanningAhead> log)
{
    // The first pages after the start, and files that follow each other, have the processors to themselves.
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(2);

    /// <summary>Goes on until the server ends.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            using var clock = new PeriodicTimer(Looks);
            GroundState? seen = null, ready = null;
            while (await clock.WaitForNextTickAsync(stop))
            {
                var now = Now();
                if (now is not null && now.Equals(seen) && !now.Equals(ready))
                {
                    ready = now;
                    await Prepare(stop);
                }

                seen = now;
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private GroundState? Now()
    {
        try
        {
            return planning.State;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private async Task Prepare(CancellationToken stop)
    {
        try
        {
            var ground = await planning.Ground(again: false).Ground.WaitAsync(stop);
            foreach (var kind in ground.Kinds)
                await room.Present(ground, kind).WaitAsync(stop);
            var sites = await siting.Ground().WaitAsync(stop);
            await Task.Run(() => sites.Prepare(stop), stop);
        }
        catch (RefusedException)
        {
            // There is nothing to plan on yet; who asks is told why.
        }
#pragma warning disable CA1031 // The last catch of a background task: planning works without it, and a fault comes up again, with a page to tell it on, when somebody asks.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotReady(log, fault.Message);
        }
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "the city could not be made ready to be planned on: {Reason}")]
    private static partial void NotReady(ILogger log, string reason);
}
