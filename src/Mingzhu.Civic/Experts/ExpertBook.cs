using System.Collections.Immutable;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>The experts and the draws (专家与抽取), as the ledger knows them.</summary>
public sealed record ExpertBook : IView<ExpertBook>
{
    private ExpertBook()
    {
    }

    /// <inheritdoc/>
    public static ExpertBook Empty { get; } = new();

    /// <summary>Every expert by id.</summary>
    public ImmutableSortedDictionary<string, Expert> Experts { get; private init; } = ImmutableSortedDictionary.Create<string, Expert>(StringComparer.Ordinal);

    /// <summary>Every draw by id.</summary>
    public ImmutableSortedDictionary<string, Draw> Draws { get; private init; } = ImmutableSortedDictionary.Create<string, Draw>(StringComparer.Ordinal);

    /// <summary>The last day each expert got a seat.</summary>
    public ImmutableSortedDictionary<string, DateOnly> LastSeat { get; private init; } = ImmutableSortedDictionary.Create<string, DateOnly>(StringComparer.Ordinal);

    /// <summary>The draws for a project or case, the first first.</summary>
    public IEnumerable<Draw> Of(string project) => Draws.Values.Where(draw => draw.Opened.Terms.Project == project).OrderBy(draw => draw.Opened.Day).ThenBy(draw => draw.Opened.Number);

    /// <inheritdoc/>
    public ExpertBook Apply(Fact fact) => fact.Kind switch
    {
        ExpertsImported.Name => this with { Experts = Experts.SetItems(fact.Read<ExpertsImported>().Experts.Select(expert => KeyValuePair.Create(expert.Id, expert))) },
        DrawOpened.Name => fact.Read<DrawOpened>() is var opened
            ? this with { Draws = Draws.SetItem(opened.Draw, new Draw { Opened = opened, Head = Convert.ToHexStringLower(fact.Hash.Span), OpenedBy = fact.Actor }) } : this,
        DrawWitnessed.Name => fact.Read<DrawWitnessed>() is var witnessed ? With(witnessed.Draw, draw => draw with { Witness = witnessed.Says, WitnessedBy = fact.Actor }) : this,
        DrawRevealed.Name => fact.Read<DrawRevealed>() is var revealed
            ? With(revealed.Draw, draw => draw with { Revealed = revealed }) with { LastSeat = LastSeat.SetItems(revealed.Seats.Select(seat => KeyValuePair.Create(seat.Expert, revealed.Day))) } : this,
        SeatRefused.Name => Apply(fact.Read<SeatRefused>()),
        ExpertHeard.Name => fact.Read<ExpertHeard>() is var heard ? With(heard.Draw, draw => draw with { Opinions = draw.Opinions.SetItem(heard.Expert, heard) }) : this,
        DrawCancelled.Name => fact.Read<DrawCancelled>() is var cancelled ? With(cancelled.Draw, draw => draw with { Cancelled = cancelled.Reason }) : this,
        _ => this,
    };

    private ExpertBook Apply(SeatRefused refused) => With(refused.Draw, draw => draw with { Refusals = draw.Refusals.Add(refused) }) with
    {
        LastSeat = refused.Next is { } next ? LastSeat.SetItem(next, refused.Day) : LastSeat,
    };

    private ExpertBook With(string draw, Func<Draw, Draw> change) => this with { Draws = Draws.SetItem(draw, change(Draws[draw])) };
}
