namespace Mingzhu.Store.Tests.Killed;

/// <summary>Registry and access records of a city, written for every command and looked for afterwards.</summary>
internal sealed class PeopleWritten(string folder, string key) : IDisposable
{
    private readonly Registry _registry = Registry.Open(folder, Access.Write, TimeProvider.System, key);
    private readonly AccessRecords _records = AccessRecords.Open(folder, TimeZoneInfo.Utc, TimeProvider.System);

    public void Write(Guid command)
    {
        _registry.Write([new RegistryRow("test", command.ToString(), "p", 0, command.ToByteArray())]);
        _records.Record(new AccessEntry("p", "", "test", command.ToString(), AccessResult.Allowed, ""));
    }

    /// <summary>Everything answered is there, and the chain is whole but for what a power cut may leave at its very end.</summary>
    public void ShouldHoldAll(IReadOnlyCollection<Answered> answers)
    {
        _registry.All("test").Select(row => row.Id).ShouldBeSubset(answers);
        _records.Read(DateOnly.MinValue, DateOnly.MaxValue).Select(record => record.Entry.Thing).ShouldBeSubset(answers);
        _records.Record(new AccessEntry("p", "", "after", "", AccessResult.Allowed, "")); // cuts off what is no line
        _records.Verify().Faults.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _records.Dispose();
        _registry.Dispose();
    }
}

internal static class Answers
{
    /// <summary>Every answered command is among these.</summary>
    public static void ShouldBeSubset(this IEnumerable<string> there, IReadOnlyCollection<Answered> answers) => answers.Select(answer => answer.Command.ToString()).Except(there).ShouldBeEmpty();
}
