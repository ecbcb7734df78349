using System.Collections.Immutable;

namespace Mingzhu.Civic;

/// <summary>What is drawn (抽取条件).</summary>
/// <param name="Body">From which of both bodies.</param>
/// <param name="Project">Id of the project or case that is to be reviewed; who took part in it is recused.</param>
/// <param name="Quotas">How many of which field, in the order in which the fields are drawn.</param>
/// <param name="Employers">Organisations whose people are recused.</param>
/// <param name="Kin">Ids of experts who are related to somebody concerned, or have another interest.</param>
/// <param name="RecentDays">Who had a seat within so many days is not drawn.</param>
public sealed record DrawTerms(ExpertBody Body, string Project, ImmutableArray<FieldQuota> Quotas, ImmutableArray<string> Employers, ImmutableArray<string> Kin, int RecentDays);

/// <summary>How many are drawn of a field (分层名额).</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Seats">1 or more.</param>
public readonly record struct FieldQuota(string Field, int Seats);

/// <summary>Experts of one field.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Experts">Ids.</param>
public sealed record FieldList(string Field, ImmutableArray<string> Experts);

/// <summary>A seat and who was drawn for it.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Expert">Id of the expert.</param>
public readonly record struct Seat(string Field, string Expert);

/// <summary>Why an expert cannot be drawn.</summary>
public enum Recusal
{
    /// <summary>单位回避: works for an organisation concerned.</summary>
    Employer,

    /// <summary>项目回避: took part in the project.</summary>
    Project,

    /// <summary>亲属或其他利害关系回避.</summary>
    Kin,

    /// <summary>近期已抽中: had a seat not long ago.</summary>
    Recent,

    /// <summary>不在聘期.</summary>
    Term,
}

/// <summary>An expert of the fields asked for who cannot be drawn.</summary>
/// <param name="Expert">Id.</param>
/// <param name="Reasons">All of them.</param>
public sealed record ExcludedExpert(string Expert, ImmutableArray<Recusal> Reasons);

/// <summary>Why a seat is not taken.</summary>
public enum SeatRefusal
{
    /// <summary>时间冲突.</summary>
    Busy,

    /// <summary>身体原因.</summary>
    Health,

    /// <summary>发现应当回避.</summary>
    Conflict,

    /// <summary>无法联系.</summary>
    Unreachable,

    /// <summary>其他原因.</summary>
    Other,
}

/// <summary>How far a draw has come.</summary>
public enum DrawState
{
    /// <summary>The seed is settled and not told.</summary>
    Opened,

    /// <summary>A witness has spoken.</summary>
    Witnessed,

    /// <summary>The seed is told, the seats are given.</summary>
    Revealed,

    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>A draw (专家抽取), as the ledger knows it: everything anybody needs to do it again.</summary>
public sealed record Draw
{
    /// <summary>How it was opened.</summary>
    public required DrawOpened Opened { get; init; }

    /// <summary>Hash of the fact that opened it: of everything recorded until then.</summary>
    public required string Head { get; init; }

    /// <summary>Opaque id of who opened it.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>What the witness said; null before.</summary>
    public string? Witness { get; init; }

    /// <summary>Opaque id of the witness.</summary>
    public string? WitnessedBy { get; init; }

    /// <summary>What was told in the end; null before.</summary>
    public DrawRevealed? Revealed { get; init; }

    /// <summary>Seats not taken, in order.</summary>
    public ImmutableArray<SeatRefused> Refusals { get; init; } = [];

    /// <summary>What the experts said, by id; the latest of each counts.</summary>
    public ImmutableSortedDictionary<string, ExpertHeard> Opinions { get; init; } = ImmutableSortedDictionary.Create<string, ExpertHeard>(StringComparer.Ordinal);

    /// <summary>Why it was given up; null otherwise.</summary>
    public string? Cancelled { get; init; }

    /// <summary>How far it has come.</summary>
    public DrawState State => Cancelled is not null ? DrawState.Cancelled : Revealed is not null ? DrawState.Revealed : Witness is not null ? DrawState.Witnessed : DrawState.Opened;

    /// <summary>Who has a seat now, refusals and those who came after counted.</summary>
    public ImmutableArray<Seat> Seats => Revealed is null ? [] : DrawMath.Seated(Revealed.Seats, Refusals);

    /// <summary>Who has a seat and has not given an opinion.</summary>
    public IEnumerable<Seat> Unheard => Seats.Where(seat => !Opinions.ContainsKey(seat.Expert));
}
