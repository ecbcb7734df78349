using Mingzhu.City;

namespace Mingzhu.Store.Tests.Killed;

/// <summary>
/// A process that writes with four writers is killed at any moment, again and again in the same city. This shows that nothing is half done; that it also survives a power cut is another test, for a
/// killed process leaves its writes to the operating system.
/// </summary>
public abstract class AtomicityTests
{
    private const int MostAnswers = 120;
    private readonly StoreKind _store;

    private protected AtomicityTests(StoreKind store) => _store = store;

    [Fact]
    public void Killed_20_times_at_any_moment_nothing_answered_is_missing_and_nothing_is_half_done() => KillAgainAndAgain(seed: 5);

    [Fact]
    [Trait("Length", "Long")]
    public void Killed_200_times_at_any_moment_nothing_answered_is_missing_and_nothing_is_half_done()
    {
        for (var times = 1; times <= 10; times++)
            KillAgainAndAgain(seed: 100 * times);
    }

    // Every fourth time while it opens the city or has just begun; else between any two of its answers.
    private static void WaitForAnyMoment(WritingChild child, Random random)
    {
        if (random.Next(4) == 0)
        {
            Thread.Sleep(random.Next(500));
            return;
        }

        var answers = random.Next(MostAnswers);
        SpinWait.SpinUntil(() => child.Answers.Count > answers || child.Process.HasExited, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        Thread.Sleep(random.Next(4));
    }

    private void KillAgainAndAgain(int seed)
    {
        const int Rounds = 20;
        using var folder = new CityForTests(_store);
        folder.Found().Dispose();
        using var reader = folder.Open(Access.Read);
        var (random, answers) = (new Random(seed), new List<Answered>());
        var next = WritingChild.Start(folder.Folder);
        for (var round = 0; round < Rounds; round++)
        {
            using var child = next;
            child.Go();
            next = WritingChild.Start(folder.Folder); // starts while this one writes
            WaitForAnyMoment(child, random);
            answers.AddRange(child.Kill());

            using var city = folder.Open();
            Answered.ShouldAllBeIn(city, answers);
            Directory.GetFileSystemEntries(Path.Combine(folder.Folder, "work")).ShouldBeEmpty();
            // A database server may still be finishing the commit that a killed process asked for: what the city saw at its opening is then less than there is a moment later.
            using var following = city.Follow();
            SpinWait.SpinUntil(() => reader.View<Tally>().ToString() == city.View<Tally>().ToString(), following is null ? TimeSpan.Zero : TimeSpan.FromSeconds(20));
            reader.View<Tally>().ToString().ShouldBe(city.View<Tally>().ToString());
        }

        next.Kill();
        next.Dispose();
        answers.Count.ShouldBeGreaterThan(Rounds, "the writers hardly wrote: the moments of the kill show nothing");
    }
}

public sealed class AtomicityOnSqliteTests() : AtomicityTests(StoreKind.Sqlite)
{
    [Fact]
    public void A_writer_is_known_by_its_process_and_readers_see_what_it_answers()
    {
        using var city = new CityForTests();
        city.Found().Dispose();
        using var child = WritingChild.Start(city.Folder);
        child.Go();
        SpinWait.SpinUntil(() => Workspace.Writer(city.Folder) is { Pid: > 0 }, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        Workspace.Writer(city.Folder)!.Pid.ShouldBe(child.Process.Id);
        using var reader = city.Open(Access.Read);
        SpinWait.SpinUntil(() => reader.View<Tally>().Applied > 10, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        child.Kill().Count.ShouldBeGreaterThan(0);
        Workspace.Writer(city.Folder).ShouldBeNull();
    }
}

public sealed class AtomicityOnPostgresTests() : AtomicityTests(StoreKind.Postgres)
{
    [Fact]
    public void A_server_that_crashes_amid_commits_has_lost_nothing_answered_and_goes_on_with_the_same_command()
    {
        using var server = PrivatePostgres.Start();
        Assert.SkipWhen(server is null, "PostgreSQL is not installed");
        using var folder = new CityForTests();
        using var city = Workspace.Create(folder.Folder, folder.Pack(), CityForTests.Operator, folder.Time, server.Connection + ";Search Path=crashed");
        var answers = new List<Answered>();
        var writers = Enumerable.Range(0, 4).Select(writer => new Thread(() =>
        {
            while (true)
            {
                var act = new GiveCode(Guid.NewGuid(), $"account/{writer}", Guid.NewGuid().ToString());
                var code = Try(city, act, answers);
                if (code is null)
                    continue;
                code.ShouldBe("store.unreachable");
                SpinWait.SpinUntil(() => Try(city, act, answers) is null, TimeSpan.FromSeconds(20));
                return;
            }
        })).ToList();

        writers.ForEach(writer => writer.Start());
        SpinWait.SpinUntil(() => answers.Count > 100, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        server.Crash();
        server.Resume();
        writers.ForEach(writer => writer.Join());

        Answered.ShouldAllBeIn(city, answers);
        answers.Select(answer => answer.Command).ShouldBeUnique();
    }

    // Null when it was answered.
    private static string? Try(Workspace city, Command act, List<Answered> answers)
    {
        try
        {
            var facts = city.Execute(CityForTests.Operator, act).Facts;
            lock (answers)
                answers.Add(new Answered(act.Id, facts[0].Seq, facts[^1].Seq));
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Reasons[0].Code;
        }
    }
}
