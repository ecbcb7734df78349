using System.Globalization;

namespace Mingzhu.City;

/// <summary>Days and moments as text (RFC 3339): 2026-01-01 and 2026-01-01T08:00:00Z, with at most six decimals of a second.</summary>
internal static class Instants
{
    // Z stands for itself; FFFFFF is none to six decimals.
    private const string MomentForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public static Scalar? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Scalar.Of(day) : null;

    public static Scalar? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, MomentForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Scalar.Of(moment) : null;

    public static string Print(in Scalar instant) => instant.Kind == ScalarKind.Day
        ? DateOnly.FromDayNumber((int)instant.Number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : instant.Moment.UtcDateTime.ToString(MomentForm, CultureInfo.InvariantCulture);
}
