using System.Text;
using System.Text.Json;
using Mingzhu.Store;

namespace Mingzhu.Cli.Tests.Architecture;

/// <summary>
/// What was ever recorded is read for ever. Under EventSamples stands a body of every kind of event, as KIND.NUMBER.json: the highest number as it is written today, lower ones as they were written before.
/// A sample is never changed, only added to.
/// </summary>
public sealed class EventSamplesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Mingzhu.Cli.Tests", "Architecture", "EventSamples");
    private static readonly Dictionary<string, Type> Kinds = EventKinds.Known.Where(kind => !kind.Value.Assembly.GetName().Name!.EndsWith(".Tests", StringComparison.Ordinal)).ToDictionary();

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_kind_of_event_has_a_sample() => Kinds.Keys.Except(Samples.Select(sample => KindOf(sample.Data))).Order().ShouldBeEmpty(
        $"these kinds of events have no sample: record one in a test city and save its body, exactly as the ledger holds it, as {Path.GetRelativePath(Repository.Root, Folder)}/KIND.1.json");

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_reads_and_todays_is_written_as_it_stands(string sample)
    {
        var text = File.ReadAllText(Path.Combine(Folder, sample));
        Kinds.ShouldContainKey(KindOf(sample), "a kind of event was renamed or removed: what was recorded under it could not be read any more");

        var read = Read(KindOf(sample), text);

        var written = JsonSerializer.Serialize(read, read.GetType(), FactJson.Options);
        JsonSerializer.Serialize(Read(KindOf(sample), written), read.GetType(), FactJson.Options).ShouldBe(written);
        if (sample == Samples.Select(other => other.Data).Last(other => KindOf(other) == KindOf(sample)))
            written.ShouldBe(text, "an event is written in another shape than its newest sample: keep that, and save what is written now under the next number");
    }

    [Fact]
    public void No_two_events_share_a_kind() => Kinds.Values.Select(type => type.Assembly).Distinct().SelectMany(room => room.GetTypes()).Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract)
        .ShouldBe(Kinds.Values, ignoreOrder: true, "of two events of one kind only one could be read");

    private static string KindOf(string sample) => Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(sample));

    private static object Read(string kind, string body) => typeof(Fact).GetMethod(nameof(Fact.Read))!.MakeGenericMethod(Kinds[kind])
        .Invoke(new Fact(7, "sample", 1, 0, "p", "", Guid.NewGuid(), kind, Encoding.UTF8.GetBytes(body), default), null)!;
}
