using System.Text;
using System.Text.Json;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

/// <summary>What was ever recorded is read for ever. A sample is never changed; a new shape gets a new one.</summary>
public sealed class EventSamplesTests
{
    private static readonly Dictionary<string, Func<Fact, Event>> Readers = typeof(Organisation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract).ToDictionary(
        type => ((Event)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).Kind,
        type => (Func<Fact, Event>)typeof(Fact).GetMethod(nameof(Fact.Read))!.MakeGenericMethod(type).CreateDelegate(typeof(Func<,>).MakeGenericType(typeof(Fact), type)));

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Organisations", "Samples"), "*.json").Select(path => Path.GetFileName(path)!)];

    [Fact]
    public void Every_kind_of_event_has_a_sample() =>
        Samples.Select(row => row.Data.Split(".1.json")[0]).ShouldBe(Readers.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_reads_and_is_written_as_it_stands(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Organisations", "Samples", name));
        var kind = name.Split(".1.json")[0];

        var read = Readers[kind](new Fact(7, "organisation", 1, 0, "p", "", Guid.NewGuid(), kind, Encoding.UTF8.GetBytes(text), default));

        JsonSerializer.Serialize(read, read.GetType(), FactJson.Options).ShouldBe(text);
    }
}
