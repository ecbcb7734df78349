using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Policies;

/// <summary>What an address asks of a policy table (政策查询): the answers as typed, and what was understood of them.</summary>
/// <param name="Table">Which.</param>
/// <param name="Typed">Answers by input, as typed.</param>
/// <param name="On">The day of asking, as typed; empty for today.</param>
/// <param name="Given">What was understood; null if something is wrong.</param>
/// <param name="Faults">Everything wrong.</param>
internal sealed record PolicyAsked(PolicyTable Table, ImmutableDictionary<string, string> Typed, string On, Given? Given, ImmutableArray<Refusal> Faults)
{
    private const string Day = "on", OfCase = "case";

    /// <summary>The same question as an address; what is not known is not in it.</summary>
    public string Address => Addresses.Policy(Table.Id, On, Table.Inputs.Where(input => input.IsAsked).Select(input => (input.Id, Typed.GetValueOrDefault(input.Id))));

    /// <summary>Whether anything was answered.</summary>
    public bool IsAsked => Typed.Values.Any(typed => typed.Length > 0);

    /// <summary>The case that answers were taken from; null if the address names none, or one that may not be seen.</summary>
    public Procedures.Case? Of { get; private init; }

    /// <summary>Reads an address; null if there is no such table. What the address does not answer, the case answers that it names.</summary>
    public static PolicyAsked? From(HttpContext http, string id, ICityBook book, TimeProvider clock, CaseRoom room)
    {
        if (book.Policies.FirstOrDefault(table => table.Id == id) is not { } table)
            return null;
        var typed = http.Request.Query.Where(pair => pair.Key is not (Day or OfCase or "lang")).ToImmutableDictionary(pair => pair.Key, pair => pair.Value[^1]?.Trim() ?? "");
        var of = room.Open ? room.Find(http.Request.Query[OfCase].ToString()) : null;
        if (of is not null)
            typed = CaseAnswers.Of(table, of, room.All, room.Sees).ToImmutableDictionary().SetItems(typed);
        var on = http.Request.Query[Day].ToString().Trim();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), book.TimeZone).DateTime);
        try
        {
            return new PolicyAsked(table, typed, on, Procedures.Given.Read(table, typed, on.Length == 0 ? today : DayOf(on)), []) { Of = of };
        }
        catch (RefusedException refused)
        {
            return new PolicyAsked(table, typed, on, null, refused.Reasons) { Of = of };
        }
    }

    private static DateOnly DayOf(string on) => DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new RefusedException(new Refusal("policy.bad-day", new($"查询日期“{on}”应为日期，如 2026-06-30", $"the day of asking, '{on}', should be a date like 2026-06-30")));
}
