using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Vaults;

public sealed class VaultInFolderTests() : VaultTests(StoreKind.Sqlite);

public sealed class VaultInDatabaseTests() : VaultTests(StoreKind.Whole);

public abstract class VaultTests : IDisposable
{
    // sha256sum of "hello\n"
    private const string Hello = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    private protected readonly CityForTests _folder;
    private protected readonly Workspace _city;

    private protected VaultTests(StoreKind store)
    {
        _folder = new(store);
        _city = _folder.Found();
    }

    public void Dispose()
    {
        _city.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_file_is_named_by_its_content()
    {
        _city.Vault.Put("hello\n"u8).ShouldBe(Hello);

        _city.Vault.Has(Hello).ShouldBeTrue();
        _city.Vault.Read(Hello).ShouldBe("hello\n"u8.ToArray());
        using (var stream = _city.Vault.Open(Hello))
            stream.Length.ShouldBe(6);
        _city.Vault.PathOf(Hello).ShouldBe(Path.Combine(_city.Folder, "vault", "58", Hello[2..]));
        _city.Vault.Verify(Hello).ShouldBeTrue();
    }

    [Fact]
    public void The_same_content_is_kept_once_and_written_once()
    {
        _city.Vault.Put("hello\n"u8);
        var written = File.GetLastWriteTimeUtc(_city.Vault.PathOf(Hello));

        _city.Vault.Put("hello\n"u8).ShouldBe(Hello);

        File.GetLastWriteTimeUtc(_city.Vault.PathOf(Hello)).ShouldBe(written);
        _city.Vault.Names().Count().ShouldBe(2); // and the pack
    }

    [Fact]
    public void A_file_made_in_the_work_folder_is_moved_in()
    {
        using var work = _city.Work();
        var first = Path.Combine(work.Path, "first");
        var second = Path.Combine(work.Path, "second");
        File.WriteAllText(first, "hello\n");
        File.WriteAllText(second, "hello\n");

        _city.Vault.Take(first).ShouldBe(Hello);
        _city.Vault.Take(second).ShouldBe(Hello);

        Directory.GetFiles(work.Path).ShouldBeEmpty();
        _city.Vault.Read(Hello).ShouldBe("hello\n"u8.ToArray());
    }

    [Fact]
    public void A_file_from_elsewhere_is_not_taken_and_stays_where_it_is()
    {
        var foreign = _folder.PathOf("foreign");
        File.WriteAllText(foreign, "mine");

        Should.Throw<ArgumentException>(() => _city.Vault.Take(foreign));

        File.ReadAllText(foreign).ShouldBe("mine");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../city.json")]
    [InlineData("5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03")]
    [InlineData("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be0")]
    public void What_is_no_hash_names_no_file(string name)
    {
        Should.Throw<ArgumentException>(() => _city.Vault.Has(name));
        Should.Throw<ArgumentException>(() => _city.Vault.Open(name));
        Should.Throw<ArgumentException>(() => new VaultName(name));
    }

    [Fact]
    public void An_altered_file_is_refused_by_name_and_mended_by_the_same_content_put_again()
    {
        _city.Vault.Put("hello\n"u8);
        var path = _city.Vault.PathOf(Hello);
        File.Delete(path);
        File.WriteAllText(path, "hallo\n");
        if (_folder.Whole)
        {
            // What this node has is a copy: the database has the file.
            _city.Vault.Read(Hello).ShouldBe("hello\n"u8.ToArray());
            return;
        }

        Should.Throw<RefusedException>(() => _city.Vault.Read(Hello)).Reasons.Single().Code.ShouldBe("vault.altered");
        Should.Throw<RefusedException>(() => _city.Vault.PathOf(Hello)).Reasons.Single().Code.ShouldBe("vault.altered");

        _city.Vault.Put("hello\n"u8);

        _city.Vault.Read(Hello).ShouldBe("hello\n"u8.ToArray());
    }

    [Fact]
    public void A_missing_file_is_refused_by_name()
    {
        Should.Throw<RefusedException>(() => _city.Vault.Open(Hello)).Reasons.Single().Says.En.ShouldContain(Hello);
        Should.Throw<RefusedException>(() => _city.Vault.Read(Hello)).Reasons.Single().Code.ShouldBe("vault.no-such-file");
        Should.Throw<RefusedException>(() => _city.Vault.PathOf(Hello)).Reasons.Single().Code.ShouldBe("vault.no-such-file");
        _city.Vault.Verify(Hello).ShouldBeFalse();
    }

    [Fact]
    public void Many_may_put_the_same_at_once()
    {
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, turn => _city.Vault.Put(Encoding.UTF8.GetBytes($"file {turn % 5}")));

        _city.Vault.Names().Count().ShouldBe(6);
        _city.Vault.Names().ShouldAllBe(name => _city.Vault.Verify(name));
    }

    [Fact]
    public void A_fact_cannot_name_a_file_that_was_not_put()
    {
        var act = new Pay(Guid.NewGuid(), "a", 1, Receipt: new VaultName(Hello));

        Should.Throw<ArgumentException>(() => _city.Execute(CityForTests.Operator, act)).Message.ShouldContain(Hello);
        _city.Vault.Put("hello\n"u8);

        _city.Execute(CityForTests.Operator, act).Facts.Single().Read<Paid>().Receipt!.Value.Hash.ShouldBe(Hello);
    }

    [Fact]
    public void A_name_is_written_so_that_it_can_be_found()
    {
        JsonSerializer.Serialize(new VaultName(Hello), FactJson.Options).ShouldBe($"\"vault:{Hello}\"");
        JsonSerializer.Deserialize<VaultName>($"\"vault:{Hello}\"", FactJson.Options).ShouldBe(new VaultName(Hello));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<VaultName>($"\"{Hello}\"", FactJson.Options));
        Should.Throw<JsonException>(() => JsonSerializer.Serialize(default(VaultName), FactJson.Options));
    }

    [Fact]
    public void Names_are_found_in_any_text_cut_anywhere() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements("\"", "vault:", "\"vault:", Hello, Hello[..63], "g", "\",\"", "\"vault:" + Hello + "\"", "\\", "0")).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (parts, size) =>
        {
            var text = string.Concat(parts);
            var finder = new VaultNameFinder();
            foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(size))
                finder.Feed(piece);

            finder.Found.Order().ShouldBe(Regex.Matches(text, "(?=\"vault:([0-9a-f]{64})\")").Select(m => m.Groups[1].Value).Distinct().Order());
        }).QuickCheckThrowOnFailure();
}
