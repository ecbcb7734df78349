using System.Collections.Immutable;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>The record of a draw (抽取记录): one page that holds everything anybody needs to do it again, without this program.</summary>
public sealed record DrawRecord
{
    private static readonly JsonSerializerOptions Json = new(FactJson.Options) { WriteIndented = true };

    /// <summary>Id of the draw.</summary>
    public required string Draw { get; init; }

    /// <summary>The day it was opened.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The how-manieth draw of the project from this body.</summary>
    public required int Number { get; init; }

    /// <summary>What was drawn.</summary>
    public required DrawTerms Terms { get; init; }

    /// <summary>Who could be drawn.</summary>
    public required ImmutableArray<FieldList> Eligible { get; init; }

    /// <summary>Who could not, and why.</summary>
    public required ImmutableArray<ExcludedExpert> Excluded { get; init; }

    /// <summary>Hash of the list, told when the draw was opened.</summary>
    public required string ListHash { get; init; }

    /// <summary>Hash of the seed, told when the draw was opened.</summary>
    public required string Commitment { get; init; }

    /// <summary>Hash of the fact that opened the draw, and by it of the whole ledger until then.</summary>
    public required string Head { get; init; }

    /// <summary>What the witness said.</summary>
    public required string Witness { get; init; }

    /// <summary>Whether the witness was another than who opened the draw. If not, it rests on one person alone.</summary>
    public required bool WitnessIsAnother { get; init; }

    /// <summary>The seed, told at the end.</summary>
    public required string Seed { get; init; }

    /// <summary>The order drawn.</summary>
    public required ImmutableArray<FieldList> Order { get; init; }

    /// <summary>Who was drawn.</summary>
    public required ImmutableArray<Seat> Seats { get; init; }

    /// <summary>Who did not take a seat, why, and who came after.</summary>
    public required ImmutableArray<SeatRefused> Refusals { get; init; }

    /// <summary>How to do it again.</summary>
    public string PseudoCode { get; init; } = DrawMath.PseudoCode;

    /// <summary>The record of a draw that is revealed.</summary>
    public static DrawRecord Of(Draw draw) => new()
    {
        Draw = draw.Opened.Draw, Day = draw.Opened.Day, Number = draw.Opened.Number, Terms = draw.Opened.Terms, Eligible = draw.Opened.Eligible, Excluded = draw.Opened.Excluded, ListHash = draw.Opened.ListHash,
        Commitment = draw.Opened.Commitment, Head = draw.Head, Witness = draw.Witness!, WitnessIsAnother = draw.WitnessedBy != draw.OpenedBy, Seed = draw.Revealed!.Seed, Order = draw.Revealed.Order, Seats = draw.Revealed.Seats,
        Refusals = draw.Refusals,
    };

    /// <summary>Who has the seats now.</summary>
    public ImmutableArray<Seat> Seated() => DrawMath.Seated(Seats, Refusals);

    /// <summary>As JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>A record as it was written.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static DrawRecord FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<DrawRecord>(json, Json)!;
        }
        catch (JsonException broken)
        {
            throw new RefusedException([DrawAct.Reason("no-record", $"这不是抽取记录：{broken.Message}", $"this is no record of a draw: {broken.Message}")], broken);
        }
    }

    /// <summary>Does the draw again from what the record says; every point where the outcome is another. None if all of it holds.</summary>
    public ImmutableArray<Refusal> Check()
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        if (DrawMath.Hash(DrawMath.ListText(Eligible)) != ListHash)
            faults.Add(Fault("list", "可抽名单与开启时的哈希不符", "the list of who could be drawn is not the one whose hash was told at the opening"));
        if (DrawMath.Commitment(Seed) != Commitment)
            faults.Add(Fault("seed", "种子与开启时的承诺不符", "the seed is not the one whose hash was told at the opening"));
        if (Eligible.SelectMany(field => field.Experts).Intersect(Excluded.Select(one => one.Expert)).Any())
            faults.Add(Fault("excluded", "应回避的专家在可抽名单中", "somebody recused is on the list of who could be drawn"));
        var order = DrawMath.Order(Eligible, DrawMath.Key(Seed, ListHash, Head, Witness));
        if (!Same(order, Order))
            faults.Add(Fault("order", "重新计算的顺序与记录不符", "the order comes out another"));
        if (!DrawMath.Seats(Terms.Quotas, order).SequenceEqual(Seats))
            faults.Add(Fault("seats", "重新计算的名单与记录不符", "the seats come out others"));
        faults.AddRange(CheckRefusals(order));
        return faults.ToImmutable();
    }

    private IEnumerable<Refusal> CheckRefusals(ImmutableArray<FieldList> order)
    {
        for (var at = 0; at < Refusals.Length; at++)
        {
            var seats = DrawMath.Seated(Seats, Refusals.Take(at));
            if (seats.All(seat => seat.Expert != Refusals[at].Expert))
                yield return Fault("refusal", $"“{Refusals[at].Expert}”没有席位却记为拒绝", $"'{Refusals[at].Expert}' refused a seat without having one");
            else if (DrawMath.Next(order, seats, Refusals.Take(at).Select(refused => refused.Expert), seats.First(seat => seat.Expert == Refusals[at].Expert)) != Refusals[at].Next)
                yield return Fault("next", $"“{Refusals[at].Expert}”之后的补抽与顺序不符", $"who came after '{Refusals[at].Expert}' was not next in the order");
        }
    }

    private static bool Same(ImmutableArray<FieldList> one, ImmutableArray<FieldList> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.Field == pair.Second.Field && pair.First.Experts.SequenceEqual(pair.Second.Experts));

    private static Refusal Fault(string code, string zh, string en) => DrawAct.Reason($"verify-{code}", zh, en);
}
