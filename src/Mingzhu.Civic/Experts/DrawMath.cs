using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Civic;

/// <summary>
/// The draw itself (抽取算法), so simple that anybody can do it again with a calculator of hashes: everybody gets a number out of the key, and the smallest numbers have the seats.
/// </summary>
/// <remarks>
/// By: commitment and revelation with a second party. Whoever knows the seed had to settle on it before the witness spoke; the witness spoke without knowing it; the list was settled with the seed. One honest party of both makes the
/// order uniformly random.<br/>
/// Always: pure; the same inputs give the same order on every machine.
/// </remarks>
public static class DrawMath
{
    /// <summary>How to do a draw again, in words that are part of every record.</summary>
    public const string PseudoCode = """
        sha256(text)      = SHA-256 of the UTF-8 bytes, as 64 small hex digits
        list text         = for each field in order, for each expert in the order of ids: field + TAB + expert + LF
        check             : sha256(list text) = list hash;  SHA-256 of the 32 bytes of the seed = commitment
        key               = sha256(seed + LF + list hash + LF + head + LF + witness)
        number of expert  = sha256(key + LF + field + LF + expert)
        order of a field  = its experts by number, smallest first
        seats             : field by field in order, the first of its order who have no seat yet, as many as the quota
        seat not taken    : the next of the same order who has no seat and has refused none
        """;

    /// <summary>The list of who can be drawn, as it is hashed.</summary>
    public static string ListText(IEnumerable<FieldList> eligible)
    {
        var text = new StringBuilder();
        foreach (var field in eligible)
        {
            foreach (var expert in field.Experts)
                text.Append(field.Field).Append('\t').Append(expert).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>SHA-256 of a text, 64 small hex digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What is told of a seed before it is told.</summary>
    /// <param name="seed">64 hex digits.</param>
    /// <returns>Null for what is no seed.</returns>
    public static string? Commitment(string seed) =>
        seed.Length == 64 && seed.All(char.IsAsciiHexDigitLower) ? Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed))) : null;

    /// <summary>The key out of which everybody's number comes.</summary>
    public static string Key(string seed, string listHash, string head, string witness) => Hash($"{seed}\n{listHash}\n{head}\n{witness}");

    /// <summary>Everybody of each field, in the order drawn.</summary>
    public static ImmutableArray<FieldList> Order(IEnumerable<FieldList> eligible, string key) =>
        [.. eligible.Select(field => field with { Experts = [.. field.Experts.OrderBy(expert => Hash($"{key}\n{field.Field}\n{expert}"), StringComparer.Ordinal)] })];

    /// <summary>Who has the seats.</summary>
    public static ImmutableArray<Seat> Seats(ImmutableArray<FieldQuota> quotas, ImmutableArray<FieldList> order)
    {
        var (seats, seated) = (ImmutableArray.CreateBuilder<Seat>(), new HashSet<string>());
        foreach (var quota in quotas)
        {
            foreach (var expert in order.Where(field => field.Field == quota.Field).SelectMany(field => field.Experts).Where(expert => !seated.Contains(expert)).Take(quota.Seats).ToArray())
            {
                seats.Add(new Seat(quota.Field, expert));
                seated.Add(expert);
            }
        }

        return seats.ToImmutable();
    }

    /// <summary>Who has the seats after refusals.</summary>
    public static ImmutableArray<Seat> Seated(ImmutableArray<Seat> seats, IEnumerable<SeatRefused> refusals)
    {
        foreach (var refused in refusals)
        {
            var at = seats.IndexOf(seats.FirstOrDefault(seat => seat.Expert == refused.Expert));
            if (at >= 0)
                seats = refused.Next is null ? seats.RemoveAt(at) : seats.SetItem(at, seats[at] with { Expert = refused.Next });
        }

        return seats;
    }

    /// <summary>Who comes after for the seat of an expert; null where the order is at its end.</summary>
    public static string? Next(ImmutableArray<FieldList> order, ImmutableArray<Seat> seats, IEnumerable<string> refused, Seat seat)
    {
        var gone = refused.Concat(seats.Select(other => other.Expert)).ToHashSet();
        return order.First(field => field.Field == seat.Field).Experts.FirstOrDefault(expert => !gone.Contains(expert));
    }
}
