using System.Text;
using System.Data.Common;

namespace Mingzhu.Store.Tests.Ledgers;

public sealed class VerificationOnSqliteTests() : VerificationTests(StoreKind.Sqlite);

public sealed class VerificationOnPostgresTests() : VerificationTests(StoreKind.Postgres);

public abstract class VerificationTests : IDisposable
{
    private readonly CityForTests _folder;

    private protected VerificationTests(StoreKind store)
    {
        _folder = new(store);
        using var city = _folder.Found();
        for (var turn = 1; turn <= 3; turn++)
            city.Execute(new Session("p-1", City.Language.Zh, "post/1"), new GiveCode(Guid.NewGuid(), $"account/{turn % 2}", $"code/{turn}"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_untouched_city_is_whole()
    {
        using var city = _folder.Open(Access.Read);

        var found = city.Verify(city.Head);

        found.Faults.ShouldBeEmpty();
        (found.Facts, found.Files, found.Unreferenced, found.Head).ShouldBe((7, 1, 0, city.Head));
    }

    [Theory]
    [InlineData("seq")]
    [InlineData("stream")]
    [InlineData("version")]
    [InlineData("at")]
    [InlineData("actor")]
    [InlineData("post")]
    [InlineData("command")]
    [InlineData("ordinal")]
    [InlineData("kind")]
    [InlineData("body")]
    [InlineData("alg")]
    [InlineData("hash")]
    public void A_changed_bit_in_any_column_of_any_fact_is_found(string column)
    {
        using var raw = new RawDatabase(_folder);
        using var city = _folder.Open(Access.Read);
        raw.Unlock();
        for (var seq = 1; seq <= 7; seq++)
        {
            for (var bit = 0; bit < Width(raw, column, seq); bit += 23) // in the end every bit of a byte, in different bytes
            {
                if (!Flip(raw, column, seq, bit))
                    continue;

                city.Verify().Faults.ShouldContain(fault => fault.Seq == seq || column == "seq", $"{column} of fact {seq}, bit {bit}");
                raw.Restore();
            }
        }
    }

    [Theory]
    [InlineData("DELETE FROM facts WHERE seq = 4", "verify.gap")]
    [InlineData("DELETE FROM facts WHERE seq = 7", "verify.head")]
    [InlineData("UPDATE head SET seq = 6", "verify.head")]
    [InlineData("UPDATE head SET hash = (SELECT hash FROM facts WHERE seq = 2)", "verify.head")]
    [InlineData("UPDATE facts SET alg = 'rot13' WHERE seq = 3", "verify.alg")]
    [InlineData("UPDATE facts SET version = 9 WHERE seq = 3", "verify.version")]
    [InlineData("UPDATE facts SET actor = 'p-2', hash = (SELECT hash FROM facts WHERE seq = 2) WHERE seq = 3", "verify.hash")]
    public void A_ledger_that_was_cut_or_rewritten_is_found(string sql, string code)
    {
        Tamper(sql);

        using var city = _folder.Open(Access.Read);

        city.Verify().Faults.Select(fault => fault.Code).ShouldContain(code);
    }

    [Fact]
    public void A_ledger_cut_back_with_its_head_is_found_by_a_printed_head()
    {
        Head printed;
        using (var city = _folder.Open(Access.Read))
            printed = city.Head;
        Tamper("DELETE FROM facts WHERE seq > 5; UPDATE head SET seq = 5, hash = (SELECT hash FROM facts WHERE seq = 5)");

        using var cut = _folder.Open(Access.Read);

        cut.Verify().Faults.ShouldBeEmpty(); // nothing inside can tell
        cut.Verify(printed).Faults.Single().Code.ShouldBe("verify.printed-head");
        cut.Verify(cut.Head with { Hash = printed.Hash }).Faults.Single().Code.ShouldBe("verify.printed-head");
        Head.TryParse(printed.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(printed);
    }

    [Fact]
    public void Facts_cannot_be_changed_or_deleted_by_plain_sql()
    {
        using var raw = new RawDatabase(_folder);

        Should.Throw<DbException>(() => raw.Run("UPDATE facts SET actor = 'x' WHERE seq = 2")).Message.ShouldContain("facts never change");
        Should.Throw<DbException>(() => raw.Run("DELETE FROM facts WHERE seq = 2")).Message.ShouldContain("facts never vanish");
    }

    [Fact]
    public void A_file_behind_a_fact_or_behind_a_manifest_is_missed_when_it_is_gone_or_changed()
    {
        VaultName column, manifest;
        using (var city = _folder.Open())
        {
            column = new VaultName(city.Vault.Put("1,2,3"u8));
            manifest = new VaultName(city.Vault.Put(Encoding.UTF8.GetBytes($$"""{"columns":["vault:{{column.Hash}}"]}""")));
            city.Vault.Put("nobody's"u8);
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1, Receipt: manifest)).Taken.ShouldBeTrue();
        }

        using var reader = _folder.Open(Access.Read);
        var whole = reader.Verify();
        var path = reader.Vault.PathOf(column);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserWrite | UnixFileMode.UserRead);
        File.WriteAllText(path, "1,2,4");
        var changed = reader.Verify();
        File.Delete(path);
        var gone = reader.Verify();

        whole.Faults.ShouldBeEmpty();
        (whole.Files, whole.Unreferenced).ShouldBe((3, 1));
        changed.Faults.Single().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("verify.file-changed"), f => f.Seq.ShouldBe(8));
        gone.Faults.Single().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("verify.file-missing"), f => f.Says.En.ShouldContain(column.Hash));
    }

    [Fact]
    public void A_hash_is_the_same_for_ever()
    {
        var fact = new Fact(1, "city", 1, 1_772_397_000_000, "operator", "", Guid.ParseExact("0f8fad5b-d9cb-469f-a165-70867728950e", "D"), "city.founded", "{\"a\":1}"u8.ToArray(), default);

        Convert.ToHexStringLower(Chain.Hash(fact, Chain.Origin)!).ShouldBe(HashWorkedElsewhere);
        Chain.Hash(fact with { Alg = "md5" }, Chain.Origin).ShouldBeNull();
    }

    // python3: sha256 over struct.pack('>q', len(x)) + x of 32 zero bytes and of each column (integers as '>q')
    private const string HashWorkedElsewhere = "81b78e5971d828f6ab36f6887441c7fb5c816ad97175f420e8a09a4cbb05210b";

    // False where the table itself does not take the change.
    private static bool Flip(RawDatabase raw, string column, int seq, int bit)
    {
        if (column is "seq" or "version" or "at" or "ordinal")
            return raw.Run($"UPDATE facts SET {column} = {column} + {1L << (bit + 4)} WHERE seq = {seq}") == 1;
        var bytes = raw.Bytes(column, seq);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return raw.Write(column, seq, bytes);
    }

    private static int Width(RawDatabase raw, string column, int seq) => column is "seq" or "version" or "at" or "ordinal" ? 12 : Math.Min(64, raw.Bytes(column, seq).Length) * 8;

    private void Tamper(string sql)
    {
        using var raw = new RawDatabase(_folder);
        raw.Unlock();
        raw.Run(sql);
    }
}
