using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>How far long work is, on one line that it wipes away: only before the eyes of a person, never in a file or for a server that passes the verb on.</summary>
internal sealed class Percent(Terminal terminal, Wording what) : IProgress<double>, IDisposable
{
    private const int Wide = 60;
    private readonly bool _seen = terminal.Error == Console.Error && !Console.IsErrorRedirected;
    private int _tenths = -1;

    /// <summary>Told 0–1; begins again when the next piece of work does.</summary>
    public void Report(double value)
    {
        var tenths = (int)(value * 10);
        if (!_seen || tenths == _tenths)
            return;
        _tenths = tenths;
        if (value < 1)
            terminal.Error.Write($"\r  {what.In(terminal.Language)} {tenths * 10} %");
        else
            Dispose();
    }

    /// <summary>Wipes the line, so that what is said next begins on an empty one.</summary>
    public void Dispose()
    {
        if (_tenths >= 0)
            terminal.Error.Write("\r" + new string(' ', Wide) + "\r");
        _tenths = -1;
    }
}
