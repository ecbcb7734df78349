using System.Globalization;

namespace Mingzhu.City;

/// <summary>What kind of value a <see cref="Scalar"/> holds.</summary>
internal enum ScalarKind : byte
{
    Unknown,
    Text,
    Number,
    Truth,
    Day,

    /// <summary>Microseconds since 1970 began, UTC: exact from 1685 to 2255, to a few microseconds elsewhere.</summary>
    Moment,
}

/// <summary>One value while an expression is computed, without boxing. Unknown is a value too: it is what null, NaN and impossible sums become.</summary>
internal readonly record struct Scalar(ScalarKind Kind, double Number, string? Text)
{
    public static Scalar Of(string text) => new(ScalarKind.Text, 0, text);

    public static Scalar Of(double number) => double.IsFinite(number) ? new(ScalarKind.Number, number, null) : default;

    public static Scalar Of(DateOnly day) => new(ScalarKind.Day, day.DayNumber, null);

    public static Scalar Of(DateTimeOffset moment) => new(ScalarKind.Moment, (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, null);

    public static Scalar Of(bool? truth) => truth is { } known ? new(ScalarKind.Truth, known ? 1 : 0, null) : default;

    public static Scalar From(object? value) => value switch
    {
        null => default,
        string text => Of(text),
        double number => Of(number),
        bool truth => Of(truth),
        long whole => Of((double)whole),
        int whole => Of((double)whole),
        DateOnly day => Of(day),
        DateTimeOffset moment => Of(moment),
        IConvertible number when value is float or decimal or byte or sbyte or short or ushort or uint or ulong => Of(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => default,
    };

    public bool IsKnown => Kind != ScalarKind.Unknown;

    public bool? Truth => Kind == ScalarKind.Truth ? Number != 0 : null;

    /// <summary>The moment it is, in UTC.</summary>
    public DateTimeOffset Moment => new(DateTime.UnixEpoch.AddTicks((long)Number * TimeSpan.TicksPerMicrosecond));

    /// <summary>As a number: a number, or a text that is written like one ("7", "-2.5"); otherwise unknown.</summary>
    public Scalar AsNumber() => Kind switch
    {
        ScalarKind.Number => this,
        ScalarKind.Text when double.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => Of(number),
        _ => default,
    };

    public object? ToObject() => Kind switch
    {
        ScalarKind.Text => Text,
        ScalarKind.Number => Number,
        ScalarKind.Truth => Number != 0,
        ScalarKind.Day => DateOnly.FromDayNumber((int)Number),
        ScalarKind.Moment => Moment,
        _ => null,
    };

    /// <summary>Whether a equals b; null when that cannot be told. Texts, by far the usual case, are compared without ordering them.</summary>
    public static bool? Same(in Scalar a, in Scalar b) => a.Kind == ScalarKind.Text && b.Kind == ScalarKind.Text
        ? string.Equals(a.Text, b.Text)
        : Compare(a, b) is { } sign ? sign == 0 : null;

    /// <summary>The sign of a − b; null when either is unknown or they are of unlike kinds. A text beside a number counts as the number it is written as, a moment beside a day as its day.</summary>
    public static int? Compare(in Scalar a, in Scalar b)
    {
        if (!a.IsKnown || !b.IsKnown)
            return null;
        if (a.Kind == b.Kind)
            return a.Kind == ScalarKind.Text ? Math.Sign(string.CompareOrdinal(a.Text, b.Text)) : a.Number.CompareTo(b.Number);
        if (Day(a) is { } first && Day(b) is { } second)
            return first.CompareTo(second);
        if (a.Kind != ScalarKind.Number && b.Kind != ScalarKind.Number)
            return null;
        var (left, right) = (a.AsNumber(), b.AsNumber());
        return left.IsKnown && right.IsKnown ? left.Number.CompareTo(right.Number) : null;
    }

    private static double? Day(in Scalar value) => value.Kind switch
    {
        ScalarKind.Day => value.Number,
        ScalarKind.Moment => DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + Math.Floor(value.Number / TimeSpan.MicrosecondsPerDay),
        _ => null,
    };
}
