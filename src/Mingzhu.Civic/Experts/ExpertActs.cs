using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>Brings experts into the bodies (专家入库). Names are written into the registry beside it, never here.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Experts">New and changed ones.</param>
public sealed record ImportExperts(Guid Id, ImmutableArray<Expert> Experts) : Command(Id, "experts")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var fields = ExpertRules.Of(context.Pack).Fields.Select(field => field.Id).ToHashSet();
        var reasons = Experts.SelectMany(expert => Faults(expert, fields)).ToList();
        reasons.AddRange(Experts.GroupBy(expert => expert.Id).Where(same => same.Skip(1).Any()).Select(same => DrawAct.Reason("expert-twice", $"专家“{same.Key}”出现两次", $"the expert '{same.Key}' stands twice")));
        if (Experts.IsEmpty)
            reasons.Add(DrawAct.Reason("none", "没有要导入的专家", "there is no expert to bring"));
        return reasons is [] ? new Decision<Event>.Taken([new ExpertsImported(Experts, context.Today)]) : new Decision<Event>.Refused([.. reasons]);
    }

    /// <summary>What is wrong with an expert by itself.</summary>
    internal static IEnumerable<Refusal> Faults(Expert expert, IReadOnlySet<string> fields)
    {
        if (expert.Bodies.IsEmpty)
            yield return DrawAct.Reason("body", "未写明属于专家委员会还是专家库", "neither the committee nor the library is named");
        if (expert.Fields.IsEmpty)
            yield return DrawAct.Reason("field", "未写明专业领域", "no field of expertise is named");
        foreach (var field in expert.Fields.Where(field => !fields.Contains(field)))
            yield return DrawAct.Reason("no-field", $"没有专业领域“{field}”", $"there is no field of expertise '{field}'");
        if (!expert.Term.IsSound)
            yield return DrawAct.Reason("term", $"聘期有误：截止 {expert.Term.Last:yyyy-MM-dd} 早于起始 {expert.Term.First:yyyy-MM-dd}", $"the term ends on {expert.Term.Last:yyyy-MM-dd}, before it begins on {expert.Term.First:yyyy-MM-dd}");
    }
}

/// <summary>An act on one draw. Whether who asks may is asked at the door.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
public abstract record DrawAct(Guid Id, string Draw) : Command(Id, $"draw/{Draw}")
{
    /// <inheritdoc/>
    public sealed override Decision<Event> Decide(Context context)
    {
        var (book, reasons) = (context.View<ExpertBook>(), new List<Refusal>());
        var made = Decide(book, book.Draws.GetValueOrDefault(Draw), context, reasons);
        return reasons is [] ? new Decision<Event>.Taken([made!]) : new Decision<Event>.Refused([.. reasons]);
    }

    /// <summary>Puts every reason against it into the list; the event if there is none.</summary>
    protected abstract Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons);

    /// <summary>A reason of this room.</summary>
    internal static Refusal Reason(string code, string zh, string en, Citation? basis = null) => new($"experts.{code}", new(zh, en), basis);

    /// <summary>The reason that there is no such draw, or that it is not where the act needs it.</summary>
    protected static IEnumerable<Refusal> NotIn(Draw? draw, string id, params ReadOnlySpan<DrawState> states)
    {
        if (draw is null)
            return [Reason("no-draw", $"没有抽取“{id}”", $"there is no draw '{id}'")];
        return states.Contains(draw.State) ? [] : [Reason("draw-state", $"抽取“{id}”{Word(draw.State).Zh}，不能这样办理", $"the draw '{id}' {Word(draw.State).En}; that cannot be done now")];
    }

    /// <summary>How a state is told.</summary>
    internal static Wording Word(DrawState state) => state switch
    {
        DrawState.Opened => new("已开启、等待监督人取值", "is open and waits for the witness"),
        DrawState.Witnessed => new("已取值、等待揭示", "is witnessed and waits to be revealed"),
        DrawState.Revealed => new("已揭示", "is revealed"),
        _ => new("已作废", "was given up"),
    };
}

