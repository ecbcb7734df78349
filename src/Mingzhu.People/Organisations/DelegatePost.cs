using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Lets somebody act in a post for a time (委托代理). It has an end, lies within the holding, and is not passed on.</summary>
public sealed record DelegatePost(Guid Id, Delegation Delegation) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context)
    {
        if (organisation.Delegations.ContainsKey(Delegation.Id))
            yield return new Refusal("organisation.delegation-there", new($"已有编号“{Delegation.Id}”", $"the id '{Delegation.Id}' is taken"));
        if (Delegation.Term.First is null || Delegation.Term.Last is null)
            yield return new Refusal("organisation.delegation-open", new("委托须有起止日期", "a delegation has a first and a last day"));
        foreach (var reason in TermReasons(Delegation.Term))
            yield return reason;
        if (!organisation.Holdings.TryGetValue(Delegation.Holding, out var holding))
        {
            yield return None("holding", "任职", "holding", Delegation.Holding);
            yield break;
        }

        if (holding.Person == Delegation.To || Delegation.To.Length == 0)
            yield return new Refusal("organisation.delegation-self", new("请委托给另一人", "delegate to somebody else"));
        if (!holding.Term.Meets(Delegation.Term))
            yield return new Refusal("organisation.delegation-outside", new("委托期间不在任职期内", "the delegation lies outside the time the post is held"));
        foreach (var reason in ActingIn.Conflicts(organisation, rights, Delegation.To, organisation.Posts[holding.PostId], Delegation.Term, except: Delegation.Id))
            yield return reason;
    }

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PostDelegated(Delegation);
}

/// <summary>Ends a delegation early (撤回委托).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Delegation">Which.</param>
/// <param name="Last">Its last day.</param>
public sealed record EndDelegation(Guid Id, string Delegation, DateOnly Last) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Delegations.TryGetValue(Delegation, out var delegation) ? EndReasons(delegation.Term, Last) : [None("delegation", "委托", "delegation", Delegation)];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new DelegationEnded(Delegation, Last);
}
