using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Brings bodies, parts, posts and holders from a workbook (表格导入机构). All of it or nothing; decided against the organisation as it will be with them.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Chart">Bodies, parts and posts that are new or changed.</param>
/// <param name="Holdings">Holdings that are new or changed.</param>
public sealed record ImportOrganisation(Guid Id, Chart Chart, ImmutableArray<Holding> Holdings) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context)
    {
        if (Chart.Bodies.IsEmpty && Chart.Parts.IsEmpty && Chart.Posts.IsEmpty && Holdings.IsEmpty)
            return [new Refusal("organisation.nothing-new", new("表中没有与现状不同的内容", "the sheets hold nothing that differs from what there is"))];
        var (after, places) = (organisation.With(Chart, Holdings), Jurisdictions.Of(context.Pack));
        return
        [
            .. Chart.Bodies.SelectMany(body => Named(body.Id, FoundBody.Faults(body, after.Bodies.ContainsKey, places))),
            .. Chart.Parts.SelectMany(part => Named(part.Id, TakePart.Faults(part, after.Bodies.ContainsKey, after.Parts.Values))),
            .. Chart.Posts.SelectMany(post => Named(post.Id, MakePost.Faults(post, after.Bodies.ContainsKey, rights))),
            // A post that changed its roles may make two of one who held it before.
            .. after.Holdings.Values.Where(holding => Holdings.Contains(holding) || Chart.Posts.Any(post => post.Id == holding.PostId)).SelectMany(holding => Named(holding.PostId, GivePost.Faults(holding, after, rights))),
        ];
    }

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new OrganisationImported(Chart, Holdings, context.Today);

    private static IEnumerable<Refusal> Named(string id, IEnumerable<Refusal> reasons) => reasons.Select(reason => reason with { Says = new($"{id}：{reason.Says.Zh}", $"{id}: {reason.Says.En}") });
}
