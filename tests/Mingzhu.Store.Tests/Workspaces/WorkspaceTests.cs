using Mingzhu.City;

namespace Mingzhu.Store.Tests.Workspaces;

public sealed class WorkspaceOnSqliteTests() : WorkspaceTests(StoreKind.Sqlite)
{
    [Fact]
    public void Founding_on_a_full_disk_is_told_and_can_be_begun_again_when_there_is_space()
    {
        using var disk = SmallDisk.Mount(megabytes: 1);
        var folder = Path.Combine(disk.Folder, "city");
        var ballast = disk.Fill();

        Refusal(() => Workspace.Create(folder, _city.Pack(), CityForTests.Operator, _city.Time)).ShouldBeOneOf("ledger.disk-full", "vault.disk-full");
        File.Delete(ballast);
        using var city = Workspace.Create(folder, _city.Pack(), CityForTests.Operator, _city.Time);

        city.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_city_on_a_disk_that_cannot_be_written_can_be_read_and_not_opened_to_write()
    {
        using var disk = SmallDisk.Mount(megabytes: 2);
        var folder = Path.Combine(disk.Folder, "city");
        using (var city = Workspace.Create(folder, _city.Pack(), CityForTests.Operator, _city.Time))
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));
        disk.Seal();

        using (var reader = Workspace.Open(folder, Access.Read, _city.Time))
        {
            reader.View<Tally>().Accounts["a"].ShouldBe(5);
            reader.Verify().Faults.ShouldBeEmpty();
        }

        Should.Throw<RefusedException>(() => Workspace.Open(folder, Access.Write, _city.Time)).Reasons.Single().Says.En.ShouldContain("Read-only file system");
    }

    [Fact]
    public void Opening_says_what_is_wrong_with_a_ledger()
    {
        _city.Found().Dispose();

        File.WriteAllBytes(Path.Combine(_city.Folder, "ledger.db"), [.. Enumerable.Repeat((byte)'x', 5000)]);
        Refusal(() => _city.Open()).ShouldBe("ledger.damaged");
        Refusal(() => _city.Open(Access.Read)).ShouldBe("ledger.damaged");
        File.Delete(Path.Combine(_city.Folder, "ledger.db"));
        Refusal(() => _city.Open()).ShouldBe("city.ledger-missing");
        Workspace.Writer(_city.Folder).ShouldBeNull();
    }
}

public sealed class WorkspaceOnPostgresTests() : WorkspaceTests(StoreKind.Postgres)
{
    [Fact]
    public void A_connection_string_with_a_password_or_without_a_host_is_refused()
    {
        Refusal(() => Workspace.Create(_city.Folder, _city.Pack(), CityForTests.Operator, _city.Time, "Host=db;Username=m;Password=geheim")).ShouldBe("store.password-inside");
        Refusal(() => Workspace.Create(_city.Folder, _city.Pack(), CityForTests.Operator, _city.Time, "Database=m")).ShouldBe("store.connection");
        Refusal(() => Workspace.Create(_city.Folder, _city.Pack(), CityForTests.Operator, _city.Time, "Hots=db")).ShouldBe("store.connection");
        Directory.Exists(_city.Folder).ShouldBeFalse();
    }

    [Fact]
    public void Two_cities_never_share_a_schema_and_no_folder_opens_anothers()
    {
        using var other = new CityForTests(StoreKind.Postgres);
        _city.Found().Dispose();
        other.Found().Dispose();

        Refusal(() => Workspace.Create(_city.PathOf("second"), _city.Pack(), CityForTests.Operator, _city.Time, _city.Database)).ShouldBe("store.taken");
        var (mine, others) = (Path.Combine(_city.Folder, "city.json"), Path.Combine(other.Folder, "city.json"));
        File.WriteAllText(mine, File.ReadAllText(mine).Replace(_city.Database!.Split('=')[^1] + "\"", other.Database!.Split('=')[^1] + "\""));

        File.ReadAllText(mine).ShouldNotBe(File.ReadAllText(others));
        Refusal(() => _city.Open()).ShouldBe("store.other-city");
    }

    [Fact]
    public void A_server_that_does_not_answer_is_named()
    {
        _city.Found().Dispose();
        var card = Path.Combine(_city.Folder, "city.json");

        File.WriteAllText(card, File.ReadAllText(card).Replace("/mingzhu-pg-", "/no-mingzhu-pg-"));
        Refusal(() => _city.Open()).ShouldBe("store.unreachable");
        Workspace.Writer(_city.Folder).ShouldBeNull();
    }
}

public abstract class WorkspaceTests : IDisposable
{
    private protected readonly CityForTests _city;

    private protected WorkspaceTests(StoreKind store) => _city = new(store);

