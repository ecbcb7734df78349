using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Begins the organisation as the pack's organisations.yaml says (按城市包建立机构). Once; from then on the ledger rules.</summary>
public sealed record SeedOrganisation(Guid Id) : OrganisationAct(Id)
{
    /// <summary>Begins it where it has not begun.</summary>
    /// <exception cref="RefusedException">The pack has no organisation.</exception>
    internal static void IfDue(Workspace workspace, Visit by)
    {
        if (!workspace.View<Organisation>().Seeded && workspace.Execute(by.Session, new SeedOrganisation(Guid.NewGuid())) is { Taken: false } outcome)
            throw new RefusedException(outcome.Reasons);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context)
    {
        if (organisation.Seeded)
            yield return new Refusal("organisation.seeded", new("机构已经建立；此后的变动请逐项登记", "the organisation has begun already; record what changes"));
        if (ChartFile.Of(context.Pack).Bodies.IsEmpty)
            yield return new Refusal("organisation.no-chart", new("城市包没有 organisations.yaml；请先启用带有它的城市包", "the pack has no organisations.yaml; adopt one that has"));
    }

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new OrganisationSeeded(ChartFile.Of(context.Pack), context.Pack.Hash(), context.Today);
}
