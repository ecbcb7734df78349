using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests;

public sealed class RegistryInFolderTests() : RegistryTests(StoreKind.Sqlite);

public sealed class RegistryInDatabaseTests() : RegistryTests(StoreKind.Whole);

public abstract class RegistryTests : IDisposable
{
    private readonly CityForTests _city;
    private readonly Workspace _workspace;

    private protected RegistryTests(StoreKind store)
    {
        _city = new(store);
        _workspace = _city.Found();
    }

    private string KeyFile => _city.Folder + ".key";

    [Fact]
    public void A_row_is_found_again_by_id_by_value_and_by_person_after_a_restart()
    {
        using (var registry = Open())
            registry.Write([Row("1", "p", "张三", new LookUp("login-name", "zhang", true), new LookUp("telephone", "138", false)), Row("2", "p", "李四", new LookUp("telephone", "138", false)), Row("3", "q", "王五")]);

        using var again = Open();

        Text(again.Find("account", "1")).ShouldBe("张三");
        again.Find("account", "1")!.Version.ShouldBe(1);
        Text(again.FindBy("account", "login-name", "zhang").ShouldHaveSingleItem()).ShouldBe("张三");
        again.FindBy("account", "telephone", "138").Select(row => row.Id).ShouldBe(["1", "2"]);
        again.FindBy("session", "telephone", "138").ShouldBeEmpty();
        again.About("p").Select(row => row.Id).ShouldBe(["1", "2"]);
        again.All("account").Count.ShouldBe(3);
        again.Find("account", "9").ShouldBeNull();
    }

