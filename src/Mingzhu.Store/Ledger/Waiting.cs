using System.Runtime.ExceptionServices;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>A command on its way.</summary>
internal sealed class Waiting(Session session, Command command)
{
    private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome? _outcome;
    private ExceptionDispatchInfo? _failed;

    public Session Session => session;

    public Command Command => command;

    public bool Answered => _outcome is not null || _failed is not null;

    /// <summary>Until answered, or called to lead.</summary>
    public Task Turn => _turn.Task;

    public void Wake() => _turn.TrySetResult(); // who led is awake already

    // What a decision throws is its own caller's to hear, and nobody else's.
    public void Take(Func<Outcome> decide)
    {
        try
        {
            _outcome = decide();
        }
#pragma warning disable CA1031 // rethrown to the caller by Answer
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            _failed = ExceptionDispatchInfo.Capture(thrown);
        }
    }

    // A repeat of what was recorded long before keeps its answer.
    public void Fail(Exception failed, long committed)
    {
        if (_outcome is not { Facts: [.., var last] } || last.Seq > committed)
            (_outcome, _failed) = (null, ExceptionDispatchInfo.Capture(failed is RefusedException refused ? new RefusedException(refused.Reasons, refused) : failed));
    }

    public Outcome Answer()
    {
        _failed?.Throw();
        return _outcome!;
    }
}
