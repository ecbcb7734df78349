using Mingzhu.City;
using Npgsql;

namespace Mingzhu.Store.Tests.Ledgers;

/// <summary>A disk without space refuses what it cannot keep, and loses nothing of what it answered.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly CityForTests _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_is_told_and_nothing_is_lost()
    {
        using var disk = SmallDisk.Mount(megabytes: 2);
        var folder = Path.Combine(disk.Folder, "city");
        using var city = Workspace.Create(folder, _folder.Pack(), CityForTests.Operator, _folder.Time);
        city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 5));
        var ballast = disk.Fill();
        var taken = 0;

        var act = new Pay(Guid.NewGuid(), "a", 1);
        var refused = Should.Throw<RefusedException>(() =>
        {
            for (; city.Execute(CityForTests.Operator, act).Taken; act = new Pay(Guid.NewGuid(), "a", 1))
                taken++;
        });
        Should.Throw<RefusedException>(() => city.Vault.Put(new byte[100_000])).Reasons.Single().Code.ShouldBe("vault.disk-full");
        city.View<Tally>().Accounts["a"].ShouldBe(5 + taken);
        File.Delete(ballast);
        city.Execute(CityForTests.Operator, act).Taken.ShouldBeTrue();

        refused.Reasons.Single().Code.ShouldBe("ledger.disk-full");
        city.View<Tally>().Accounts["a"].ShouldBe(5 + taken + 1);
        city.Verify().Faults.ShouldBeEmpty();
        city.Vault.Names().Count().ShouldBe(1); // the pack
    }

    [Fact]
    public void A_full_disk_of_the_database_server_is_told_and_nothing_is_lost()
    {
        using var server = PrivatePostgres.Start();
        Assert.SkipWhen(server is null, "PostgreSQL is not installed");
        using var disk = SmallDisk.Mount(megabytes: 4);
        PrivatePostgres.Give(disk.Folder);
        using (var connection = new NpgsqlConnection(server.Connection + ";Pooling=False"))
        {
            connection.Open();
            using var small = new NpgsqlCommand($"CREATE TABLESPACE small LOCATION '{disk.Folder}'", connection);
            small.ExecuteNonQuery();
        }

        using (var city = Workspace.Create(_folder.Folder, _folder.Pack(), CityForTests.Operator, _folder.Time, server.Connection + ";Search Path=full;Options=-c default_tablespace=small"))
        {
            var ballast = disk.Fill();
            var (taken, act) = (0, new Pay(Guid.NewGuid(), "a", 1));

            var refused = Should.Throw<RefusedException>(() =>
            {
                for (; city.Execute(CityForTests.Operator, act).Taken; act = new Pay(Guid.NewGuid(), "a", 1))
                    taken++;
            });
            var before = city.View<Tally>().Accounts.GetValueOrDefault("a");
            File.Delete(ballast);
            city.Execute(CityForTests.Operator, act).Taken.ShouldBeTrue();

            refused.Reasons.Single().Code.ShouldBe("ledger.disk-full");
            before.ShouldBe(taken);
            city.View<Tally>().Accounts["a"].ShouldBe(taken + 1);
            city.Verify().Faults.ShouldBeEmpty();
        }

        server.Crash(); // it holds files on the small disk
        server.Resume();
    }
}
