using System.Globalization;
using Microsoft.Extensions.Localization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>How values, states and grades are written on a page: one place, so that the same number is the same everywhere.</summary>
public sealed class Show(Reader reader, IStringLocalizer text, ICityBook book, PeopleShown people)
{
    /// <summary>What stands where nothing was filled in.</summary>
    public const string NotFilled = "—";

    /// <summary>What stands where the question does not arise.</summary>
    public const string NotApplicable = "/";

    /// <summary>A number for people; see <see cref="Shown"/>.</summary>
    public static string Number(double value, int decimals = 0) =>
        Shown.Number(value, decimals);

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>With how many decimals an indicator's values are written: percent with one, whole things with none, lengths in a larger unit with one, ratios with two.</summary>
    public static int Decimals(Indicator indicator) => indicator.Kind switch
    {
        IndicatorKind.Share => 1,
        _ when indicator.Unit.Zh == "%" => 1,
        IndicatorKind.Count => 0,
        IndicatorKind.Amount => indicator.UnitFactor == 1 ? 0 : 1,
        _ => 2,
    };

    /// <summary>The value in the indicator's own unit, without the unit; — missing, / not applicable.</summary>
    public static string Value(Indicator indicator, Reading reading) => reading.Value(indicator.Kind, indicator.UnitFactor) is { } value
        ? Shown.Number(value, Decimals(indicator), fixedDecimals: indicator.Kind != IndicatorKind.Reported || indicator.Unit.Zh == "%")
        : reading.State == ReadingState.NotApplicable ? NotApplicable : NotFilled;

    /// <summary>The value with its unit.</summary>
    public string ValueWithUnit(Indicator indicator, Reading reading) =>
        reading.Value(indicator.Kind, indicator.UnitFactor) is null ? Value(indicator, reading) : Join(Value(indicator, reading), Unit(indicator));

    /// <summary>The unit of an indicator in the reader's language.</summary>
    public string Unit(Indicator indicator) => reader.In(indicator.Unit);

    /// <summary>The target as a sentence of signs: ≥ 85 %.</summary>
    public string Target(Indicator indicator) => indicator.Target is { } target
        ? $"{target.Op switch { ">=" => "≥", "<=" => "≤", _ => "=" }} {Join(Number(target.Value, target.Value == Math.Truncate(target.Value) ? 0 : 2), Unit(indicator))}"
        : NotFilled;

    /// <summary>How much of what should be known is known, in whole percent; — where there is nothing to look at.</summary>
    public static string Known(Reading reading) => Share(reading) is { } known ? Number(known * 100) + "%" : NotFilled;

    /// <summary>How much of what should be known is known, 0–1; null where there is nothing to look at.</summary>
    public static double? Share(Reading reading) => reading.ExpectedWeight > 0 ? Math.Min(1, reading.KnownWeight / reading.ExpectedWeight) : null;

    /// <summary>How good the sites chosen together are proved to be.</summary>
    public string Proof(OneMoreAnswer answer)
    {
        var (best, count) = (answer.Together, answer.Together.Sites.Length);
        var said = count == 0 ? text["one-more.none-adds"].Value
            : best.IsBest ? text["one-more.proved", Number(count)].Value
            : text["one-more.gap", Number(best.Gap * 100, 2), Number(best.Bound), reader.In(answer.Unit)].Value;
        return best.CutM2 >= 1 ? $"{said}{text["one-more.cut", Number(best.CutM2)]}" : said;
    }

    /// <summary>The name of a state.</summary>
    public string State(ReadingState state) => state switch
    {
        ReadingState.Measured => text["state.measured"],
        ReadingState.Partial => text["state.partial"],
        ReadingState.Proxy => text["state.proxy"],
        ReadingState.Missing => text["state.missing"],
        _ => text["state.not-applicable"],
    };

    /// <summary>The name of a grade.</summary>
    public string Grade(Grade grade) => grade switch
    {
        CheckUp.Grade.VeryGood => text["grade.very-good"],
        CheckUp.Grade.Good => text["grade.good"],
        CheckUp.Grade.Fair => text["grade.fair"],
        _ => text["grade.poor"],
    };

    /// <summary>The name of a severity.</summary>
    public string Severity(Severity severity) => severity switch
    {
        CheckUp.Severity.VerySerious => text["severity.very-serious"],
        CheckUp.Severity.Serious => text["severity.serious"],
        _ => text["severity.general"],
    };

