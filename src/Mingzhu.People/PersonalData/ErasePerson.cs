using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Decides that a person's data are erased (删除个人数据). What was done in posts stays, under the opaque id; the registry forgets who it was (<see cref="PersonalData.Erase"/>).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Subject">Opaque id of the person.</param>
public sealed record ErasePerson(Guid Id, string Subject) : Command(Id, $"person/{Subject}")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var acting = ActingIn.Of(context.View<Organisation>(), Subject).Where(acting => acting.Term.Last is null || acting.Term.Last >= context.Today).Select(acting => acting.Post).ToArray();
        var reasons = acting.Select(post => new Refusal("person.holds-post", new(
            $"此人仍任“{post.Name.Zh}”（{post.Id}）；请先免职", $"this person still holds '{post.Name.En}' ({post.Id}); end that first"))).ToList();
        if (context.View<ErasedPeople>().All.Contains(Subject))
            reasons.Add(new Refusal("person.erased", new("此人的个人数据已经删除", "this person's data have been erased already")));
        return reasons is [] ? new Decision<Event>.Taken([new PersonErased(Subject, context.Today)]) : new Decision<Event>.Refused([.. reasons]);
    }
}

/// <summary>Everybody whose erasure was decided, by opaque id.</summary>
/// <param name="All">In order of id.</param>
public sealed record ErasedPeople(ImmutableSortedSet<string> All) : IView<ErasedPeople>
{
    /// <inheritdoc/>
    public static ErasedPeople Empty { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public ErasedPeople Apply(Fact fact) => fact.Kind == PersonErased.Name ? new(All.Add(fact.Read<PersonErased>().Subject)) : this;
}
