using System.Collections.Immutable;

namespace Mingzhu.Publishing.Charts;

/// <summary>What kind of chart.</summary>
internal enum ChartKind : byte
{
    /// <summary>One bar a category, lying.</summary>
    Bars,

    /// <summary>Parts of each category end to end, lying.</summary>
    StackedBars,

    /// <summary>Parts of one whole.</summary>
    Doughnut,
}

/// <summary>One series: its name, its colour (RRGGBB) and a value per category; null where there is none, which leaves a gap.</summary>
internal sealed record Series(string Name, string Colour, ImmutableArray<double?> Values);

/// <summary>A native chart (图表). Values are already rounded as they are shown, so that chart, table and text say one number.</summary>
/// <param name="Kind">How it is drawn. A doughnut has one series; its parts take <paramref name="Palette"/>.</param>
/// <param name="Categories">Names along the axis, first on top.</param>
/// <param name="Series">What is drawn.</param>
/// <param name="Decimals">Digits after the point of every label.</param>
/// <param name="ValueTitle">Title of the value axis; empty where the caption says the unit.</param>
/// <param name="Palette">Colours of a doughnut's parts.</param>
/// <param name="Percent">Whether the values are percent, so that the axis ends at 100.</param>
internal sealed record Chart(
    ChartKind Kind, ImmutableArray<string> Categories, ImmutableArray<Series> Series, int Decimals, string ValueTitle, ImmutableArray<string> Palette = default, bool Percent = false)
{
    /// <summary>Height in print: enough for every category to keep its name.</summary>
    public double HeightMm => Kind switch
    {
        ChartKind.Doughnut => 62,
        ChartKind.Bars => Math.Clamp(16 + 7.2 * Categories.Length, 40, 190),
        _ => Math.Clamp(34 + 8 * Categories.Length, 50, 190),
    };

    /// <summary>The number format of every label.</summary>
    public string Format => Decimals == 0 ? "#,##0" : "#,##0." + new string('0', Decimals);
}

/// <summary>Colours that readers with any colour vision tell apart (after Okabe and Ito), from good to unknown.</summary>
internal static class Palette
{
    public const string Best = "0072B2", Good = "56B4E9", Fair = "E69F00", Poor = "D55E00", Unknown = "BDBDBD", Other = "E6E6E6", Plain = "3B75AF";
}
