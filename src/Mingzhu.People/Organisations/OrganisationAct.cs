using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>An act that changes the organisation. Whether who asks may is asked of <see cref="Rights"/> at the door; here is decided whether the change makes sense.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
public abstract record OrganisationAct(Guid Id) : Command(Id, Stream)
{
    /// <summary>The one stream of the organisation.</summary>
    public new const string Stream = "organisation";

    /// <inheritdoc/>
    public sealed override Decision<Event> Decide(Context context)
    {
        var (organisation, rights) = (context.View<Organisation>(), Rights.Of(context.Pack));
        var reasons = Reasons(organisation, rights, context).ToList();
        return reasons is [] ? new Decision<Event>.Taken([Event(organisation, context)]) : new Decision<Event>.Refused([.. reasons]);
    }

    /// <summary>Every reason against it.</summary>
    protected abstract IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context);

    /// <summary>What it comes to when there is none.</summary>
    protected abstract Event Event(Organisation organisation, Context context);

    /// <summary>The reason that there is no such thing.</summary>
    protected static Refusal None(string code, string zh, string en, string id) => new($"organisation.no-{code}", new($"没有{zh}“{id}”", $"there is no {en} '{id}'"));

    /// <summary>The reasons against a term.</summary>
    protected static IEnumerable<Refusal> TermReasons(Term term)
    {
        if (!term.IsSound)
            yield return new Refusal("organisation.term", new($"有效期有误：截止 {term.Last:yyyy-MM-dd} 早于起始 {term.First:yyyy-MM-dd}", $"the term ends on {term.Last:yyyy-MM-dd}, before it begins on {term.First:yyyy-MM-dd}"));
    }

    /// <summary>The reasons against ending something on a day.</summary>
    protected static IEnumerable<Refusal> EndReasons(Term term, DateOnly last)
    {
        if (term.Last < last)
            yield return new Refusal("organisation.ended", new($"已于 {term.Last:yyyy-MM-dd} 截止", $"it has ended on {term.Last:yyyy-MM-dd} already"));
        if (last < term.First?.AddDays(-1))
            yield return new Refusal("organisation.term", new($"截止 {last:yyyy-MM-dd} 早于起始 {term.First:yyyy-MM-dd}", $"it would end on {last:yyyy-MM-dd}, before it begins on {term.First:yyyy-MM-dd}"));
    }
}
