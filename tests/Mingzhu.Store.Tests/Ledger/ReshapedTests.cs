using System.Text;
using System.Text.Json.Nodes;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

/// <summary>What was ever recorded is read for ever. A sample under Samples/ is never changed; a new shape gets a new one.</summary>
public sealed class ReshapedTests
{
    private static readonly Dictionary<string, Func<Fact, object>> Readers = new()
    {
        ["access.sealed"] = fact => fact.Read<AccessRecordsSealed>(),
        ["city.founded"] = fact => fact.Read<CityFounded>(),
        ["city.pack-adopted"] = fact => fact.Read<PackAdopted>(),
        ["city.restored"] = fact => fact.Read<CityRestored>(),
        ["vault.file-erased"] = fact => fact.Read<FileErased>(),
        ["tally.moved"] = fact => fact.Read<Moved>(),
    };

    [Fact]
    public void Every_stored_sample_reads_and_is_written_today_with_nothing_lost()
    {
        var samples = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Ledger", "Samples"), "*.json");
        samples.Select(KindOf).Distinct().Order().ShouldBe(Readers.Keys.Order());
        foreach (var sample in samples)
        {
            var fact = Recorded(KindOf(sample), File.ReadAllText(sample));

            var read = Readers[fact.Kind](fact);

            var written = System.Text.Json.JsonSerializer.Serialize(read, read.GetType(), FactJson.Options);
            Readers[fact.Kind](fact with { Body = Encoding.UTF8.GetBytes(written) }).ShouldBe(read);
            if (sample == samples.Where(other => KindOf(other) == fact.Kind).Order(StringComparer.Ordinal).Last())
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

    private static string KindOf(string sample) => Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(sample));

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
