using System.Globalization;

namespace Mingzhu.Civic.Tests;

/// <summary>The draw by itself, on many seeds.</summary>
public sealed class DrawMathTests
{
    private static readonly FieldList Planners = new("planning", [.. Enumerable.Range(0, 20).Select(at => $"p{at:00}")]);

    private static string Seed(int at) => DrawMath.Hash(at.ToString(CultureInfo.InvariantCulture));

    private static string Key(int at) => DrawMath.Key(Seed(at), "list", "head", "1234");

    [Fact]
    public void The_same_is_drawn_on_every_machine() =>
        DrawMath.Seats([new("planning", 3)], DrawMath.Order([Planners], Key(1))).Select(seat => seat.Expert).ShouldBe(Expected.Seats);

    [Fact]
    public void Over_many_seeds_everybody_is_drawn_equally_often()
    {
        const int Draws = 4_000, Quota = 5;
        var often = Planners.Experts.ToDictionary(expert => expert, _ => 0);

        for (var at = 0; at < Draws; at++)
        {
            foreach (var seat in DrawMath.Seats([new("planning", Quota)], DrawMath.Order([Planners], Key(at))))
                often[seat.Expert]++;
        }

        // Chi-square with 19 degrees of freedom: 43.8 is passed once in a thousand. Drawing without replacement spreads less than the formula's draws, never more.
        var expected = Draws * Quota / (double)Planners.Experts.Length;
        often.Values.Sum(count => Math.Pow(count - expected, 2) / expected).ShouldBeLessThan(43.8);
    }

    [Fact]
    public void Over_many_seeds_every_place_in_the_order_is_equally_likely()
    {
        const int Draws = 4_000;
        var places = new int[Planners.Experts.Length];

        for (var at = 0; at < Draws; at++)
            places[DrawMath.Order([Planners], Key(at))[0].Experts.IndexOf("p00")]++;

        var expected = Draws / (double)places.Length;
        places.Sum(count => Math.Pow(count - expected, 2) / expected).ShouldBeLessThan(43.8);
    }

    [Fact]
    public void One_expert_has_one_seat_even_with_two_fields()
    {
        FieldList[] eligible = [new("planning", ["a", "b"]), new("law", ["a", "c"])];

        for (var at = 0; at < 50; at++)
            DrawMath.Seats([new("planning", 2), new("law", 1)], DrawMath.Order(eligible, Key(at))).Select(seat => seat.Expert).ShouldBe(["a", "b", "c"], ignoreOrder: true);
    }

    [Fact]
    public void Another_seed_witness_head_or_list_gives_another_key() =>
        new[] { DrawMath.Key("s", "l", "h", "w"), DrawMath.Key("t", "l", "h", "w"), DrawMath.Key("s", "m", "h", "w"), DrawMath.Key("s", "l", "i", "w"), DrawMath.Key("s", "l", "h", "x") }.ShouldBeUnique();

    /// <summary>What a few lines of another language made of the pseudo-code.</summary>
    private static class Expected
    {
        public static readonly string[] Seats = ["p06", "p15", "p05"];
    }
}