/// <summary>Opens a draw: who can be drawn is settled with the hash of the secret seed (开启抽取).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Terms">What is drawn.</param>
/// <param name="Commitment">SHA-256 of the seed, 64 hex digits.</param>
public sealed record OpenDraw(Guid Id, string Draw, DrawTerms Terms, string Commitment) : DrawAct(Id, Draw)
{
    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        var rules = ExpertRules.Of(context.Pack);
        var before = book.Draws.Values.Where(other => other.Opened.Terms.Project == Terms.Project && other.Opened.Terms.Body == Terms.Body).ToArray();
        if (draw is not null)
            reasons.Add(Reason("draw-there", $"已有抽取“{Draw}”", $"there is a draw '{Draw}' already"));
        if (before.FirstOrDefault(other => other.State is DrawState.Opened or DrawState.Witnessed) is { } open)
            reasons.Add(Reason("draw-open", $"该项目的抽取“{open.Opened.Draw}”尚未揭示；请先揭示或作废", $"the draw '{open.Opened.Draw}' of this project is not revealed yet; reveal it or give it up first"));
        if (Terms.Project.Length == 0)
            reasons.Add(Reason("project", "请写明项目", "name the project"));
        if (Commitment.Length != 64 || !Commitment.All(char.IsAsciiHexDigitLower))
            reasons.Add(Reason("commitment", "种子承诺应为 64 位十六进制数", "the commitment should be 64 hex digits"));
        if (Terms.Quotas.IsEmpty || Terms.Quotas.Any(quota => quota.Seats < 1))
            reasons.Add(Reason("quota", "请为每个专业领域写明 1 名或以上", "ask for 1 expert or more of each field"));
        foreach (var twice in Terms.Quotas.GroupBy(quota => quota.Field).Where(same => same.Skip(1).Any()))
            reasons.Add(Reason("quota-twice", $"专业领域“{twice.Key}”出现两次", $"the field '{twice.Key}' stands twice"));
        foreach (var quota in Terms.Quotas.Where(quota => rules.Fields.All(field => field.Id != quota.Field)))
            reasons.Add(Reason("no-field", $"没有专业领域“{quota.Field}”", $"there is no field of expertise '{quota.Field}'"));
        foreach (var kin in Terms.Kin.Where(kin => !book.Experts.ContainsKey(kin)))
            reasons.Add(Reason("no-expert", $"没有专家“{kin}”", $"there is no expert '{kin}'"));
        if (Terms.RecentDays < rules.RecentDays)
            reasons.Add(Reason("recent", $"近期回避不得少于 {rules.RecentDays} 天", $"recent use must count for {rules.RecentDays} days or more", rules.RecentSource));
        var (eligible, excluded) = Settle(book, Terms, context);
        if (reasons is [])
            reasons.AddRange(TooFew(Terms, eligible));
        return new DrawOpened(Draw, Terms, eligible, excluded, DrawMath.Hash(DrawMath.ListText(eligible)), Commitment, before.Length + 1, context.Today);
    }

    private static (ImmutableArray<FieldList> Eligible, ImmutableArray<ExcludedExpert> Excluded) Settle(ExpertBook book, DrawTerms terms, Context context)
    {
        var (asked, concerned) = (terms.Quotas.Select(quota => quota.Field).ToHashSet(), Concerned(terms.Project, context.View<Cases>()));
        var recusals = book.Experts.Values.Where(expert => expert.Bodies.Contains(terms.Body) && expert.Fields.Any(asked.Contains)).ToDictionary(expert => expert, expert => Recusals(expert, book, terms, concerned, context.Today).ToImmutableArray());
        return (
            [.. terms.Quotas.Select(quota => new FieldList(quota.Field, [.. recusals.Where(one => one.Value.IsEmpty && one.Key.Fields.Contains(quota.Field)).Select(one => one.Key.Id).Order(StringComparer.Ordinal)]))],
            [.. recusals.Where(one => !one.Value.IsEmpty).Select(one => new ExcludedExpert(one.Key.Id, one.Value)).OrderBy(one => one.Expert, StringComparer.Ordinal)]);
    }

    private static IEnumerable<Recusal> Recusals(Expert expert, ExpertBook book, DrawTerms terms, IReadOnlySet<string> concerned, DateOnly today)
    {
        if (terms.Employers.Contains(expert.Employer) && expert.Employer.Length > 0)
            yield return Recusal.Employer;
        if (expert.Projects.Intersect(concerned).Any())
            yield return Recusal.Project;
        if (terms.Kin.Contains(expert.Id))
            yield return Recusal.Kin;
        if (book.LastSeat.TryGetValue(expert.Id, out var last) && last > today.AddDays(-terms.RecentDays))
            yield return Recusal.Recent;
        if (!expert.Term.Holds(today))
            yield return Recusal.Term;
    }

    // What is reviewed may be a case: who took part in the project, plan or unit it belongs to took part in it too.
    private static HashSet<string> Concerned(string project, Cases cases)
    {
        var concerned = new HashSet<string>();
        for (var at = project; at is not null && concerned.Add(at);)
            at = cases.Find(at)?.Of;
        return concerned;
    }

    // An expert of two fields can take one seat only, so the fields are also counted together.
    private static IEnumerable<Refusal> TooFew(DrawTerms terms, ImmutableArray<FieldList> eligible)
    {
        foreach (var (quota, list) in terms.Quotas.Zip(eligible).Where(pair => pair.Second.Experts.Length < pair.First.Seats))
            yield return Reason("too-few", $"专业领域“{quota.Field}”需 {quota.Seats} 名，可抽 {list.Experts.Length} 名", $"{quota.Seats} are asked for of the field '{quota.Field}', {list.Experts.Length} can be drawn");
        var (together, asked) = (eligible.SelectMany(list => list.Experts).Distinct().Count(), terms.Quotas.Sum(quota => quota.Seats));
        if (together < asked)
            yield return Reason("too-few-together", $"共需 {asked} 名，可抽 {together} 名", $"{asked} are asked for together, {together} can be drawn");
    }
}

