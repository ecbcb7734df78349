using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Planning;

/// <summary>How numbers of trials are written: with a sign where they are changes, and one decimal more than elsewhere, for a single facility moves a city by little.</summary>
internal static class TrialText
{
    /// <summary>A change with its sign.</summary>
    public static string Signed(double change, int decimals = 0) => Show.Number(change, decimals) is var said && change > 0 && said.Any(digit => digit is >= '1' and <= '9') ? "+" + said : said.Replace('-', '−');

    /// <summary>A part of a whole in percent.</summary>
    public static string Share(double part, double whole, int decimals = 1) => whole > 0 ? Show.Number(100 * part / whole, decimals) + "%" : Show.NotFilled;

    /// <summary>Whether more of something is better.</summary>
    public static string Tone(double change) => change > 0 ? "better" : change < 0 ? "worse" : "same";

    /// <summary>Whether an indicator is better than before.</summary>
    public static string Tone(Indicator indicator, Reading now, Reading then) => (Change(indicator, now, then), indicator.Direction) switch
    {
        (null, _) or (0, _) or (_, Direction.Record) => "same",
        ({ } change, Direction.Higher) => Tone(change),
        ({ } change, _) => Tone(-change),
    };

    /// <summary>A value of an indicator.</summary>
    public static string Value(Indicator indicator, Reading reading) => reading.Value(indicator.Kind, indicator.UnitFactor) is { } value
        ? Show.Number(value, Decimals(indicator))
        : reading.State == ReadingState.NotApplicable ? Show.NotApplicable : Show.NotFilled;

    /// <summary>By how much an indicator differs; what is less than the decimals show is written with more.</summary>
    public static string Difference(Indicator indicator, Reading now, Reading then) => Change(indicator, now, then) is { } change
        ? Signed(change, change != 0 && Math.Abs(change) < 0.005 && Decimals(indicator) > 0 ? 4 : Decimals(indicator))
        : Show.NotFilled;

    private static double? Change(Indicator indicator, Reading now, Reading then) =>
        now.Value(indicator.Kind, indicator.UnitFactor) is { } before && then.Value(indicator.Kind, indicator.UnitFactor) is { } after ? after - before : null;

    private static int Decimals(Indicator indicator) => indicator.Kind == IndicatorKind.Count ? 0 : Show.Decimals(indicator) + 1;

    /// <summary>A box about some places, about 1 km wider: whom something there could serve is seen too. Null without places.</summary>
    public static double[]? Around((double Lon, double Lat)[] places)
    {
        const double margin = 0.012;
        return places is [] ? null : [places.Min(at => at.Lon) - margin, places.Min(at => at.Lat) - margin, places.Max(at => at.Lon) + margin, places.Max(at => at.Lat) + margin];
    }

    /// <summary>Where buildings stand that gain or lose, as the map of a page reads them: lon,lat lon,lat …</summary>
    public static string Dots(Trial trial, bool gains, int mostPerKind) => string.Join(' ', trial.Kinds.SelectMany(kind => kind.Homes.Take(mostPerKind)).Where(home => home.Gains == gains)
        .Select(home => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{home.Lon:0.#####},{home.Lat:0.#####}")));
}
