using Mingzhu.City;

namespace Mingzhu.Store.Tests.Vaults;

public sealed class ErasureInFolderTests() : ErasureTests(StoreKind.Sqlite);

[Trait("Length", "Long")]
public sealed class ErasureInDatabaseTests() : ErasureTests(StoreKind.Whole);

public abstract class ErasureTests : IDisposable
{
    private readonly CityForTests _folder;

    private protected ErasureTests(StoreKind store) => _folder = new(store);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_erased_file_is_gone_its_place_in_the_chain_is_not_and_it_is_never_kept_again()
    {
        using var city = _folder.Found();
        var file = new VaultName(city.Vault.Put("谁的电话"u8));
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file));
        var path = city.Vault.PathOf(file);

        var erased = city.Execute(CityForTests.Operator, EraseFile.Of(Guid.NewGuid(), file, " 本人要求 ", city.Vault));

        erased.Facts.Single().Read<FileErased>().ShouldBe(new FileErased(file.Hash, "本人要求"));
        File.Exists(path).ShouldBeFalse();
        city.Vault.Names().Count().ShouldBe(1); // the pack
        Refusal(() => city.Vault.Read(file)).ShouldBe("vault.erased");
        Refusal(() => city.Vault.Put("谁的电话"u8)).ShouldBe("vault.erased");
        Refusal(() => EraseFile.Of(Guid.NewGuid(), file, "again", city.Vault)).ShouldBe("vault.erased");
        var found = city.Verify();
        found.Faults.ShouldBeEmpty();
        found.Erased.ShouldBe([(file.Hash, 3L)]);
    }

    [Fact]
    public void Nothing_is_erased_without_a_reason_and_never_the_pack_in_use()
    {
        using var city = _folder.Found();
        var pack = city.View<AdoptedPack>().Name!.Value;

        city.Execute(CityForTests.Operator, EraseFile.Of(Guid.NewGuid(), pack, " ", city.Vault)).Reasons.Select(reason => reason.Code).ShouldBe(["vault.erase-without-reason", "vault.erase-pack"]);

        city.Vault.Has(pack).ShouldBeTrue();
        Refusal(() => EraseFile.Of(Guid.NewGuid(), new VaultName(new string('a', 64)), "x", city.Vault)).ShouldBe("vault.no-such-file");
    }

    [Fact]
    public void What_a_kill_left_between_the_fact_and_the_erasing_is_told_and_goes_at_the_next_opening()
    {
        VaultName file;
        using (var city = _folder.Found())
        {
            file = new VaultName(city.Vault.Put("x"u8));
            city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5, Receipt: file));
            var path = city.Vault.PathOf(file);
            city.Execute(CityForTests.Operator, EraseFile.Of(Guid.NewGuid(), file, "x", city.Vault));
            File.Delete(path + ".erased");
            File.WriteAllText(path, "x");
            if (_folder.Whole)
            {
                using var raw = new RawDatabase(_folder);
                raw.Run($"UPDATE vault_files SET erased_by = NULL; INSERT INTO vault_pieces VALUES ('{file.Hash}', 0, 'x')");
            }

            city.Verify().Faults.Single().ShouldSatisfyAllConditions(f => f.Code.ShouldBe("verify.erased-file-there"), f => f.Seq.ShouldBe(3));
        }

        using var again = _folder.Open();

        again.Vault.Has(file).ShouldBeFalse();
        again.Verify().Faults.ShouldBeEmpty();
    }

    private static string Refusal(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;
}
