namespace Mingzhu.Renewal;

/// <summary>
/// The clock of a sample city (样例时钟): it begins in the past and is turned on, act by act, so that what took two years is played in a minute and still bears its days. It never goes back and never runs ahead.
/// </summary>
/// <param name="begins">What it shows at first.</param>
/// <param name="real">What the time really is.</param>
public sealed class SampleClock(DateTimeOffset begins, TimeProvider real) : TimeProvider
{
    private long _behind = Math.Max(0, (real.GetUtcNow() - begins).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() - TimeSpan.FromTicks(Interlocked.Read(ref _behind));

    /// <summary>Turns it on to a moment; to now where that lies ahead. Stays where it is if the moment is past.</summary>
    public void TurnTo(DateTimeOffset moment)
    {
        var behind = Math.Max(0, (real.GetUtcNow() - moment).Ticks);
        if (behind < Interlocked.Read(ref _behind))
            Interlocked.Exchange(ref _behind, behind);
    }
}
