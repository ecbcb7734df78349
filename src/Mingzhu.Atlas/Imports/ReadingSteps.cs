namespace Mingzhu.Atlas;

/// <summary>How far the reading of a file is (读取进度), told as a share of all its steps, often enough to be followed and seldom enough to cost nothing.</summary>
/// <param name="to">Whom to tell; null: nobody.</param>
internal sealed class ReadingSteps(IProgress<double>? to) : IProgress<double>
{
    private const double ScannedAt = 0.4, ReadAt = 0.8;
    private const int Every = 512;
    private const long Unknown = 100_000;
    private double _told;
    private double _from;
    private double _until;
    private long _steps = 1;
    private long _done;

    /// <summary>The file is gone through now for what its rows rest on; how far that is comes by <see cref="Report"/>.</summary>
    public void BeginScanning() => Begin(ScannedAt, Unknown);

    /// <summary>Rows are read now.</summary>
    /// <param name="rows">About how many; null where the file does not say.</param>
    public void BeginReading(long? rows) => Begin(ReadAt, rows ?? Unknown);

    /// <summary>What was read is laid down now.</summary>
    /// <param name="rows">How many rows there are.</param>
    public void BeginLaying(long rows) => Begin(1, rows);

    /// <summary>One row more.</summary>
    public void Step()
    {
        if (++_done % Every == 0)
            Tell();
    }

    /// <summary>So much of what was begun is done, 0 to 1.</summary>
    public void Report(double value)
    {
        _done = Math.Max(_done, (long)(value * _steps));
        Tell();
    }

    // More rows than foretold come ever nearer to the end without reaching it.
    private void Tell()
    {
        _told = _from + ((_until - _from) * (_done <= _steps ? 0.9 * _done / _steps : 1 - (0.1 * _steps / _done)));
        to?.Report(_told);
    }

    private void Begin(double until, long steps) => (_from, _until, _steps, _done) = (_told, until, Math.Max(1, steps), 0);
}
