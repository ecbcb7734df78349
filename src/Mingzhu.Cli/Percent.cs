using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>How far long work is, on one line that it wipes away: only before the eyes of a person, never in a file or for a server that passes the verb on.</summary>
internal sealed class Percent(Terminal terminal, Wording what) : IProgress<double>, IProgress<CheckUpProgress>, IDisposable
{
    private const int Wide = 76;
    private readonly bool _seen = terminal.Error == Console.Error && !Console.IsErrorRedirected;
    private readonly Lock _saying = new();
    private int _tenths = -1;

    /// <summary>Told 0–1; begins again when the next piece of work does.</summary>
    public void Report(double value) => Tell(value, what);

    /// <summary>Work that says itself what it does.</summary>
    public void Report(CheckUpProgress value) => Tell(value.Share, value.Says);

    /// <summary>Wipes the line, so that what is said next begins on an empty one.</summary>
    public void Dispose()
    {
        if (_tenths >= 0)
            terminal.Error.Write("\r" + new string(' ', Wide) + "\r");
        _tenths = -1;
    }

    // Work on several threads tells from all of them.
    private void Tell(double share, Wording says)
    {
        var tenths = (int)(share * 10);
        lock (_saying)
        {
            if (!_seen || tenths == _tenths)
                return;
            Dispose();
            _tenths = tenths;
            if (share < 1)
                terminal.Error.Write($"\r  {tenths * 10} % {says.In(terminal.Language)}");
            else
                Dispose();
        }
    }
}
