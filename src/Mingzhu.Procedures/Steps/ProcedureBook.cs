using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>All procedures of a pack (办理程序), from procedures/*.yaml, in the order of file names and then as written.</summary>
public sealed class ProcedureBook
{
    private static readonly ConditionalWeakTable<Pack, ProcedureBook> Known = [];
    internal ProcedureBook(ImmutableArray<Procedure> all, ImmutableArray<Subject> subjects, Jurisdictions places) => (All, Subjects, Places) = (all, subjects, places);

    /// <summary>The places they speak of.</summary>
    public Jurisdictions Places { get; }

    /// <summary>All of them.</summary>
    public ImmutableArray<Procedure> All { get; }

    /// <summary>The kinds of things that go through one.</summary>
    public ImmutableArray<Subject> Subjects { get; }

    /// <summary>Reads them; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ProcedureBook Of(Pack pack) => Known.GetValue(pack, ProcedureFiles.Read);

    /// <summary>The procedure of an id; null if there is none.</summary>
    public Procedure? Find(string id) => All.FirstOrDefault(procedure => procedure.Id == id);

    /// <summary>The procedure that a thing has to go through: the one that counts on the day, in the place, under what is known of it.</summary>
    /// <param name="subject">What kind of thing.</param>
    /// <param name="place">Code of a district or zone, or id of a group.</param>
    /// <param name="day">When the case begins.</param>
    /// <param name="known">What is known of the thing.</param>
    /// <returns>The one procedure, or why there is none: nothing prescribed for the place, or something unknown that decides the route.</returns>
    public (Procedure? Procedure, Refusal? Reason) For(string subject, string place, DateOnly day, IRow known)
    {
        var there = All.Where(procedure => procedure.Subject == subject && procedure.CountsOn(day) && procedure.Places.Any(named => procedure.Shared ? named == place : Covers(named, place))).ToArray();
        if (there is [])
        {
            return (null, new Refusal("procedure.none-prescribed", new(
                $"没有为“{NameOf(place).Zh}”的{NameOf(subject, Subjects).Zh}规定办理程序；请与城市更新工作专班办公室确认，或在城市包中补充",
                $"no procedure is prescribed for a {NameOf(subject, Subjects).En} in '{NameOf(place).En}'; ask the office of the task force, or add one to the pack")));
        }

        var holding = there.Where(procedure => procedure.When.Holds(known) == true).ToArray();
        if (holding is [var one])
            return (one, null);
        var asked = there.SelectMany(procedure => procedure.When.Fields).Distinct().Order(StringComparer.Ordinal);
        return (null, new Refusal("procedure.route-unknown", new(
            $"办理程序取决于：{string.Join("、", asked.Select(field => FieldName(there, field).Zh))}；请先填写",
            $"the procedure depends on: {string.Join(", ", asked.Select(field => FieldName(there, field).En))}; fill that in first"), there[0].Rule.Source));
    }

    /// <summary>Whether a place is, or lies in, what is named: a place, or a group of places.</summary>
    public bool Covers(string named, string place) => named == place || Places.Groups.Any(group => group.Id == named && group.Members.Contains(place));

    /// <summary>What a place or a group of places is called; the code itself if nobody knows it.</summary>
    public Wording NameOf(string place) => Places.Find(place)?.Name ?? Places.Groups.FirstOrDefault(group => group.Id == place)?.Name ?? Wording.Same(place);

    /// <summary>The places in which a kind of thing has a procedure on a day.</summary>
    public IEnumerable<string> PlacesOf(string subject, DateOnly day) =>
        All.Where(procedure => procedure.Subject == subject && procedure.CountsOn(day)).SelectMany(PlacesOf).Distinct();

    /// <summary>The places in which a procedure may be begun: those it names, a group's members one by one unless the group has one thing in common.</summary>
    public IEnumerable<string> PlacesOf(Procedure procedure) => procedure.Places.SelectMany(named => Places.Groups.FirstOrDefault(group => group.Id == named) is { } group && !procedure.Shared ? group.Members : [named]);

    private static Wording NameOf(string subject, ImmutableArray<Subject> subjects) => subjects.FirstOrDefault(known => known.Id == subject)?.Name ?? Wording.Same(subject);

    private static Wording FieldName(Procedure[] procedures, string field) =>
        procedures.SelectMany(procedure => procedure.Contents).FirstOrDefault(content => content.Id == field)?.Name ?? Wording.Same(field);
}

/// <summary>A kind of thing that goes through procedures (办理事项).</summary>
/// <param name="Id">Stable and never translated: "unit-plan".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Parent">The kind of thing it belongs to: a unit plan to a special plan; null if to none.</param>
public sealed record Subject(string Id, Wording Name, string? Parent);
