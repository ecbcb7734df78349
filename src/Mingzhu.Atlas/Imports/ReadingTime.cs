using System.Diagnostics;

namespace Mingzhu.Atlas;

/// <summary>
/// How long a file may be read (读取时限): so long in all, as its size allows, and never long without a sign that it gets on. A hostile file that stands still is ended though it is large; an honest one
/// that is large is not.
/// </summary>
/// <remarks>
/// Time is that of the processor, so that a busy machine ends no honest file; a process that waits is charged a quarter of the clock. On an idle machine a file of up to 20 MB is answered within 30 s, a larger one within
/// 30 s of its last sign.<br/>
/// By: the figures are ours; the slowest honest reading measured is 0.9 s a megabyte (OpenStreetMap PBF), 27 s leave 3 of the 30 for starting and answering.
/// </remarks>
internal sealed class ReadingTime
{
    private const long FreeBytes = 20 << 20;
    private const double ClockShare = 0.25;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(27), PerMegabyte = TimeSpan.FromSeconds(1);

    private readonly Func<TimeSpan> _processor;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _before;
    private TimeSpan _lastSign;
    private double _share;
    private bool _over;

    /// <param name="bytes">The size of the file.</param>
    /// <param name="processor">What the process has used of the processor since it started.</param>
    public ReadingTime(long bytes, Func<TimeSpan> processor)
    {
        (_processor, _before) = (processor, processor());
        Most = Silence + (PerMegabyte * (Math.Max(0, bytes - FreeBytes) / (double)(1 << 20)));
    }

    /// <summary>How long it may take in all.</summary>
    public TimeSpan Most { get; }

    /// <summary>Whether it is over; once over, it stays so, also when the process is gone.</summary>
    public bool IsOver => _over = _over || (Used is var used && (used > Most || used - _lastSign > Silence));

    private TimeSpan Used => TimeSpan.FromTicks(Math.Max((_processor() - _before).Ticks, (long)(_clock.Elapsed.Ticks * ClockShare)));

    /// <summary>A sign that it gets on: the share done has grown. Any other word is none.</summary>
    public void Sign(double share)
    {
        if (share <= _share)
            return;
        (_share, _lastSign) = (share, Used);
    }
}