    public void Dispose()
    {
        _city.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_new_city_stands_under_its_pack_and_its_first_fact_says_so()
    {
        using var city = _city.Found();

        var founded = city.Facts(0, 10).ShouldHaveSingleItem();
        founded.Kind.ShouldBe("city.founded");
        founded.Stream.ShouldBe("city");
        founded.Actor.ShouldBe("operator");
        var said = founded.Read<CityFounded>();
        said.PackId.ShouldBe("test");
        said.Pack.Hash.ShouldBe(_city.Pack().Hash());
        said.Day.ShouldBe(new DateOnly(2026, 3, 2)); // 20:30 UTC is half past four next morning in Shanghai
        city.Pack.Id.ShouldBe("test");
    }

    [Fact]
    public void What_was_done_is_there_after_closing_and_opening()
    {
        using (var city = _city.Found())
        {
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5)).Taken.ShouldBeTrue();
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 7)).Taken.ShouldBeTrue();
        }

        using var again = _city.Open();

        again.View<Tally>().Accounts["a"].ShouldBe(12);
        again.Read(CityForTests.Operator, new HowMuch("a")).ShouldBe(12);
        again.Pack.Id.ShouldBe("test");
        again.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_body_holds_the_event_and_not_its_kind()
    {
        using var city = _city.Found();

        var fact = city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5)).Facts.Single();

        System.Text.Encoding.UTF8.GetString(fact.Body.Span).ShouldBe("""{"amount":5}""");
    }

    [Fact]
    public void A_second_writer_is_refused_by_pid_and_port_and_readers_are_welcome()
    {
        using var writer = _city.Found();
        writer.Announce(8700, "secret");

        var refused = Should.Throw<RefusedException>(() => _city.Open());
        using var reader = _city.Open(Access.Read);
        reader.View<Tally>().Applied.ShouldBe(0);
        writer.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));

        refused.Reasons.Single().Code.ShouldBe("city.locked");
        refused.Reasons.Single().Says.Zh.ShouldContain($"进程 {Environment.ProcessId} ");
        refused.Reasons.Single().Says.En.ShouldContain("port 8700");
        Workspace.Writer(_city.Folder).ShouldBe(new WriterNote(Environment.ProcessId, 8700, "secret"));
        reader.View<Tally>().Accounts["a"].ShouldBe(5);
        reader.Read(CityForTests.Operator, new HowMuch("a")).ShouldBe(5);
    }

    [Fact]
    public void A_closed_city_has_no_writer_and_can_be_opened_again()
    {
        _city.Found().Dispose();

        Workspace.Writer(_city.Folder).ShouldBeNull();
        _city.Open().Dispose();
    }

    [Fact]
    public void A_reader_cannot_act()
    {
        _city.Found().Dispose();
        using var reader = _city.Open(Access.Read);

        Should.Throw<InvalidOperationException>(() => reader.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5)));
        Should.Throw<InvalidOperationException>(() => reader.Jobs.Submit("x", new { }));
    }

    [Fact]
    public void Only_an_empty_folder_becomes_a_city()
    {
        Directory.CreateDirectory(_city.Folder);
        File.WriteAllText(Path.Combine(_city.Folder, "mine.txt"), "keep me");

        Refusal(() => _city.Found()).ShouldBe("city.folder-not-empty");

        Directory.GetFileSystemEntries(_city.Folder).Length.ShouldBe(1);
        File.Delete(Path.Combine(_city.Folder, "mine.txt"));
        _city.Found().Dispose();
        Refusal(() => _city.Found()).ShouldBe("city.exists");
    }

    [Fact]
    public void A_founding_that_was_killed_is_told_and_can_be_begun_again()
    {
        _city.Found().Dispose();
        File.Move(Path.Combine(_city.Folder, "city.json"), Path.Combine(_city.Folder, "city.json.founding"));

        File.WriteAllText(Path.Combine(_city.Folder, "lock.json.new"), "");
        Refusal(() => _city.Open()).ShouldBe("city.half-founded");
        Refusal(() => _city.Open(Access.Read)).ShouldBe("city.half-founded");
        using var city = _city.Found();

        city.Head.Seq.ShouldBe(1);
        city.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Opening_says_what_is_wrong_with_a_folder()
    {
        Refusal(() => _city.Open()).ShouldBe("city.no-such-folder");
        Directory.CreateDirectory(_city.Folder);
        Refusal(() => _city.Open()).ShouldBe("city.none-here");
        _city.Found().Dispose();
        var card = Path.Combine(_city.Folder, "city.json");
        var good = File.ReadAllText(card);

        File.WriteAllText(card, "{ half");
        Refusal(() => _city.Open()).ShouldBe("city.unreadable");
        File.WriteAllText(card, good.Replace("\"format\":1", "\"format\":7"));
        Should.Throw<RefusedException>(() => _city.Open()).Reasons.Single().Says.En.ShouldContain("is of format 7, this program reads and writes format 1; use a newer Mingzhu");
        File.WriteAllText(card, good.Replace("sql", "clay"));
        Refusal(() => _city.Open()).ShouldBe("city.other-store");
        Workspace.Writer(_city.Folder).ShouldBeNull();
    }

    [Fact]
    public void Work_in_progress_lives_until_disposed_and_what_a_killed_process_left_is_cleared()
    {
        var left = Path.Combine(_city.Folder, "work", "left-by-a-kill");
        using (var city = _city.Found())
        {
            using (var work = city.Work())
            {
                File.WriteAllText(Path.Combine(work.Path, "x"), "x");
                work.Path.ShouldStartWith(city.Folder);
            }

            Directory.CreateDirectory(left);
            File.WriteAllText(Path.Combine(left, "held"), "");
        }

        using var reader = _city.Open(Access.Read);
        using var living = reader.Work();
        using var again = _city.Open();

        Directory.Exists(left).ShouldBeFalse();
        Directory.Exists(living.Path).ShouldBeTrue();
    }

    [Fact]
    public void A_cache_folder_is_made_on_demand_and_cannot_lie_elsewhere()
    {
        using var city = _city.Found();

        Directory.Exists(city.Derived("abc")).ShouldBeTrue();
        city.Derived("abc").ShouldStartWith(Path.Combine(city.Folder, "derived", "abc"));
        Should.Throw<ArgumentException>(() => city.Derived("../vault"));
    }

    private protected static string Refusal(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;
}
