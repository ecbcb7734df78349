using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Killed;

/// <summary>
/// Another process that writes into a city with several writers at once. It is this test assembly again, told by variables to write instead of testing; it begins when it is let go and says every answer it
/// gets in one line: the command, then the numbers of its facts.
/// </summary>
internal sealed class WritingChild : IDisposable
{
    private const string FolderVariable = "MINGZHU_STORE_TEST_WRITES_IN", ActsVariable = "MINGZHU_STORE_TEST_ACTS", PragmaVariable = "MINGZHU_STORE_TEST_PRAGMA", KeyVariable = "MINGZHU_STORE_TEST_KEY";
    private const int Writers = 4;
    private readonly Task _read;
    private readonly ConcurrentQueue<Answered> _answers = new();

    private WritingChild(Process process)
    {
        Process = process;
        _read = Task.Run(() => Read(process.StandardOutput));
    }

    public Process Process { get; }

    /// <summary>Starts it; it waits for <see cref="Go"/>.</summary>
    /// <param name="folder">The city.</param>
    /// <param name="acts">How many acts each of its writers does; without an end if null.</param>
    /// <param name="pragma">What it tells its SQLite connection before it writes.</param>
    /// <param name="under">A program that runs it.</param>
    public static WritingChild Start(string folder, int? acts = null, string pragma = "", params string[] under) => Start(folder, acts, pragma, "", under);

    /// <summary>Starts one that for every act also writes a row of the registry and an access record, each named by the command, before it says its answer.</summary>
    public static WritingChild StartWithPeople(string folder, int acts, string key, string[] under) => Start(folder, acts, "", key, under);

    private static WritingChild Start(string folder, int? acts, string pragma, string key, string[] under)
    {
        string[] line = [.. under, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet", typeof(WritingChild).Assembly.Location];
        return new WritingChild(Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
            Environment = { [FolderVariable] = folder, [ActsVariable] = acts?.ToString() ?? "", [PragmaVariable] = pragma, [KeyVariable] = key, ["DOTNET_TieredPGO"] = "0" },
        })!);
    }

    /// <summary>What it was answered so far, in order.</summary>
    public IReadOnlyCollection<Answered> Answers => _answers;

    public void Go() => Process.StandardInput.WriteLine();

    /// <summary>Kills it where it stands and answers what it said: each answered command with its facts. A line that was not finished was not said.</summary>
    public IReadOnlyCollection<Answered> Kill()
    {
        Process.Kill();
        return End();
    }

    /// <summary>Waits until it has done its acts.</summary>
    public IReadOnlyCollection<Answered> End()
    {
        Process.WaitForExit();
        _read.GetAwaiter().GetResult();
        return _answers;
    }

    public void Dispose() => Process.Dispose();

    /// <summary>The other side: writes, if this process was started to; whether it was.</summary>
    public static bool Wrote()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return false;
        if (Console.ReadLine() is null)
            return true; // the tests ended before they let it go
        var acts = int.TryParse(Environment.GetEnvironmentVariable(ActsVariable), out var asked) ? asked : int.MaxValue;
        using (var city = Workspace.Open(folder, Access.Write, TimeProvider.System))
        {
            if (Environment.GetEnvironmentVariable(PragmaVariable) is { Length: > 0 } pragma)
                Tell((SqlCity)DatabaseOf(city), pragma);
            using var output = Console.OpenStandardOutput();
            using var people = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? new PeopleWritten(folder, key) : null;
            var writers = Enumerable.Range(0, Writers).Select(writer => new Thread(() => Write(city, writer, acts, people, output))).ToList();
            writers.ForEach(writer => writer.Start());
            writers.ForEach(writer => writer.Join());
        }

        return true;
    }

    private void Read(StreamReader said)
    {
        var line = new System.Text.StringBuilder();
        for (int next; (next = said.Read()) >= 0;)
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            _answers.Enqueue(Answered.Parse(line.ToString()));
            line.Clear();
        }
    }

    private static void Write(Workspace city, int writer, int acts, PeopleWritten? people, Stream output)
    {
        for (var turn = 0; turn < acts; turn++)
        {
            var id = Guid.NewGuid();
            var receipt = turn % 4 == 0 ? new VaultName(city.Vault.Put(id.ToByteArray())) : (VaultName?)null;
            var facts = city.Execute(CityForTests.Operator, receipt is null ? new GiveCode(id, $"account/{writer}", id.ToString()) : new Pay(id, $"account/{writer}", 1, Receipt: receipt)).Facts;
            people?.Write(id);
            var line = System.Text.Encoding.ASCII.GetBytes($"{new Answered(id, facts[0].Seq, facts[^1].Seq)}\n");
            lock (output)
                output.Write(line);
        }
    }

    private static void Tell(SqlCity database, string pragma)
    {
        using var command = ConnectionOf(database)!.CreateCommand();
        command.CommandText = "PRAGMA " + pragma;
        command.ExecuteNonQuery();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_database")]
    private static extern ref ICityDatabase DatabaseOf(Workspace city);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connection")]
    private static extern ref System.Data.Common.DbConnection? ConnectionOf(SqlCity database);
}

/// <summary>A command that was answered, and the first and last of its facts.</summary>
internal readonly record struct Answered(Guid Command, long First, long Last)
{
    public static Answered Parse(string line) => line.Split(' ') is [var command, var first, var last] ? new(Guid.Parse(command), long.Parse(first), long.Parse(last)) : throw new FormatException(line);

    public override string ToString() => $"{Command} {First} {Last}";

    /// <summary>Everything answered is there, no act is half there, chain and files are whole.</summary>
    public static void ShouldAllBeIn(Workspace city, IReadOnlyCollection<Answered> answers)
    {
        var acts = city.Facts(1, int.MaxValue).GroupBy(fact => fact.Command).ToDictionary(act => act.Key, act => act.OrderBy(fact => fact.Ordinal).ToList());
        foreach (var (command, first, last) in answers)
        {
            acts.ShouldContainKey(command, $"answered with facts {first} to {last}");
            acts[command].Select(fact => fact.Seq).ShouldBe(Enumerable.Range((int)first, (int)(last - first) + 1).Select(seq => (long)seq));
        }

        foreach (var act in acts.Values)
            act.Select(fact => fact.Kind).ShouldBe(act.Count == 1 && act[0].Read<Paid>().Receipt is not null ? ["tally.paid"] : ["tally.code-given", "tally.paid"]);
        city.Verify().Faults.ShouldBeEmpty();
    }
}
