using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

public sealed class LedgerOnSqliteTests() : LedgerTests(StoreKind.Sqlite);

public sealed class LedgerOnPostgresTests() : LedgerTests(StoreKind.Postgres)
{
    [Fact]
    public void Two_nodes_that_write_at_once_make_one_ledger()
    {
        const int Each = 100;
        using var first = _folder.Found();
        var note = Path.Combine(_folder.PathOf("node"), "city.json");
        Directory.CreateDirectory(Path.Combine(_folder.PathOf("node"), "work"));
        File.Copy(Path.Combine(_folder.Folder, "city.json"), note);
        Directory.CreateSymbolicLink(Path.Combine(_folder.PathOf("node"), "vault"), Path.Combine(_folder.Folder, "vault"));
        using var second = Workspace.Open(_folder.PathOf("node"), Access.Write, _folder.Time);

        var nodes = new[] { first, second }.SelectMany(city => Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (var turn = 0; turn < Each; turn++)
                city.Execute(CityForTests.Operator, new GiveCode(Guid.NewGuid(), "a", $"code/{turn}"));
        }))).ToList();
        nodes.ForEach(node => node.Start());
        nodes.ForEach(node => node.Join());

        first.Facts(0, int.MaxValue).Where(fact => fact.Kind == "tally.code-given").Select(fact => fact.Read<CodeGiven>().Code).Order().ShouldBe(Enumerable.Range(0, Each).Select(turn => $"code/{turn}").Order());
        second.Verify().Faults.ShouldBeEmpty();
    }
}

public abstract class LedgerTests : IDisposable
{
    private protected readonly CityForTests _folder;

    private protected LedgerTests(StoreKind store) => _folder = new(store);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_repeated_command_gets_the_first_answer_and_does_nothing_again()
    {
        using var city = _folder.Found();
        var pay = new Pay(Guid.NewGuid(), "a", 5, Expected: 0);
        var first = city.Execute(CityForTests.Operator, pay);

        var second = city.Execute(CityForTests.Operator, pay);

        second.Facts.Single().Hash.ToArray().ShouldBe(first.Facts.Single().Hash.ToArray());
        city.View<Tally>().Accounts["a"].ShouldBe(5);
        city.Head.Seq.ShouldBe(2);
    }

