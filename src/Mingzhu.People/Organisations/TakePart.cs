using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>A body begins to lead or support a group (牵头或配合). A group may have several leads.</summary>
public sealed record TakePart(Guid Id, Part Part) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        [
            .. organisation.Parts.ContainsKey(Part.Id) ? new[] { new Refusal("organisation.part-there", new($"已有编号“{Part.Id}”", $"the id '{Part.Id}' is taken")) } : [],
            .. Faults(Part, organisation.Bodies.ContainsKey, organisation.Parts.Values),
        ];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PartTaken(Part);

    /// <summary>What is wrong with a part by itself, towards its bodies and beside others.</summary>
    internal static IEnumerable<Refusal> Faults(Part part, Func<string, bool> isBody, IEnumerable<Part> others)
    {
        foreach (var body in new[] { part.Group, part.Body }.Where(body => !isBody(body)))
            yield return None("body", "机构", "body", body);
        if (others.Any(other => other.Id != part.Id && other.Group == part.Group && other.Body == part.Body && other.As == part.As && other.Term.Meets(part.Term)))
            yield return new Refusal("organisation.part-twice", new($"“{part.Body}”在同一时期已参与“{part.Group}”", $"'{part.Body}' takes part in '{part.Group}' in that time already"));
        foreach (var reason in TermReasons(part.Term))
            yield return reason;
    }
}

/// <summary>A body takes part in a group no longer (退出工作组).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Part">Which part.</param>
/// <param name="Last">Its last day.</param>
public sealed record EndPart(Guid Id, string Part, DateOnly Last) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Parts.TryGetValue(Part, out var part) ? EndReasons(part.Term, Last) : [None("part", "参与关系", "part", Part)];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PartEnded(Part, Last);
}