    /// <summary>What became of a row.</summary>
    public string Became(Atlas.RowSeverity severity) => severity switch
    {
        Atlas.RowSeverity.Note => text["import.note"],
        Atlas.RowSeverity.Repaired => text["import.repaired"],
        Atlas.RowSeverity.LeftOut => text["import.left-out"],
        _ => text["import.refused"],
    };

    /// <summary>What became of a feature.</summary>
    public string Change(Atlas.ChangeKind kind) => kind switch
    {
        Atlas.ChangeKind.Added => text["change.added"],
        Atlas.ChangeKind.Removed => text["change.removed"],
        Atlas.ChangeKind.Moved => text["change.moved"],
        _ => text["change.changed"],
    };

    /// <summary>Who did something, masked as the pack says; in a city without accounts there is the one operator.</summary>
    public string Who(string actor) => actor switch
    {
        "" => NotFilled,
        "operator" => text["who.operator"],
        _ => people.Name(actor) ?? actor,
    };

    /// <summary>What shapes a layer holds.</summary>
    public string Geometry(string kind) => kind switch
    {
        "point" => text["shape.point"],
        "line" => text["shape.line"],
        "polygon" => text["shape.polygon"],
        "none" => text["shape.none"],
        _ => text["shape.any"],
    };

    /// <summary>What was answered at an import, as pairs of question and answer.</summary>
    public IEnumerable<(string What, string Said)> Answers(Atlas.GivenAnswers answers)
    {
        (string Key, string? Said)[] plain =
        [
            ("answer.as", answers.As), ("answer.crs", answers.Crs), ("answer.encoding", answers.Encoding), ("answer.layer", answers.Layer), ("answer.sheet", answers.Sheet), ("answer.x", answers.X), ("answer.y", answers.Y),
        ];
        return
        [
            .. plain.Where(pair => pair.Said is not null).Select(pair => (text[pair.Key].Value, pair.Said!)),
            .. answers.LayersAs?.Select(pair => (pair.Key, "→ " + pair.Value)) ?? [],
            .. answers.Columns?.Select(pair => (pair.Key, "← " + pair.Value)) ?? [],
            .. answers.Units?.Select(pair => (pair.Key, pair.Value)) ?? [],
            .. answers.SkipBadRows == true ? new[] { (text["answer.skip"].Value, text["value.yes"].Value) } : [],
        ];
    }

    /// <summary>Kinds of shape with their numbers, as a reader of files counts them ("Polygon 812, Point 3"), in the reader's words.</summary>
    public string Shapes(string counted)
    {
        var parts = counted.Split(", ").Select(part => part.Split(' ') is [var kind, var count] && long.TryParse(count, CultureInfo.InvariantCulture, out var many) ? (Name: Shape(kind), Count: many) : (Name: part, Count: 0)).ToArray();
        // One shape and several of its kind are one word to a reader.
        return string.Join(" · ", parts.GroupBy(part => part.Name).Select(same => same.Sum(part => part.Count) is > 0 and var many ? $"{same.Key} {Number(many)}" : same.Key));
    }

    private string Shape(string kind) => kind.ToUpperInvariant() switch
    {
        "POINT" or "MULTIPOINT" => text["shape.point"],
        "LINESTRING" or "MULTILINESTRING" or "LINE" => text["shape.line"],
        "POLYGON" or "MULTIPOLYGON" => text["shape.polygon"],
        _ => kind,
    };

    /// <summary>A number of bytes.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => $"{Number(bytes / 1024.0, 0)} KB",
        < 1 << 30 => $"{Number(bytes / 1048576.0, 1)} MB",
        _ => $"{Number(bytes / 1073741824.0, 2)} GB",
    };

    /// <summary>A moment by the city's clocks, and how far those are from UTC.</summary>
    public string Moment(DateTimeOffset when)
    {
        var here = TimeZoneInfo.ConvertTime(when, book.TimeZone);
        var ahead = here.Offset == TimeSpan.Zero ? "" : (here.Offset < TimeSpan.Zero ? "−" : "+") + here.Offset.ToString(here.Offset.Minutes == 0 ? "%h" : @"h\:mm", CultureInfo.InvariantCulture);
        return here.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC" + ahead;
    }

    /// <summary>The name of a place; its code where it has none, the city's name for the whole.</summary>
    public static string Place(Place place) => place.Name.Length > 0 ? place.Name : place.Id;

    internal static string Join(string number, string unit) => unit.Length == 0 ? number : unit == "%" ? number + "%" : $"{number} {unit}";
}
