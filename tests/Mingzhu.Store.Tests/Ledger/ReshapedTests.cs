using System.Text;
using System.Text.Json.Nodes;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

/// <summary>What was ever recorded is read for ever, shown on an event that changed twice. The samples of the real ones stand with the tests of the command line, which knows every room.</summary>
public sealed class ReshapedTests
{
    [Fact]
    public void Every_stored_sample_reads_and_is_written_today_with_nothing_lost()
    {
        var samples = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Ledger", "Samples"), "*.json").Order(StringComparer.Ordinal).ToList();
        foreach (var sample in samples)
        {
            var read = Recorded("tally.moved", File.ReadAllText(sample)).Read<Moved>();

            var written = System.Text.Json.JsonSerializer.Serialize(read, FactJson.Options);
            Recorded("tally.moved", written).Read<Moved>().ShouldBe(read);
            if (sample == samples[^1])
                written.ShouldBe(File.ReadAllText(sample), "today's shape has a sample, and is written as it stands there");
        }
    }

    [Theory]
    [InlineData("""{"amount":12}""")]
    [InlineData("""{"$shape":2,"fen":1200}""")]
    [InlineData("""{"$shape":3,"fen":1200,"from":"cash"}""")]
    public void An_old_shape_is_brought_to_the_shape_of_today(string body) => Recorded("tally.moved", body).Read<Moved>().ShouldBe(new Moved(1200, "cash"));

    [Fact]
    public void A_shape_of_a_newer_program_and_a_body_that_is_none_are_told_and_a_wrong_kind_is_a_bug()
    {
        Should.Throw<RefusedException>(() => Recorded("tally.moved", """{"$shape":4,"fen":1}""").Read<Moved>()).Reasons.Single().Says.En.ShouldBe("fact 7 (tally.moved) is of shape 4, this program knows shapes up to 3; use a newer Mingzhu");
        Should.Throw<RefusedException>(() => Recorded("tally.paid", """{"$shape":2,"amount":1}""").Read<Paid>()).Reasons.Single().Code.ShouldBe("ledger.newer-shape");
        Should.Throw<RefusedException>(() => Recorded("tally.paid", "[1]").Read<Paid>()).Reasons.Single().Code.ShouldBe("ledger.unreadable-fact");
        Should.Throw<InvalidOperationException>(() => Recorded("tally.moved", """{"amount":1}""").Read<Paid>()).Message.ShouldBe("fact 7 is 'tally.moved', not 'tally.paid'");
    }

    private static Fact Recorded(string kind, string body) => new(7, "a", 1, 0, "p", "", Guid.NewGuid(), kind, Encoding.UTF8.GetBytes(body), default);

    /// <summary>At first in yuan, then in fen, then with where it came from.</summary>
    private sealed record Moved(long Fen, string From) : Event, IReshaped
    {
        public override string Kind => "tally.moved";

        public static IReadOnlyList<Action<JsonObject>> Changes { get; } =
        [
            body =>
            {
                body["fen"] = body["amount"]!.GetValue<long>() * 100;
                body.Remove("amount");
            },
            body => body["from"] = "cash",
        ];
    }
}
