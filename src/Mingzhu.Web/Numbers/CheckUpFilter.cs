using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>Which indicators of a check-up are asked for (指标筛选): what stands in the address of the table and of its file.</summary>
/// <param name="Dimension">Chinese name of a dimension: the same address in both languages.</param>
/// <param name="State">measured, partial, proxy, missing or not-applicable.</param>
/// <param name="Target">met or unmet.</param>
/// <param name="Text">Part of a code or name.</param>
public sealed record CheckUpFilter(string? Dimension = null, string? State = null, string? Target = null, string? Text = null)
{
    /// <summary>The codes of states in addresses and files.</summary>
    public static IReadOnlyList<(string Code, ReadingState State)> States { get; } =
    [
        ("measured", ReadingState.Measured), ("partial", ReadingState.Partial), ("proxy", ReadingState.Proxy), ("missing", ReadingState.Missing),
        ("not-applicable", ReadingState.NotApplicable),
    ];

    /// <summary>The code of a state.</summary>
    public static string Code(ReadingState state) => States.First(pair => pair.State == state).Code;

    /// <summary>From the query of an address.</summary>
    public static CheckUpFilter From(IQueryCollection query) => new(query["dimension"], query["state"], query["target"], query["q"]);

    /// <summary>Whether anything is left out.</summary>
    public bool Any => new[] { Dimension, State, Target, Text }.Any(part => !string.IsNullOrEmpty(part));

    /// <summary>The indicators asked for with their reading for the whole city, in catalog order.</summary>
    public IEnumerable<(Indicator Indicator, Reading Reading)> In(IRunBook run) => run.Indicators
        .Select(indicator => (Indicator: indicator, Reading: run.Read(indicator.Code, Level.City, 0)))
        .Where(row => string.IsNullOrEmpty(Dimension) || row.Indicator.Dimension.Zh == Dimension)
        .Where(row => string.IsNullOrEmpty(State) || Code(row.Reading.State) == State)
        .Where(row => string.IsNullOrEmpty(Target) || Judged(row.Indicator, row.Reading) == (Target == "met"))
        .Where(row => string.IsNullOrEmpty(Text) || Speaks(row.Indicator, Text.Trim()));

    /// <summary>Whether a value reaches its target; null without either.</summary>
    public static bool? Judged(Indicator indicator, Reading reading) =>
        indicator.Target is { } target && reading.Value(indicator.Kind, indicator.UnitFactor) is { } value ? target.Met(value) : null;

    private static bool Speaks(Indicator indicator, string part) =>
        indicator.Code.Contains(part, StringComparison.OrdinalIgnoreCase) || indicator.Name.Zh.Contains(part, StringComparison.OrdinalIgnoreCase)
        || indicator.Name.En.Contains(part, StringComparison.OrdinalIgnoreCase);
}