    [Fact]
    public void Nothing_personal_stands_plain_in_the_file_and_the_key_file_is_its_owner_s_alone()
    {
        using (var registry = Open())
        {
            registry.Write([Row("1", "p", "张三丰", new LookUp("login-name", "zhangsanfeng", true))]);
            registry.Seal("p", "住在某小区");
        }

        var bytes = File.ReadAllBytes(Copied());
        bytes.AsSpan().IndexOf("张三丰"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf("zhangsanfeng"u8).ShouldBe(-1);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Who_comes_second_hears_that_the_row_has_moved_on_and_nothing_is_half_written()
    {
        using var registry = Open();
        registry.Write([Row("1", "p", "一")]);
        var read = registry.Find("account", "1")!;
        registry.Write([read with { Body = Encoding.UTF8.GetBytes("二") }]);

        Code(() => registry.Write([Row("2", "p", "新"), read with { Body = Encoding.UTF8.GetBytes("三") }])).ShouldBe("registry.moved-on");

        Text(registry.Find("account", "1")).ShouldBe("二");
        registry.Find("account", "2").ShouldBeNull();
        Code(() => registry.Write([Row("1", "p", "又一个新的")])).ShouldBe("registry.moved-on");
    }

    [Fact]
    public void A_unique_value_is_taken_once_and_free_again_when_its_row_is_gone()
    {
        using var registry = Open();
        registry.Write([Row("1", "p", "一", new LookUp("login-name", "zhang", true))]);

        Code(() => registry.Write([Row("2", "q", "二", new LookUp("login-name", "zhang", true))])).ShouldBe("registry.taken");
        registry.Find("account", "2").ShouldBeNull();
        registry.Write([Row("2", "q", "二", new LookUp("login-name", "zhang", true))], [("account", "1")]);
        Text(registry.FindBy("account", "login-name", "zhang").Single()).ShouldBe("二");
    }

    [Fact]
    public void After_a_rotation_everything_is_there_under_another_key_and_the_old_key_alone_opens_nothing()
    {
        var oldKeys = Array.Empty<string>();
        SealedText letter;
        using (var registry = Open())
        {
            registry.Write([Row("1", "p", "张三", new LookUp("login-name", "zhang", true))]);
            letter = registry.Seal("p", "一封信");
            oldKeys = File.ReadAllLines(KeyFile);
            var before = registry.Ring.Current;

            registry.Rotate().ShouldBe(1);

            registry.Ring.Current.ShouldNotBe(before);
            Text(registry.FindBy("account", "login-name", "zhang").Single()).ShouldBe("张三");
            registry.Open(letter).ShouldBe("一封信");
        }

        using (var again = Open())
        {
            Text(again.FindBy("account", "login-name", "zhang").Single()).ShouldBe("张三");
            again.Open(letter).ShouldBe("一封信");
            again.Ring.Ids.Length.ShouldBe(2);
        }

        File.WriteAllLines(KeyFile, oldKeys);
        Code(() => Open().Dispose()).ShouldBe("registry.key-unknown");
    }

    [Fact]
    public void Who_has_the_registry_open_while_another_changes_its_keys_goes_on_reading_finding_and_writing()
    {
        using var server = Open();
        server.Write([Row("1", "p", "一", new LookUp("login-name", "zhang", true))]);
        var letter = server.Seal("p", "一封信");
        using (var other = Open())
            other.Rotate();

        Text(server.FindBy("account", "login-name", "zhang").Single()).ShouldBe("一");
        using (var other = Open())
            other.Rotate();
        Text(server.Find("account", "1")).ShouldBe("一");
        server.Open(letter).ShouldBe("一封信");
        using (var other = Open())
            other.Rotate();
        server.Write([Row("2", "q", "二", new LookUp("login-name", "li", true))]);

        using var again = Open();
        Text(again.FindBy("account", "login-name", "li").Single()).ShouldBe("二");
        again.Ring.Ids.Length.ShouldBe(4);
    }

    [Fact]
    public void A_rotation_that_a_kill_cut_off_after_the_key_was_made_leaves_the_registry_open_to_the_old_one()
    {
        using (var registry = Open())
            registry.Write([Row("1", "p", "张三")]);
        KeyRing.Open(KeyFile, _city.Folder).Renew(_city.Time);

        using var again = Open();

        Text(again.Find("account", "1")).ShouldBe("张三");
    }

    [Fact]
    public void Erasing_a_person_destroys_the_key_of_all_that_was_sealed_and_nothing_can_be_written_about_them_again()
    {
        using var registry = Open();
        registry.Write([Row("1", "p", "张三", new LookUp("login-name", "zhang", true)), Row("2", "q", "李四")]);
        var (letter, photo) = (registry.Seal("p", "一封信"), registry.SealBytes("p", [1, 2, 3]));
        registry.OpenBytes("p", photo).ShouldBe([1, 2, 3]);

        registry.Erase("p");
        registry.Erase("p");

        registry.Find("account", "1").ShouldBeNull();
        registry.FindBy("account", "login-name", "zhang").ShouldBeEmpty();
        registry.Open(letter).ShouldBeNull();
        registry.OpenBytes("p", photo).ShouldBeNull();
        registry.ErasedSubjects.ShouldBe([new Erasure("p", _city.Time.GetUtcNow())]);
        Code(() => registry.Seal("p", "再一封")).ShouldBe("registry.erased");
        Code(() => registry.Write([Row("3", "p", "张三")])).ShouldBe("registry.erased");
        Text(registry.Find("account", "2")).ShouldBe("李四");
    }

    [Fact]
    public void A_backup_brought_back_erases_again_who_was_erased_since()
    {
        var backup = _city.PathOf("backup.db");
        SealedText letter;
        using (var registry = Open())
        {
            registry.Write([Row("1", "p", "张三"), Row("2", "q", "李四")]);
            letter = registry.Seal("p", "一封信");
        }

        Registry.Copy(_city.Folder, backup);
        using (var registry = Open())
            registry.Erase("p");
        using var elsewhere = new CityForTests(_city.Whole ? StoreKind.Whole : StoreKind.Sqlite);
        elsewhere.Found().Dispose();
        Registry.Bring(backup, elsewhere.Folder, elsewhere.Database);

        using var restored = Registry.Open(elsewhere.Folder, Access.Write, _city.Time, KeyFile);

        restored.Find("account", "1").ShouldBeNull();
        restored.Open(letter).ShouldBeNull();
        restored.IsErased("p").ShouldBeTrue();
        Text(restored.Find("account", "2")).ShouldBe("李四");
    }

    [Fact]
    public void A_copy_made_while_it_is_written_is_of_one_moment_and_opens_with_the_same_key()
    {
        using var registry = Open();
        registry.Write([Row("1", "p", "一", new LookUp("login-name", "zhang", true))]);
        var other = Directory.CreateDirectory(_city.PathOf("other")).FullName;

        Registry.Copy(_city.Folder, Path.Combine(other, "registry.db"));
        registry.Write([Row("2", "q", "二")]);

        using var copy = Registry.Open(other, Access.Write, _city.Time, KeyFile);
        Text(copy.FindBy("account", "login-name", "zhang").Single()).ShouldBe("一");
        copy.All("account").Count.ShouldBe(1);
    }

    [Fact]
    public void A_fact_with_a_sealed_text_still_verifies_after_its_key_was_destroyed()
    {
        using var registry = Open();
        _workspace.Execute(CityForTests.Operator, new WriteLetter(Guid.NewGuid(), registry.Seal("p", "信中有姓名"))).Taken.ShouldBeTrue();

        registry.Erase("p");

        _workspace.Verify().Faults.ShouldBeEmpty();
        registry.Open(_workspace.Facts(0, 10)[^1].Read<LetterWritten>().Letter).ShouldBeNull();
    }

    [Fact]
    public void A_row_that_was_changed_or_moved_by_hand_does_not_open()
    {
        using (var registry = Open())
            registry.Write([Row("1", "p", "一"), Row("2", "p", "二")]);
        using (IRegistryTables tables = _city.Whole ? PostgresRegistry.Open(_city.Database!, Access.Write) : RegistryFile.Open(Path.Combine(_city.Folder, "registry.db"), Access.Write))
            tables.Run("UPDATE rows SET body = (SELECT body FROM rows WHERE id = '2') WHERE id = '1'");

        using var again = Open();

        Code(() => again.Find("account", "1")).ShouldBe("registry.row-tampered");
        Text(again.Find("account", "2")).ShouldBe("二");
    }

    [Fact]
    public void A_key_file_that_is_missing_foreign_open_to_all_unreadable_or_inside_the_city_is_refused_in_plain_words()
    {
        Open().Dispose();
        var key = File.ReadAllText(KeyFile);

        File.Delete(KeyFile);
        Code(() => Open().Dispose()).ShouldBe("registry.key-missing");
        File.WriteAllText(KeyFile, $"{key.Split(' ')[0]} {Convert.ToBase64String(new byte[32])} 2026-01-01\n");
        Protect();
        Code(() => Open().Dispose()).ShouldBe("registry.key-wrong");
        File.WriteAllText(KeyFile, "short\n");
        Code(() => Open().Dispose()).ShouldBe("registry.key-unreadable");
        File.WriteAllText(KeyFile, key);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Code(() => Open().Dispose()).ShouldBe("registry.key-open");
        }

        Protect();
        Code(() => Registry.Open(_city.Folder, Access.Write, _city.Time, Path.Combine(_city.Folder, "key"))).ShouldBe("registry.key-inside");
        Open().Dispose();
    }

    [Fact]
    public void To_read_a_city_without_a_registry_is_refused_and_makes_none()
    {
        Code(() => Registry.Open(_city.Folder, Access.Read, _city.Time)).ShouldBe("registry.none");

        Registry.Exists(_city.Folder).ShouldBeFalse();
        File.Exists(KeyFile).ShouldBeFalse();
    }

    [Fact]
    public void A_reader_sees_what_a_writer_wrote_while_both_are_open()
    {
        using var writer = Open();
        using var reader = Registry.Open(_city.Folder, Access.Read, _city.Time);

        writer.Write([Row("1", "p", "一")]);

        Text(reader.Find("account", "1")).ShouldBe("一");
        Code(() => reader.Write([Row("2", "p", "二")])).ShouldBe("registry.not-writable");
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _city.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Copied()
    {
        var copy = _city.PathOf("copied.db");
        Registry.Copy(_city.Folder, copy);
        return copy;
    }

    private void Protect()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Registry Open() => Registry.Open(_city.Folder, Access.Write, _city.Time, KeyFile);

    private static RegistryRow Row(string id, string subject, string text, params LookUp[] lookUps) => new("account", id, subject, 0, Encoding.UTF8.GetBytes(text)) { LookUps = [.. lookUps] };

    private static string Text(RegistryRow? row) => Encoding.UTF8.GetString(row.ShouldNotBeNull().Body.Span);

    private static string Code(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;

    private sealed record LetterWritten(SealedText Letter) : Event
    {
        public override string Kind => "test.letter-written";
    }

    private sealed record WriteLetter(Guid Id, SealedText Letter) : Command(Id, "letter/1")
    {
        public override Decision<Event> Decide(Context context) => new Decision<Event>.Taken([new LetterWritten(Letter)]);
    }
}
