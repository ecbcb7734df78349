using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Founds a body (设立机构).</summary>
public sealed record FoundBody(Guid Id, Body Body) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context)
    {
        if (organisation.Bodies.ContainsKey(Body.Id))
            yield return new Refusal("organisation.body-there", new($"已有机构“{Body.Id}”", $"there is a body '{Body.Id}' already"));
        foreach (var reason in Faults(Body, organisation.Bodies.ContainsKey, Jurisdictions.Of(context.Pack)))
            yield return reason;
    }

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new BodyFounded(Body);

    /// <summary>What is wrong with a body by itself and towards those it names.</summary>
    internal static IEnumerable<Refusal> Faults(Body body, Func<string, bool> isBody, Jurisdictions places)
    {
        if (body.Id.Length == 0 || body.Name.Zh.Length == 0)
            yield return new Refusal("organisation.body-name", new("机构须有编号和名称", "a body has an id and a name"));
        if (body.Of is { } above && (!isBody(above) || above == body.Id))
            yield return None("body", "机构", "body", above);
        if (body.Place != Body.WholeCity && places.Find(body.Place) is null)
            yield return new Refusal("organisation.no-place", new($"机构“{body.Id}”：没有代码为“{body.Place}”的地方；全市写 {Body.WholeCity}", $"body '{body.Id}': there is no place with the code '{body.Place}'; write {Body.WholeCity} for the whole city"));
        foreach (var reason in TermReasons(body.Term))
            yield return reason;
    }
}

/// <summary>Ends a body, its posts and its parts in groups (撤销机构).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Body">Which.</param>
/// <param name="Last">Its last day.</param>
public sealed record EndBody(Guid Id, string Body, DateOnly Last) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Bodies.TryGetValue(Body, out var body) ? EndReasons(body.Term, Last) : [None("body", "机构", "body", Body)];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new BodyEnded(Body, Last);
}