    [Fact]
    public void A_stale_command_is_refused_naming_both_versions()
    {
        using var city = _folder.Found();
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));

        var stale = city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Expected: 1));

        stale.Reasons.Single().Code.ShouldBe("ledger.moved-on");
        stale.Reasons.Single().Says.En.ShouldContain("'a' has moved on from version 1 to 2");
    }

    [Fact]
    public void A_refused_command_leaves_no_trace_and_may_come_again()
    {
        using var city = _folder.Found();
        var spend = new Pay(Guid.NewGuid(), "a", -5);
        var before = city.Head;

        city.Execute(CityForTests.Operator, spend).Reasons.Single().Code.ShouldBe("tally.overdrawn");

        city.Head.ShouldBe(before);
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));
        city.Execute(CityForTests.Operator, spend).Taken.ShouldBeTrue();
    }

    [Fact]
    public void An_act_of_two_events_is_two_facts_of_one_command()
    {
        using var city = _folder.Found();

        var facts = city.Execute(CityForTests.Operator, new GiveCode(Guid.NewGuid(), "a", "x")).Facts;

        facts.Select(f => (f.Seq, f.Version, f.Ordinal, f.Kind)).ShouldBe([(2L, 1L, 1, "tally.code-given"), (3L, 2L, 2, "tally.paid")]);
        facts.Select(f => f.Command).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_fault_in_one_decision_is_its_callers_alone_and_the_ledger_goes_on()
    {
        using var city = _folder.Found();

        Should.Throw<DivideByZeroException>(() => city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ => throw new DivideByZeroException())));
        Should.Throw<ArgumentException>(() => city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ => new Decision<Event>.Taken([])))).Message.ShouldContain("no event");
        Should.Throw<ArgumentException>(() => city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ => new Decision<Event>.Refused([])))).Message.ShouldContain("without a reason");
        Should.Throw<ArgumentException>(() => city.Execute(CityForTests.Operator, new Pay(Guid.Empty, "a", 1)));
        Should.Throw<InvalidOperationException>(() => city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ =>
        {
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1));
            return new Decision<Event>.Taken([new Paid(1)]);
        })));

        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1)).Facts.Single().Seq.ShouldBe(2);
    }

    [Fact]
    public void A_fact_no_projection_could_take_is_never_recorded()
    {
        using var city = _folder.Found();
        city.View<Brittle>();

        Should.Throw<FormatException>(() => city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 13)));

        city.Head.Seq.ShouldBe(1);
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 12)).Taken.ShouldBeTrue();
        city.View<Brittle>().Seen.ShouldBe(2);
    }

    [Fact]
    public void A_decision_sees_who_acts_when_under_which_pack_and_how_far_the_ledger_is()
    {
        using var city = _folder.Found();
        (DateOnly, string, string, long) seen = default;

        city.Execute(new Session("p-17", Language.En, "post/3"), new Odd(Guid.NewGuid(), context =>
        {
            seen = (context.Today, context.Session.Actor, context.Pack.Id, context.Seq);
            return new Decision<Event>.Taken([new Paid(1)]);
        }));

        seen.ShouldBe((new DateOnly(2026, 3, 2), "p-17", "test", 1));
        var fact = city.Facts(1, 1).Single();
        (fact.Actor, fact.Post, fact.When).ShouldBe(("p-17", "post/3", _folder.Time.GetUtcNow()));
    }

    [Fact]
    public void A_failed_commit_is_forgotten_whole_and_the_ledger_goes_on()
    {
        var database = new Watched(_folder.NewDatabase());
        using var _ = database;
        var ledger = new Ledger(database, VaultFor("failed"), _folder.Time);
        var first = new Pay(Guid.NewGuid(), "a", 5);
        ledger.Execute(CityForTests.Operator, first).Taken.ShouldBeTrue();
        var lost = new GiveCode(Guid.NewGuid(), "a", "x");

        database.FailNextCommit = true;
        Should.Throw<RefusedException>(() => ledger.Execute(CityForTests.Operator, lost)).Reasons.Single().Code.ShouldBe("ledger.disk-full");
        database.FailNextCommit = true;
        ledger.Execute(CityForTests.Operator, first).Facts.Single().Seq.ShouldBe(1); // recorded before: the disk cannot take that answer back

        ledger.Now.Seq.ShouldBe(1);
        ledger.Now.View<Tally>().ToString().ShouldBe("[a, 5]  1");
        ledger.Execute(CityForTests.Operator, lost).Facts.Select(f => f.Seq).ShouldBe([2, 3]);
        new Verifier(database, VaultFor("failed"), CancellationToken.None).Run(null).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Callers_who_hold_no_thread_while_they_wait_share_commits_with_those_who_do()
    {
        const int Callers = 16, Each = 50;
        var database = new Watched(_folder.NewDatabase());
        using var _ = database;
        var ledger = new Ledger(database, VaultFor("mixed"), _folder.Time);
        var acts = Enumerable.Range(0, Callers).Select(caller => (Func<int, Task>)(turn => caller % 4 == 0
            ? Task.FromResult(ledger.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), $"account/{caller}", 1)))
            : ledger.ExecuteAsync(CityForTests.Operator, new Pay(Guid.NewGuid(), $"account/{caller}", 1))));

        await Task.WhenAll(acts.Select(act => Task.Run(async () =>
        {
            for (var turn = 0; turn < Each; turn++)
                await act(turn);
        })));
        var odd = ledger.ExecuteAsync(CityForTests.Operator, new Odd(Guid.NewGuid(), _ => throw new DivideByZeroException()));

        await odd.ShouldThrowAsync<DivideByZeroException>();
        ledger.Now.View<Tally>().Accounts.Values.ShouldAllBe(paid => paid == Each);
        ledger.Now.Seq.ShouldBe(Callers * Each);
        database.Commits.ShouldBeLessThan(Callers * Each);
    }

    [Fact]
    public void A_ledger_with_a_kind_of_fact_this_program_does_not_know_is_refused_naming_fact_kind_and_what_to_do()
    {
        using (var city = _folder.Found())
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1));
        using (var raw = new RawDatabase(_folder))
        {
            raw.Unlock();
            raw.Write("kind", 2, "tally.of-tomorrow"u8.ToArray()).ShouldBeTrue();
        }

        var told = Should.Throw<RefusedException>(() => _folder.Open()).Reasons.Single();
        using var reader = _folder.Open(Access.Read);

        told.Code.ShouldBe("ledger.unknown-kind");
        told.Says.En.ShouldStartWith("fact 2 of the ledger is of kind 'tally.of-tomorrow', which this program does not know: a newer Mingzhu wrote it; open the city with that one or a newer one");
        Should.Throw<RefusedException>(() => reader.View<Tally>()).Reasons.Single().Code.ShouldBe("ledger.unknown-kind");
        reader.Verify().Faults.ShouldNotBeEmpty(); // whoever changed the kind by hand is found all the same
    }

    [Fact]
    public void Thirty_two_people_at_once_never_overdraw_never_share_a_code_and_share_their_commits()
    {
        const int Threads = 32, Each = 200;
        var database = new Watched(_folder.NewDatabase());
        using var _ = database;
        var ledger = new Ledger(database, VaultFor("many"), _folder.Time);
        var outcomes = new Outcome[Threads, Each];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            var random = new Random(thread);
            for (var turn = 0; turn < Each; turn++)
            {
                outcomes[thread, turn] = ledger.Execute(CityForTests.Operator, turn % 4 == 0
                    ? new GiveCode(Guid.NewGuid(), $"account/{thread % 5}", $"code/{random.Next(500)}")
                    : new Pay(Guid.NewGuid(), $"account/{random.Next(5)}", random.Next(-9, 10)));
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var all = outcomes.Cast<Outcome>().ToList();
        var facts = database.Facts(0, long.MaxValue, int.MaxValue);
        facts.Select(f => f.Seq).ShouldBe(all.SelectMany(o => o.Facts).Select(f => f.Seq).Order());
        facts.Select(f => f.Seq).ShouldBe(Enumerable.Range(1, facts.Count).Select(seq => (long)seq));
        facts.Where(f => f.Kind == "tally.code-given").Select(f => f.Read<CodeGiven>().Code).ShouldBeUnique();
        var balance = new Dictionary<string, long>();
        foreach (var fact in facts.Where(f => f.Kind == "tally.paid"))
            (balance[fact.Stream] = balance.GetValueOrDefault(fact.Stream) + fact.Read<Paid>().Amount).ShouldBeGreaterThanOrEqualTo(0);
        ledger.Now.View<Tally>().Accounts.ShouldBe(balance.OrderBy(x => x.Key, StringComparer.Ordinal));
        new Verifier(database, VaultFor("many"), CancellationToken.None).Run(null).Faults.ShouldBeEmpty();
        all.Count(o => o.Taken).ShouldBeGreaterThan(Threads * Each / 4);
        database.Commits.ShouldBeLessThan(all.Count(o => o.Taken) / 2);
    }

    [Fact]
    public void A_projection_first_asked_for_amid_writing_misses_nothing()
    {
        using var city = _folder.Found();
        var writer = new Thread(() =>
        {
            for (var turn = 0; turn < 300; turn++)
                city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1));
        });
        writer.Start();

        var seen = new List<(long Applied, long Seq)>();
        while (writer.IsAlive)
            seen.Add(city.Read(CityForTests.Operator, new HowFar()));
        writer.Join();

        seen.ShouldAllBe(x => x.Applied == x.Seq - 1);
        city.View<Tally>().Applied.ShouldBe(300);
    }

    [Fact]
    public void A_question_keeps_to_its_moment_and_what_it_brought_up_is_not_behind_afterwards()
    {
        using var city = _folder.Found();

        city.Read(CityForTests.Operator, new AsksAfterAnAct()).ShouldBe((0, 1));

        city.View<Tally>().Applied.ShouldBe(1);
    }

    [Fact]
    public void The_same_command_twice_in_one_commit_is_done_once()
    {
        using var city = _folder.Found();
        using var go = new ManualResetEventSlim();
        var slow = new Thread(() => city.Execute(CityForTests.Operator, new Odd(Guid.NewGuid(), _ =>
        {
            go.Wait();
            return new Decision<Event>.Taken([new Paid(1)]);
        })));
        var act = new Pay(Guid.NewGuid(), "a", 5);
        var answers = new Outcome?[2];
        var twice = new[] { 0, 1 }.Select(which => new Thread(() => answers[which] = Quietly(() => city.Execute(CityForTests.Operator, act)))).ToList();

        slow.Start();
        SpinWait.SpinUntil(() => slow.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        twice.ForEach(thread => thread.Start());
        SpinWait.SpinUntil(() => twice.All(thread => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        go.Set();
        slow.Join();
        twice.ForEach(thread => thread.Join());

        answers.Select(answer => answer?.Facts.Single().Seq).ShouldBe([3L, 3L]);
        city.View<Tally>().Accounts["a"].ShouldBe(5);
    }

    private static Outcome? Quietly(Func<Outcome> act)
    {
        try
        {
            return act();
        }
        catch (RefusedException)
        {
            return null; // told by the assertion, not by the death of a thread
        }
    }

    private Vault VaultFor(string name)
    {
        Directory.CreateDirectory(_folder.PathOf(name + "/vault"));
        Directory.CreateDirectory(_folder.PathOf(name + "/work"));
        return new Vault(_folder.PathOf(name + "/vault"), new WorkRoom(_folder.PathOf(name + "/work")));
    }

    private sealed record AsksAfterAnAct : Query<(long, long)>
    {
        public override (long, long) Answer(Context context, Workspace workspace)
        {
            workspace.Execute(context.Session, new Odd(Guid.NewGuid(), _ => new Decision<Event>.Taken([new Paid(1)]))); // decided without the projection
            return (context.View<Tally>().Applied, workspace.View<Tally>().Applied);
        }
    }

    private sealed record HowFar : Query<(long, long)>
    {
        public override (long, long) Answer(Context context, Workspace workspace) => (context.View<Tally>().Applied, context.Seq);
    }

    /// <summary>Cannot count thirteen.</summary>
    private sealed record Brittle(int Seen) : IView<Brittle>
    {
        public static Brittle Empty { get; } = new(0);

        public Brittle Apply(Fact fact) => fact.Kind == "tally.paid" && fact.Read<Paid>().Amount == 13 ? throw new FormatException() : new(Seen + 1);
    }
}
