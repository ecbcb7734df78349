using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Mingzhu.City;

/// <summary>The day a limit ends, and whether that may still change.</summary>
/// <param name="Due">The last day of the limit.</param>
/// <param name="Provisional">True if the limit reaches into a year whose holidays are not published; such days were counted as plain weekdays.</param>
public readonly record struct Limit(DateOnly Due, bool Provisional);

/// <summary>A run of days off, named (节假日).</summary>
/// <param name="Name">"春节".</param>
/// <param name="First">First day off.</param>
/// <param name="Last">Last day off.</param>
public sealed record Holiday(Wording Name, DateOnly First, DateOnly Last);

/// <summary>
/// The working days (工作日) of the pack's calendar.yaml: Monday to Friday, without the holidays and with the adjusted working days (调休) of each year's notice.
/// </summary>
/// <remarks>Always: a longer limit ends no earlier; counting back from a limit gives its length. Immutable; thread-safe.</remarks>
public sealed class WorkingDays
{
    private readonly FrozenDictionary<DateOnly, bool> _exceptions;
    private readonly FrozenDictionary<int, Citation> _years;

    private WorkingDays(Dictionary<DateOnly, bool> exceptions, Dictionary<int, Citation> years, ImmutableArray<Holiday> holidays)
    {
        _exceptions = exceptions.ToFrozenDictionary();
        _years = years.ToFrozenDictionary();
        Holidays = holidays;
    }

    /// <summary>All holidays of the published years, in written order.</summary>
    public ImmutableArray<Holiday> Holidays { get; }

    /// <summary>Reads calendar.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static WorkingDays Of(Pack pack)
    {
        var exceptions = new Dictionary<DateOnly, bool>();
        var years = new Dictionary<int, Citation>();
        var holidays = ImmutableArray.CreateBuilder<Holiday>();
        var file = pack.File("calendar.yaml");
        file.OnlyKeys("data", "years");
        if (file["data"].Exists)
            file["data"].Citation();
        foreach (var node in file["years"].Items())
        {
            node.OnlyKeys("year", "source", "notice", "holidays", "working-days");
            var year = node["year"].Integer();
            if (!years.TryAdd(year, node["source"].Citation()))
                node["year"].Report(new($"{year} 年出现两次", $"the year {year} stands twice"));
            foreach (var item in node["holidays"].Items())
                ReadHoliday(item, year, exceptions, holidays);
            foreach (var item in node["working-days"].Items())
                ReadWorkingDay(item, year, exceptions);
        }

        return new WorkingDays(exceptions, years, holidays.ToImmutable());
    }

    /// <summary>Whether the holidays of a year are published in the pack.</summary>
    public bool IsKnown(int year) => _years.ContainsKey(year);

    /// <summary>The notice a year rests on; null if it is not published.</summary>
    public Citation? Source(int year) => _years.GetValueOrDefault(year);

    /// <summary>Whether people work on a day; in a year that is not published, whether it is a weekday.</summary>
    public bool IsWorkingDay(DateOnly day) => _exceptions.TryGetValue(day, out var works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The end of a limit of so many working days; the first day counted is the one after <paramref name="from"/> (期间开始的日不计算在期间内).</summary>
    /// <param name="from">The day the clock starts, a working day or not.</param>
    /// <param name="workingDays">Length, 0 or more; 0 ends on <paramref name="from"/> itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative length.</exception>
    public Limit LimitFrom(DateOnly from, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var day = from;
        var provisional = false;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            provisional |= !IsKnown(day.Year);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return new Limit(day, provisional);
    }

    /// <summary>How many working days lie after one day, up to and including another; negative if the other lies before.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -Between(to, from);
        var count = 0;
        for (var day = from; day < to;)
        {
            day = day.AddDays(1);
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    private static void ReadHoliday(PackNode node, int year, Dictionary<DateOnly, bool> exceptions, ImmutableArray<Holiday>.Builder holidays)
    {
        node.OnlyKeys("name", "from", "to");
        if (Day(node["from"], year) is not { } first || Day(node["to"], year) is not { } last)
            return;
        if (last < first || last.DayNumber - first.DayNumber > 31)
        {
            node["to"].Report(new("假期的止日应在起日之后一个月内", "a holiday ends on or after its first day, within a month"));
            return;
        }

        holidays.Add(new Holiday(node["name"].Wording(), first, last));
        for (var day = first; day <= last; day = day.AddDays(1))
            Except(node, exceptions, day, works: false);
    }

    private static void ReadWorkingDay(PackNode node, int year, Dictionary<DateOnly, bool> exceptions)
    {
        if (Day(node, year) is not { } day)
            return;
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            node.Report(new($"{Iso(day)} 不是周末，无需调休", $"{Iso(day)} is no weekend day: nothing to adjust"));
        Except(node, exceptions, day, works: true);
    }

    private static void Except(PackNode node, Dictionary<DateOnly, bool> exceptions, DateOnly day, bool works)
    {
        if (!exceptions.TryAdd(day, works))
            node.Report(new($"{Iso(day)} 出现两次", $"{Iso(day)} stands twice"));
    }

    /// <summary>A day of the year's notice; a holiday may begin in the last days of the year before.</summary>
    private static DateOnly? Day(PackNode node, int year)
    {
        if (node.DayOrNull() is not { } day)
        {
            if (!node.Exists)
                node.Report(new("缺少日期", "a day is missing"));
            return null;
        }

        if (day.Year == year || (day.Year == year - 1 && day.Month == 12))
            return day;
        node.Report(new($"{Iso(day)} 不属于 {year} 年的通知", $"{Iso(day)} does not belong to the notice for {year}"));
        return null;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
