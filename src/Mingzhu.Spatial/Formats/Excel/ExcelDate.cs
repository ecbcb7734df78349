namespace Mingzhu.Spatial;

/// <summary>Days as spreadsheets count them.</summary>
/// <remarks>
/// By: ECMA-376 part 1 §18.17.4.1. Counted from 1900 the calendar has a 29 February 1900 that never was (day 60), so earlier days are one off and are not written as numbers; counted from
/// 1904 it is sound.
/// </remarks>
internal static class ExcelDate
{
    private const int FirstSoundDay = 61;
    private const int LastDay = 2_958_465;

    private static readonly DateOnly From1900 = new(1899, 12, 30);
    private static readonly DateOnly From1904 = new(1904, 1, 1);

    /// <summary>The number of a day; null for a day before 1 March 1900.</summary>
    public static int? Serial(DateOnly day) => day.DayNumber - From1900.DayNumber is >= FirstSoundDay and var serial ? serial : null;

    /// <summary>The day of a number, whatever its hour; null where it is no day.</summary>
    public static DateOnly? Day(double serial, bool from1904)
    {
        if (!(serial >= 0 && serial < LastDay + 1))
            return null;
        var day = (int)serial;
        return from1904 ? day <= LastDay - 1462 ? From1904.AddDays(day) : null
            : day >= FirstSoundDay ? From1900.AddDays(day)
            : day is >= 1 and < FirstSoundDay - 1 ? From1900.AddDays(day + 1)
            : null;
    }
}
