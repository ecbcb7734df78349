using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary>What the verbs that choose sites share (选址命令): the city, the conditions, how many sites are listed, and the three ways to tell an answer.</summary>
internal sealed class SitingFrame
{
    private const int UsualTop = 20;
    private readonly Option<string> _city;
    private readonly Option<string[]> _conditions;
    private readonly Option<int> _top;
    private readonly Option<bool> _json;
    private readonly Option<bool> _csv;

    public SitingFrame(Options options, Wording conditions, Wording top)
    {
        (_city, _json, _csv) = (options.City(), options.Json(), options.Csv());
        _conditions = options.Option<string[]>("--if", "COND", conditions.Zh, conditions.En);
        _top = options.Number<int>("--top", "N", top.Zh, top.En);
        _top.DefaultValueFactory = _ => UsualTop;
    }

    /// <summary>Puts the options of a verb between those that all have: what it chooses from, the conditions, the rest.</summary>
    public void AddTo(Command verb, Option[] candidates, Option[] rest) => verb.Add([_city, .. candidates, _conditions, .. rest, _top, _json, _csv]);

    /// <summary>The conditions typed.</summary>
    /// <exception cref="RefusedException">One of them is none.</exception>
    public SiteCondition[] Conditions(ParseResult parsed) => [.. (parsed.GetValue(_conditions) ?? []).Select(SiteCondition.Parse)];

    /// <summary>Opens the city, asks, and tells what comes of it as JSON, as CSV or in sentences.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where to speak.</param>
    /// <param name="ask">Reads the question against the pack; what it gives answers it on the ground with so many sites listed.</param>
    /// <param name="tell">In sentences.</param>
    /// <param name="csv">As CSV.</param>
    /// <param name="cancel">Stops it.</param>
    public int Answer<T>(ParseResult parsed, Terminal terminal, Func<Pack, Func<SiteGround, int, T>> ask, Action<T, Terminal> tell, Action<T, Terminal> csv, CancellationToken cancel)
        where T : notnull
    {
        using var lease = terminal.Open(parsed.GetRequiredValue(_city), Access.Read);
        // A question that can't be read is refused before the city is made ready for it.
        var answer = ask(lease.Workspace.Pack);
        var told = answer(SiteGrounds.Prepare(lease.Workspace, terminal.Session, cancel), Math.Max(0, parsed.GetValue(_top)));
        if (parsed.GetValue(_json))
            terminal.Write(told);
        else if (parsed.GetValue(_csv))
            csv(told, terminal);
        else
            tell(told, terminal);
        return Terminal.Done;
    }
}
