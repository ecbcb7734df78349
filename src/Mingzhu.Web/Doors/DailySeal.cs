using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>Notes the end of the access records in the ledger once a day (每日封存): what was recorded before it cannot be cut off unseen any more.</summary>
internal sealed partial class DailySeal(Doorkeeper keeper, ILogger<DailySeal> log) : BackgroundService
{
    private static readonly TimeSpan Looks = TimeSpan.FromMinutes(10);
    private static readonly Session Server = new("server", Language.Zh);

    /// <summary>Seals where no end was noted on this legal day yet.</summary>
    /// <returns>Whether it did.</returns>
    /// <exception cref="RefusedException">The records or the ledger cannot be written; it is due still.</exception>
    public static bool IfDue(Doorkeeper keeper)
    {
        if (!keeper.Closed || keeper.Workspace.View<SealedAccess>().Day >= keeper.StandingOf("").Day)
            return false;
        return keeper.Workspace.Execute(Server, new SealAccessRecords(Guid.NewGuid(), keeper.Records.Head())).Taken;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the server listens meanwhile
        using var clock = new PeriodicTimer(Looks);
        do
        {
            try
            {
                IfDue(keeper);
            }
            catch (RefusedException failed)
            {
                NotSealed(log, failed.Reasons[0].Says.En);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "the access records were not sealed today: {Reason}")]
    private static partial void NotSealed(ILogger log, string reason);
}
