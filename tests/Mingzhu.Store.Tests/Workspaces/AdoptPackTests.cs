using Mingzhu.City;

namespace Mingzhu.Store.Tests.Workspaces;

public sealed class AdoptPackTests : IDisposable
{
    private readonly CityForTests _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pack_counts_from_the_act_on_for_readers_and_writers()
    {
        using var city = _folder.Found();
        using var reader = _folder.Open(Access.Read);
        reader.Pack.Root["version"].Integer().ShouldBe(1);
        var next = _folder.Pack(version: 2, timeZone: "America/New_York");

        var outcome = city.Execute(CityForTests.Operator, AdoptPack.Of(Guid.NewGuid(), next, city.Vault));

        outcome.Facts.Single().Read<PackAdopted>().ShouldBe(new PackAdopted("test", new VaultName(next.Hash()), new DateOnly(2026, 3, 2)));
        city.Pack.Root["version"].Integer().ShouldBe(2);
        reader.Pack.Root["version"].Integer().ShouldBe(2);
        reader.Read(CityForTests.Operator, new WhatDay()).ShouldBe(new DateOnly(2026, 3, 1)); // half past three in the afternoon there
        city.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_pack_with_problems_is_refused_with_all_of_them_by_file_and_line()
    {
        using var city = _folder.Found();
        var bad = _folder.Pack(version: 2);
        bad.Root["area"].Number();
        bad.Root["height"].Number();

        var outcome = city.Execute(CityForTests.Operator, AdoptPack.Of(Guid.NewGuid(), bad, city.Vault));

        outcome.Reasons.Select(r => r.Code).ShouldBe(["pack.problem", "pack.problem"]);
        outcome.Reasons[0].Says.En.ShouldStartWith("pack.yaml:1: area");
        city.Pack.Root["version"].Integer().ShouldBe(1);
    }

    [Fact]
    public void The_same_state_of_a_pack_is_not_adopted_twice()
    {
        using var city = _folder.Found();

        city.Execute(CityForTests.Operator, AdoptPack.Of(Guid.NewGuid(), _folder.Pack(), city.Vault)).Reasons.Single().Code.ShouldBe("pack.already-adopted");
    }

    [Fact]
    public void No_city_is_founded_under_a_pack_without_a_time_zone_this_machine_knows()
    {
        var refused = Should.Throw<RefusedException>(() => Workspace.Create(_folder.Folder, _folder.Pack(timeZone: "Mars/Olympus"), CityForTests.Operator, _folder.Time));

        refused.Reasons.Single().Says.En.ShouldStartWith("pack.yaml:4: timeZone 'Mars/Olympus'");
        Directory.Exists(_folder.Folder).ShouldBeFalse();
    }

    private sealed record WhatDay : Query<DateOnly>
    {
        public override DateOnly Answer(Context context, Workspace workspace) => context.Today;
    }
}
