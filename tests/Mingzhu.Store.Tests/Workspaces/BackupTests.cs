using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Workspaces;

public sealed class BackupOnSqliteTests() : BackupTests(StoreKind.Sqlite);

public sealed class BackupOnPostgresTests() : BackupTests(StoreKind.Postgres);

/// <summary>A backup is made while others write, and what comes out of it is the city.</summary>
public abstract class BackupTests : IDisposable
{
    private readonly CityForTests _city;
    private readonly CityForTests _second;

    private protected BackupTests(StoreKind store) => (_city, _second) = (new(store), new(store));

    public void Dispose()
    {
        _city.Dispose();
        _second.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup.zip")]
    public void A_backup_made_while_others_write_comes_out_as_the_city_was(string name)
    {
        using var city = _city.Found();
        var manifest = PutManifest(city, "1,2,3");
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: manifest));
        city.Jobs.Submit("sum", new { numbers = 3 });
        AddBeside();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                city.Execute(CityForTests.Operator, new GiveCode(Guid.NewGuid(), $"account/{writer}", Guid.NewGuid().ToString()));
        })).ToList();
        writers.ForEach(writer => writer.Start());
        SpinWait.SpinUntil(() => city.Head.Seq > 50, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        BackupReport report;
        using (var reader = _city.Open(Access.Read))
            report = reader.Backup(_city.PathOf(name), TestContext.Current.CancellationToken);
        stop.Cancel();
        writers.ForEach(writer => writer.Join());

        var (restored, said) = Restore(name, new RestorePoint());
        using var _ = restored;

        report.Faults.ShouldBeEmpty();
        (report.Files, report.Registry, report.AccessDays).ShouldBe((3, true, 1));
        said.Upto.ShouldBe(report.Head);
        restored.Head.ShouldBe(report.Head);
        restored.Verify(report.Head).Faults.ShouldBeEmpty();
        Rows(restored).ShouldBe(Rows(city).Take((int)report.Head.Seq));
        restored.Vault.Names().ShouldBe(city.Vault.Names());
        restored.Jobs.List().Single().State.ShouldBe(JobState.Waiting);
        restored.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1)).Taken.ShouldBeTrue();
        File.ReadAllText(Path.Combine(_second.Folder, "access", "2026-03-01.log")).ShouldBe("a line\n");
        SqliteFile.OpenOurs(Path.Combine(_second.Folder, "registry.db")).Dispose();
        Directory.GetFileSystemEntries(Path.GetDirectoryName(_city.PathOf(name))!, name + "*").Length.ShouldBe(1);
    }

    [Fact]
    public void A_city_is_restored_to_any_moment_by_number_or_by_day()
    {
        using (var city = _city.Found())
        {
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5)); // fact 2, on 2 March in Shanghai
            _city.Time.Pass(TimeSpan.FromDays(1));
            city.Execute(CityForTests.Operator, new GiveCode(Guid.NewGuid(), "a", "x")); // facts 3 and 4, on 3 March
            city.Backup(_city.PathOf("backup"));
        }

        var (byDay, day) = Restore("backup", new RestorePoint(AsOf: new DateOnly(2026, 3, 2)));
        byDay.View<Tally>().ToString().ShouldBe("[a, 5]  1");
        byDay.Facts(2, 10).Single().Read<CityRestored>().ShouldBe(new CityRestored(day.Upto.ToString(), day.BackupHead.ToString()));
        byDay.Verify(day.Upto).Faults.ShouldBeEmpty();
        byDay.Dispose();
        using var third = new CityForTests();
        using var byNumber = Workspace.Restore(_city.PathOf("backup"), third.Folder, new RestorePoint(Seq: 3), null, null, CityForTests.Operator, _city.Time).City;
        byNumber.View<Tally>().Codes.ShouldBe(["x"]);
        byNumber.View<Tally>().Accounts["a"].ShouldBe(5);

        Refusal(() => Workspace.Restore(_city.PathOf("backup"), third.PathOf("no"), new RestorePoint(Seq: 9), null, null, CityForTests.Operator, _city.Time)).ShouldBe("restore.no-such-moment");
        Refusal(() => Workspace.Restore(_city.PathOf("backup"), third.PathOf("no"), new RestorePoint(AsOf: new DateOnly(2025, 1, 1)), null, null, CityForTests.Operator, _city.Time)).ShouldBe("restore.no-such-moment");
    }

    [Fact]
    public void What_was_erased_stays_erased_in_every_restore()
    {
        using var city = _city.Found();
        var file = new VaultName(city.Vault.Put("谁的电话"u8));
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file)); // fact 2
        city.Backup(_city.PathOf("before"));
        city.Execute(CityForTests.Operator, EraseFile.Of(Guid.NewGuid(), file, "本人要求", city.Vault)).Taken.ShouldBeTrue(); // fact 3
        city.Backup(_city.PathOf("after"));

        using (var all = Restore("after", new RestorePoint()).City)
        {
            all.Vault.ErasedBy(file).ShouldBe(3);
            all.Verify().ShouldSatisfyAllConditions(v => v.Faults.ShouldBeEmpty(), v => v.Erased.ShouldBe([(file.Hash, 3L)]));
        }

        using (var third = new CityForTests())
        using (var past = Workspace.Restore(_city.PathOf("after"), third.Folder, new RestorePoint(Seq: 2), null, null, CityForTests.Operator, _city.Time).City)
        {
            past.Facts(2, 9).Select(fact => fact.Kind).ShouldBe(["city.restored", "vault.file-erased"]);
            past.Verify().ShouldSatisfyAllConditions(v => v.Faults.ShouldBeEmpty(), v => v.Erased.ShouldBe([(file.Hash, 4L)]));
        }

        using var fourth = new CityForTests();
        using var old = Workspace.Restore(_city.PathOf("before"), fourth.Folder, new RestorePoint(), _city.Folder, null, CityForTests.Operator, _city.Time).City;
        old.Vault.ErasedBy(file).ShouldBe(3);
        old.Facts(2, 9).Single().Kind.ShouldBe("vault.file-erased");
        old.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_backup_never_overwrites_and_says_what_is_missing_and_a_broken_chain_is_not_copied()
    {
        using var city = _city.Found();
        var file = new VaultName(city.Vault.Put("一"u8));
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file));
        File.Delete(city.Vault.PathOf(file));
        city.Backup(_city.PathOf("first")).Faults.Single().ShouldSatisfyAllConditions(f => f.Seq.ShouldBe(2), f => f.Code.ShouldBe("verify.file-missing"));

        Refusal(() => city.Backup(_city.PathOf("first"))).ShouldBe("backup.exists");
        Refusal(() => city.Backup(_city.PathOf("no/such/place"))).ShouldBe("backup.no-folder");
        using (var raw = new RawDatabase(_city))
        {
            raw.Unlock();
            raw.Run("UPDATE facts SET actor = 'x' WHERE seq = 2");
        }

        Should.Throw<RefusedException>(() => city.Backup(_city.PathOf("second.zip"))).Reasons.Single().Says.En.ShouldStartWith("fact 2 of the ledger");
        Directory.GetFileSystemEntries(Path.GetDirectoryName(_city.PathOf("x"))!, "second*").ShouldBeEmpty();
        Refusal(() => Workspace.Restore(_city.PathOf("pack-1"), _city.PathOf("new"), new RestorePoint(), null, null, CityForTests.Operator, _city.Time)).ShouldBe("restore.no-backup");
    }

    private static VaultName PutManifest(Workspace city, string column) =>
        new(city.Vault.Put(Encoding.UTF8.GetBytes($$"""{"columns":["vault:{{city.Vault.Put(Encoding.UTF8.GetBytes(column))}}"]}""")));

    private static IEnumerable<string> Rows(Workspace city) => city.Facts(0, int.MaxValue).Select(fact => $"{fact.Seq} {fact.Stream} {fact.Version} {fact.At} {fact.Command} {fact.Kind} {Convert.ToHexString(fact.Body.Span)} {Convert.ToHexString(fact.Hash.Span)}");

    private static string Refusal(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;

    private void AddBeside()
    {
        using var registry = SqliteFile.Create(Path.Combine(_city.Folder, "registry.db"));
        Directory.CreateDirectory(Path.Combine(_city.Folder, "access"));
        File.WriteAllText(Path.Combine(_city.Folder, "access", "2026-03-01.log"), "a line\n");
    }

    // From either store into either: the second city is of the same kind, the third ones are of SQLite.
    private (Workspace City, RestoreReport Report) Restore(string backup, RestorePoint point) =>
        Workspace.Restore(_city.PathOf(backup), _second.Folder, point, null, _second.Database, CityForTests.Operator, _city.Time);
}
