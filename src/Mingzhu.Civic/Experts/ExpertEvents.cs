using System.Collections.Immutable;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>Experts came into the bodies or changed (专家入库): each replaces what was known of the id.</summary>
/// <param name="Experts">New and changed ones.</param>
/// <param name="Day">The legal day.</param>
public sealed record ExpertsImported(ImmutableArray<Expert> Experts, DateOnly Day) : Event
{
    internal const string Name = "civic.experts-imported";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A draw was opened (开启抽取): who can be drawn is settled, and so is the secret seed, of which only the hash is told.</summary>
/// <param name="Draw">Its id.</param>
/// <param name="Terms">What is drawn.</param>
/// <param name="Eligible">Who can be drawn, field by field, each in the order of ids.</param>
/// <param name="Excluded">Who cannot, and why.</param>
/// <param name="ListHash">SHA-256 of <see cref="DrawMath.ListText"/>.</param>
/// <param name="Commitment">SHA-256 of the seed.</param>
/// <param name="Number">1 for the first draw of the project from this body, 2 for the second …: drawing until it fits does not go unseen.</param>
/// <param name="Day">The legal day.</param>
public sealed record DrawOpened(
    string Draw, DrawTerms Terms, ImmutableArray<FieldList> Eligible, ImmutableArray<ExcludedExpert> Excluded, string ListHash, string Commitment, int Number, DateOnly Day) : Event
{
    internal const string Name = "civic.draw-opened";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A witness said something after the seed was settled and before it was told (监督人取值): so whoever knew the seed could not know the outcome.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Says">Any digits or letters, thrown or thought up: no personal data.</param>
/// <param name="Day">The legal day.</param>
public sealed record DrawWitnessed(string Draw, string Says, DateOnly Day) : Event
{
    internal const string Name = "civic.draw-witnessed";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>The seed was told and the seats given (揭示种子、产生名单).</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Seed">The secret seed, 64 hex digits.</param>
/// <param name="Head">The hash of the fact that opened the draw.</param>
/// <param name="Order">Everybody who could be drawn, field by field, in the order drawn.</param>
/// <param name="Seats">Who was drawn.</param>
/// <param name="Day">The legal day.</param>
public sealed record DrawRevealed(string Draw, string Seed, string Head, ImmutableArray<FieldList> Order, ImmutableArray<Seat> Seats, DateOnly Day) : Event
{
    internal const string Name = "civic.draw-revealed";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>An expert drawn does not take the seat, and the next in the order drawn does (拒绝与补抽).</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Expert">Who does not take it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Next">Who does; null where the order is at its end.</param>
/// <param name="Day">The legal day.</param>
public sealed record SeatRefused(string Draw, string Expert, SeatRefusal Reason, string? Next, DateOnly Day) : Event
{
    internal const string Name = "civic.seat-refused";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A draw was given up before its seed was told (作废抽取): it stays on record.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Reason">Why; no personal data.</param>
/// <param name="Day">The legal day.</param>
public sealed record DrawCancelled(string Draw, string Reason, DateOnly Day) : Event
{
    internal const string Name = "civic.draw-cancelled";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>What an expert says of what was drawn for (专家意见).</summary>
public enum ExpertStance
{
    /// <summary>同意.</summary>
    Agree,

    /// <summary>修改后同意.</summary>
    Amend,

    /// <summary>不同意.</summary>
    Disagree,
}

/// <summary>An expert who has a seat gave an opinion (专家意见); it is signed on paper, and what it says is kept here.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Expert">Who.</param>
/// <param name="Stance">What it comes to.</param>
/// <param name="Opinion">What was said; no personal data.</param>
/// <param name="Day">The legal day.</param>
public sealed record ExpertHeard(string Draw, string Expert, ExpertStance Stance, string Opinion, DateOnly Day) : Event
{
    internal const string Name = "civic.expert-heard";

    /// <inheritdoc/>
    public override string Kind => Name;
}