/// <summary>A witness adds something nobody could know when the seed was settled (监督人取值).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Says">4 to 64 letters or digits.</param>
public sealed record WitnessDraw(Guid Id, string Draw, string Says) : DrawAct(Id, Draw)
{
    private const int Shortest = 4, Longest = 64;

    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        reasons.AddRange(NotIn(draw, Draw, DrawState.Opened));
        // On the command line everybody is the operator; where people have accounts the witness is another.
        if (draw is not null && context.Session.Actor == draw.OpenedBy && context.Session != Session.Operator(context.Session.Language))
            reasons.Add(Reason("own-witness", "监督人不能是开启抽取的人；请另一账号取值", "the witness cannot be who opened the draw; let another account speak"));
        if (Says.Length is < Shortest or > Longest || !Says.All(char.IsAsciiLetterOrDigit))
            reasons.Add(Reason("witness", $"监督人取值应为 {Shortest} 至 {Longest} 位字母或数字", $"the witness says {Shortest} to {Longest} letters or digits"));
        return new DrawWitnessed(Draw, Says, context.Today);
    }
}

/// <summary>Tells the seed, by which the seats are given (揭示种子).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Seed">64 hex digits.</param>
public sealed record RevealDraw(Guid Id, string Draw, string Seed) : DrawAct(Id, Draw)
{
    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        reasons.AddRange(NotIn(draw, Draw, DrawState.Witnessed));
        if (draw is null)
            return null;
        if (DrawMath.Commitment(Seed) != draw.Opened.Commitment)
            reasons.Add(Reason("seed", "种子与开启时的承诺不符", "this is not the seed that was settled on when the draw was opened"));
        var order = DrawMath.Order(draw.Opened.Eligible, DrawMath.Key(Seed, draw.Opened.ListHash, draw.Head, draw.Witness ?? ""));
        return new DrawRevealed(Draw, Seed, draw.Head, order, DrawMath.Seats(draw.Opened.Terms.Quotas, order), context.Today);
    }
}

/// <summary>An expert drawn does not take the seat (拒绝); the next in the order drawn does (补抽).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Expert">Id of the expert.</param>
/// <param name="Because">Why.</param>
public sealed record RefuseSeat(Guid Id, string Draw, string Expert, SeatRefusal Because) : DrawAct(Id, Draw)
{
    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        reasons.AddRange(NotIn(draw, Draw, DrawState.Revealed));
        if (draw?.Revealed is not { } revealed)
            return null;
        if (draw.Seats.All(seat => seat.Expert != Expert))
        {
            reasons.Add(Reason("no-seat", $"“{Expert}”不在抽中名单中", $"'{Expert}' has no seat"));
            return null;
        }

        var next = DrawMath.Next(revealed.Order, draw.Seats, draw.Refusals.Select(refused => refused.Expert), draw.Seats.First(seat => seat.Expert == Expert));
        return new SeatRefused(Draw, Expert, Because, next, context.Today);
    }
}

/// <summary>Gives up a draw whose seed is not told (作废抽取): a lost seed, terms that were wrong. It stays on record and is counted.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Because">Why; no personal data.</param>
public sealed record CancelDraw(Guid Id, string Draw, string Because) : DrawAct(Id, Draw)
{
    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        reasons.AddRange(NotIn(draw, Draw, DrawState.Opened, DrawState.Witnessed));
        if (Because.Trim().Length == 0)
            reasons.Add(Reason("reason", "请说明理由", "give a reason"));
        return new DrawCancelled(Draw, Because.Trim(), context.Today);
    }
}

/// <summary>Records what an expert who has a seat said (记录专家意见); said again, the latest counts, and the one before stays on record.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Draw">Id of the draw.</param>
/// <param name="Expert">Id of the expert.</param>
/// <param name="Stance">What it comes to.</param>
/// <param name="Opinion">What was said; no personal data.</param>
public sealed record HearExpert(Guid Id, string Draw, string Expert, ExpertStance Stance, string Opinion) : DrawAct(Id, Draw)
{
    /// <summary>The longest opinion.</summary>
    public const int Longest = 4_000;

    /// <inheritdoc/>
    protected override Event? Decide(ExpertBook book, Draw? draw, Context context, List<Refusal> reasons)
    {
        reasons.AddRange(NotIn(draw, Draw, DrawState.Revealed));
        if (draw is { State: DrawState.Revealed } && draw.Seats.All(seat => seat.Expert != Expert))
            reasons.Add(Reason("no-seat", $"“{Expert}”不在抽中名单中", $"'{Expert}' has no seat"));
        var said = Opinion.Trim();
        if (said.Length > Longest)
            reasons.Add(Reason("opinion-long", $"意见共 {said.Length} 字，最多 {Longest} 字", $"the opinion has {said.Length} characters; at most {Longest} are possible"));
        if (said.Length == 0 && Stance != ExpertStance.Agree)
            reasons.Add(Reason("opinion", "不同意或修改后同意的，请写明意见", "say what is to be amended, or why not"));
        return new ExpertHeard(Draw, Expert, Stance, said, context.Today);
    }
}
