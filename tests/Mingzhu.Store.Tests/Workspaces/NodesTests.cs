using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Workspaces;

/// <summary>Two folders, as on two machines, that are nodes of one city in a database.</summary>
public sealed class NodesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CityForTests _first = new(StoreKind.Whole);
    private readonly CityForTests _other = new(StoreKind.Whole);

    public void Dispose()
    {
        _first.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void What_one_node_records_the_other_sees_at_once_without_being_asked_to_look()
    {
        using var first = _first.Found();
        using var second = Joined();
        second.View<Tally>().Applied.ShouldBe(0);
        using var following = second.Follow();

        first.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5)).Taken.ShouldBeTrue();

        SpinWait.SpinUntil(() => second.View<Tally>().Accounts.GetValueOrDefault("a") == 5, Patience).ShouldBeTrue();
        second.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1)).Facts.Single().Seq.ShouldBe(3);
        first.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_put_on_one_node_is_read_on_the_other_in_pieces_and_kept_once_and_erased_on_both()
    {
        var large = new byte[(5 << 20) + 17];
        new Random(3).NextBytes(large);
        using var first = _first.Found();
        using var second = Joined();
        using var following = second.Follow();
        var file = new VaultName(first.Vault.Put(large));
        first.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file));

        second.Vault.Read(file).ShouldBe(large);
        File.Exists(second.Vault.PathOf(file)).ShouldBeTrue();
        second.Vault.Put(large).ShouldBe(file.Hash);
        using (var raw = new RawDatabase(_first))
            raw.Number("SELECT count(*) FROM vault_pieces WHERE hash = '" + file.Hash + "'").ShouldBe(6);
        second.Verify().Faults.ShouldBeEmpty();

        first.Execute(CityForTests.Operator, EraseFile.Of(Guid.NewGuid(), file, "本人要求", first.Vault));

        SpinWait.SpinUntil(() => !second.Vault.Has(file), Patience).ShouldBeTrue();
        second.Vault.ErasedBy(file).ShouldBe(3);
        Should.Throw<RefusedException>(() => second.Vault.Put(large)).Reasons.Single().Code.ShouldBe("vault.erased");
        second.Verify().ShouldSatisfyAllConditions(v => v.Faults.ShouldBeEmpty(), v => v.Erased.ShouldBe([(file.Hash, 3L)]));
    }

    [Fact]
    public void A_piece_changed_in_the_database_is_named_by_the_verification_and_never_read()
    {
        using var first = _first.Found();
        using var second = Joined();
        var file = new VaultName(first.Vault.Put("一份文件"u8));
        first.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file));
        using (var raw = new RawDatabase(_first))
            raw.Run($"UPDATE vault_pieces SET body = 'x' WHERE hash = '{file.Hash}'");

        first.Verify().Faults.Single().ShouldSatisfyAllConditions(f => f.Seq.ShouldBe(2), f => f.Code.ShouldBe("verify.file-changed"));
        Should.Throw<RefusedException>(() => second.Vault.Read(file)).Reasons.Single().Says.En.ShouldContain(file.Hash);
    }

    [Fact]
    public void Accounts_made_on_one_node_are_there_on_the_other_and_who_comes_second_is_told()
    {
        using var first = _first.Found();
        using var second = Joined();
        using var here = Registry.Open(_first.Folder, Access.Write, _first.Time, _first.Folder + ".key");
        here.Write([new RegistryRow("account", "1", "p", 0, "张三"u8.ToArray()) { LookUps = [new LookUp("login-name", "zhang", true)] }]);

        using var there = Registry.Open(_other.Folder, Access.Write, _first.Time, _first.Folder + ".key");
        var row = there.FindBy("account", "login-name", "zhang").Single();
        here.Write([row with { Body = "李四"u8.ToArray() }]);

        Should.Throw<RefusedException>(() => there.Write([row])).Reasons.Single().Code.ShouldBe("registry.moved-on");
        Should.Throw<RefusedException>(() => there.Write([new RegistryRow("account", "2", "q", 0, row.Body) { LookUps = row.LookUps }])).Reasons.Single().Code.ShouldBe("registry.taken");
        Encoding.UTF8.GetString(there.Find("account", "1")!.Body.Span).ShouldBe("李四");
        here.Erase("p");
        there.Find("account", "1").ShouldBeNull();
    }

    [Fact]
    public void A_job_is_done_by_one_node_alone_and_taken_over_when_that_node_has_died()
    {
        using var first = _first.Found();
        using var second = Joined();
        var (begun, died, done) = (new ManualResetEventSlim(), new ManualResetEventSlim(), 0);
        var jobs = Enumerable.Range(0, 8).Select(number => first.Jobs.Submit("sum", new { number })).ToList();
        Dictionary<string, JobHandler> Doing(Action<JobContext> work) => new()
        {
            ["sum"] = job =>
            {
                work(job);
                return new JobResult.Done(Interlocked.Increment(ref done));
            },
        };
        var nodes = new[] { first, second }.Select(city => new Thread(() =>
        {
            while (city.Jobs.RunNext(Doing(_ => Thread.Yield()), CancellationToken.None))
            {
            }
        })).ToList();
        nodes.ForEach(node => node.Start());
        nodes.ForEach(node => node.Join());
        done.ShouldBe(jobs.Count);
        jobs.ShouldAllBe(job => first.Jobs.Get(job.Id)!.State == JobState.Done);

        // A third node begins one and its connection ends, as it does when a machine dies.
        using var third = new CityForTests(StoreKind.Whole);
        Workspace.Join(third.Folder, _first.Database!, _first.Time);
        var dying = Workspace.Open(third.Folder, Access.Write, _first.Time);
        var left = first.Jobs.Submit("sum", new { number = 100 });
        var worker = new Thread(() =>
        {
            try
            {
                dying.Jobs.RunNext(Doing(_ =>
                {
                    begun.Set();
                    died.Wait();
                }), CancellationToken.None);
            }
            catch (ObjectDisposedException)
            {
                // it has died
            }
        });
        worker.Start();
        begun.Wait(Patience).ShouldBeTrue();
        second.Jobs.RunNext(Doing(_ => { }), CancellationToken.None).ShouldBeFalse(); // it lives
        dying.Dispose();
        SpinWait.SpinUntil(() => second.Jobs.RunNext(Doing(_ => { }), CancellationToken.None), Patience).ShouldBeTrue();
        second.Jobs.Get(left.Id)!.State.ShouldBe(JobState.Done);
        died.Set();
        worker.Join();
        first.Jobs.Get(left.Id)!.ReadResult<int>().ShouldBe(jobs.Count + 1);
    }

    [Fact]
    public async Task A_waiting_worker_is_woken_by_a_job_of_another_node_and_a_running_one_is_cancelled_from_there()
    {
        using var first = _first.Found();
        using var second = Joined();
        using var following = second.Follow();
        using var stop = new CancellationTokenSource();
        var worker = second.Jobs.Run(new Dictionary<string, JobHandler>
        {
            ["long"] = job =>
            {
                while (true)
                {
                    job.Progress.Report(new JobProgress(0.5, Wording.Same("half")));
                    _first.Time.Pass(TimeSpan.FromSeconds(1));
                    job.Cancel.ThrowIfCancellationRequested();
                    Thread.Sleep(1);
                }
            },
        }, stop.Token);

        var job = first.Jobs.Submit("long", new { });
        SpinWait.SpinUntil(() => first.Jobs.Get(job.Id)!.State == JobState.Running, Patience).ShouldBeTrue();
        first.Jobs.Cancel(job.Id).ShouldBeTrue();

        SpinWait.SpinUntil(() => first.Jobs.Get(job.Id)!.State == JobState.Cancelled, Patience).ShouldBeTrue();
        stop.Cancel();
        await worker.WaitAsync(Patience, TestContext.Current.CancellationToken);
        first.Jobs.Get(job.Id)!.State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public void A_backup_of_a_whole_city_is_restored_as_one_or_into_a_folder()
    {
        using (var first = _first.Found())
        {
            first.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: new VaultName(first.Vault.Put("一"u8))));
            using (var registry = Registry.Open(_first.Folder, Access.Write, _first.Time, _first.Folder + ".key"))
                registry.Write([new RegistryRow("account", "1", "p", 0, "张三"u8.ToArray())]);
            first.Backup(_first.PathOf("backup")).Faults.ShouldBeEmpty();
        }

        using var folder = new CityForTests();
        foreach (var to in new[] { _other, folder })
        {
            var (restored, report) = Workspace.Restore(_first.PathOf("backup"), to.Folder, new RestorePoint(), null, to.Database, CityForTests.Operator, _first.Time, to.Whole, TestContext.Current.CancellationToken);
            using var _ = restored;
            report.Faults.ShouldBeEmpty();
            restored.Verify(report.Upto).Faults.ShouldBeEmpty();
            File.Exists(Path.Combine(to.Folder, "registry.db")).ShouldBe(!to.Whole);
            using var registry = Registry.Open(to.Folder, Access.Write, _first.Time, _first.Folder + ".key");
            Encoding.UTF8.GetString(registry.Find("account", "1")!.Body.Span).ShouldBe("张三");
        }
    }

    [Fact]
    public void Only_a_whole_city_can_be_joined_and_only_by_an_empty_folder()
    {
        using var first = _first.Found();
        using var ledgerAlone = new CityForTests(StoreKind.Postgres);
        ledgerAlone.Found().Dispose();

        Refusal(() => Workspace.Join(_other.Folder, _other.Database!, _first.Time)).ShouldBe("store.no-city");
        Refusal(() => Workspace.Join(_other.Folder, ledgerAlone.Database!, _first.Time)).ShouldBe("store.not-whole");
        Refusal(() => Workspace.Join(_first.Folder, _first.Database!, _first.Time)).ShouldBe("city.exists");
        Refusal(() => Workspace.Join(_other.Folder, "Host=x;Password=y", _first.Time)).ShouldBe("store.password-inside");
        Directory.Exists(_other.Folder).ShouldBeFalse();
    }

    private Workspace Joined()
    {
        Workspace.Join(_other.Folder, _first.Database!, _first.Time);
        return Workspace.Open(_other.Folder, Access.Write, _first.Time);
    }

    private static string Refusal(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;
}
