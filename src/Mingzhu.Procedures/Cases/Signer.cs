using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>
/// Who asks, against a case (署名人): which seat an act would be signed in, or why none. The one place where it is decided who may act at a step: by body and role, on the day, held or delegated.
/// </summary>
public sealed class Signer
{
    private const string Alone = "operator";
    private readonly Case _case;
    private readonly OrganisationDay _day;
    private readonly string _actor;
    private readonly ImmutableArray<Seat> _seats;
    private readonly bool _alone;

    /// <summary>Somebody at a case.</summary>
    /// <param name="case">The case.</param>
    /// <param name="organisation">The organisation on the day.</param>
    /// <param name="rights">Which roles exclude each other.</param>
    /// <param name="session">Who asks; a post that is named there is the only one that counts.</param>
    public Signer(Case @case, OrganisationDay organisation, Rights rights, Session session)
    {
        (_case, _day, _actor) = (@case, organisation, session.Actor);
        var seats = Standing.Of(organisation, rights, session.Actor).Seats;
        _seats = session.Post.Length == 0 ? seats : [.. seats.Where(seat => seat.Post == session.Post)];
        // As long as nobody holds any post the one at the machine acts for everybody, and it is recorded so.
        _alone = session.Actor == Alone && organisation.Holdings.IsEmpty;
    }

    /// <summary>The bodies that act at a step.</summary>
    public IEnumerable<Body> BodiesOf(Actor actor) => BodiesOf(actor, _case.Place, _case.Preparer, _day);

    /// <summary>The bodies an actor stands for in a place.</summary>
    public static IEnumerable<Body> BodiesOf(Actor actor, string place, string? preparer, OrganisationDay day)
    {
        var ids = actor.Bodies.AsEnumerable();
        if (actor.OfPlace.TryGetValue(place, out var there))
            ids = ids.Append(there);
        if (actor.Designated && preparer is not null)
            ids = ids.Append(preparer);
        return ids.Select(id => day.Bodies.GetValueOrDefault(id)).OfType<Body>().Concat(day.Bodies.Values.Where(body => body.Place == place && actor.Kinds.Contains(body.Kind))).Distinct();
    }

    /// <summary>The seat in which an act at a step would be signed; null if there is none.</summary>
    public Signature? At(Step step) => Assigned(step) is { } other && other != _actor ? null : In(BodiesOf(step.By), step.Role);

    /// <summary>The seat of who may give a step to another person: anybody of the body in the role, whoever it was given to.</summary>
    public Signature? Reassigning(Step step) => In(BodiesOf(step.By), step.Role);

    /// <summary>The seat of a body in a role.</summary>
    public Signature? Of(string body, string role) => _day.Bodies.TryGetValue(body, out var known) ? In([known], role) : null;

    /// <summary>The bodies of a joint review for which the one who asks may answer.</summary>
    public IEnumerable<(Body Body, Signature By)> Units(Step step) => step.Units.SelectMany(BodiesOf).Distinct().Select(body => (body, In([body], step.Role))).Where(pair => pair.Item2 is not null).Select(pair => (pair.body, pair.Item2!));

    /// <summary>The bodies of a joint review that have not answered in this round.</summary>
    public IEnumerable<Body> Unanswered(Step step) => step.Units.SelectMany(BodiesOf).Distinct().Where(body => !_case.Steps[step.Id].Answers.ContainsKey(body.Id));

    /// <summary>The seat of one of these posts.</summary>
    public Signature? Post(ImmutableArray<string> posts)
    {
        if (_alone && posts.FirstOrDefault(_day.Posts.ContainsKey) is { } post)
            return new Signature(Alone, _day.Posts[post].Body);
        return _seats.FirstOrDefault(seat => posts.Contains(seat.Post)) is { } held ? new Signature(held.Post, held.Body, held.Behalf) : null;
    }

    /// <summary>The seat of who may override a gate, or attest it.</summary>
    public Signature? Overriding(GateRule gate) => Post(gate.Override) ?? (gate is { Attest: { } attests, AttestRole: { } role } ? In(BodiesOf(attests), role) : null);

    /// <summary>The seat of who may open the case: of a body that acts first, in any role that the procedure names. Who opens decides nothing.</summary>
    public Signature? Opening()
    {
        var roles = _case.Procedure.Steps.Select(step => step.Role).Distinct().ToArray();
        return _case.Open.SelectMany(step => roles.Prepend(step.Role).Select(role => In(BodiesOf(step.By), role))).FirstOrDefault(by => by is not null);
    }

    /// <summary>Whether somebody acts in a post of the body in the role.</summary>
    public bool CanAct(string person, Step step) => BodiesOf(step.By).Any(body => _day.PostsOf(person).Any(acting => acting.Body.Id == body.Id && acting.Post.Roles.Contains(step.Role)));

    /// <summary>Why nobody may act at a step but others.</summary>
    public Refusal NotYours(Step step, Rights rights)
    {
        var bodies = BodiesOf(step.By).ToArray();
        var role = rights.Role(step.Role)?.Name ?? Wording.Same(step.Role);
        var (zh, en) = bodies is [] ? (step.By.Name.Zh, step.By.Name.En) : (string.Join("或", bodies.Select(body => body.Name.Zh)), string.Join(" or ", bodies.Select(body => body.Name.En)));
        return Assigned(step) is { } other && other != _actor && In(bodies, step.Role) is not null
            ? new Refusal("case.assigned", new($"“{step.Name.Zh}”已转办给同单位另一人", $"'{step.Name.En}' was given to somebody else of this body"), step.Rule.Source)
            : new Refusal("case.not-yours", new($"“{step.Name.Zh}”须由{zh}的{role.Zh}岗位办理", $"'{step.Name.En}' is for a post as {role.En} of {en}"), step.Rule.Source);
    }

    private string? Assigned(Step step) => _case.Steps[step.Id].Assigned;

    private Signature? In(IEnumerable<Body> bodies, string role)
    {
        foreach (var body in bodies)
        {
            if (_seats.FirstOrDefault(seat => seat.Body == body.Id && seat.Roles.Contains(role)) is { } seat)
                return new Signature(seat.Post, seat.Body, seat.Behalf);
            if (_alone)
                return new Signature(Alone, body.Id);
        }

        return null;
    }
}
