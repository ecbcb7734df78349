using System.Buffers.Binary;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

/// <summary>A long ledger opens from what was kept of it, and what does not fit is thrown away.</summary>
public sealed class KeptViewsTests : IDisposable
{
    private const int Facts = 12_000;
    private readonly CityForTests _folder = new();

    public KeptViewsTests()
    {
        using var city = _folder.Found();
        for (var act = 0; act < Facts / 400; act++)
            city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ => new Decision<Event>.Taken([.. Enumerable.Repeat<Event>(new Paid(1), 400)])));
    }

    private string File => Directory.GetFiles(Path.Combine(_folder.Folder, "derived", "views"), "*Sum.view", SearchOption.AllDirectories).Single();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_took_long_to_replay_is_kept_and_only_what_came_after_is_replayed()
    {
        Opened().ShouldBe((Facts, Facts + 1));

        using (var city = _folder.Open())
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));

        Opened().ShouldBe((Facts + 5, 1));
    }

    [Theory]
    [InlineData("other hash")]
    [InlineData("other program")]
    [InlineData("further than the ledger")]
    [InlineData("garbage")]
    [InlineData("cut")]
    public void What_does_not_fit_counts_as_none(string fault)
    {
        Opened();
        var text = System.IO.File.ReadAllText(File, System.Text.Encoding.Latin1);
        System.IO.File.WriteAllText(File, fault switch
        {
            "other hash" => text.Replace(_folder.Head().Hash, new string('0', 64)),
            "other program" => text.Replace(typeof(Sum).Module.ModuleVersionId.ToString(), Guid.Empty.ToString()),
            "further than the ledger" => text.Replace($"\"seq\":{Facts + 1}", $"\"seq\":{Facts + 2}"),
            "cut" => text[..^3],
            _ => "x\ny",
        }, System.Text.Encoding.Latin1);

        Opened().ShouldBe((Facts, Facts + 1));
        Opened().ShouldBe((Facts, 0)); // kept anew
    }

    [Fact]
    public void A_projection_that_few_facts_change_is_kept_as_the_numbers_of_these()
    {
        using (var city = _folder.Open())
        {
            city.Execute(CityForTests.Operator, new GiveCode(Guid.NewGuid(), "a", "x"));
            city.View<Codes>().Given.ShouldBe("x");
        }

        Codes.Replayed = 0;
        using var again = _folder.Open(Access.Read);

        again.View<Codes>().Given.ShouldBe("x");
        Codes.Replayed.ShouldBe(1);
    }

    private (long Total, long Replayed) Opened()
    {
        Sum.Replayed = 0;
        using var city = _folder.Open(Access.Read);
        return (city.View<Sum>().Total, Sum.Replayed);
    }

    /// <summary>Says nothing of how it is kept.</summary>
    private sealed record Codes(string Given) : IView<Codes>
    {
        public static long Replayed { get; set; }

        public static Codes Empty { get; } = new("");

        public Codes Apply(Fact fact)
        {
            Replayed++;
            return fact.Kind == "tally.code-given" ? new(Given + fact.Read<CodeGiven>().Code) : this;
        }
    }

    /// <summary>Knows how often it was asked.</summary>
    private sealed record Sum(long Total) : IView<Sum>
    {
        public static long Replayed { get; set; }

        public static Sum Empty { get; } = new(0);

        public Sum Apply(Fact fact)
        {
            Replayed++;
            return fact.Kind == "tally.paid" ? new(Total + fact.Read<Paid>().Amount) : this;
        }

        public static byte[] ToBytes(Sum view)
        {
            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, view.Total);
            return bytes;
        }

        public static Sum? FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt64BigEndian(bytes));
    }
}
