using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

public sealed class HeadKeyTests : IDisposable
{
    private readonly CityForTests _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signed_head_is_vouched_for_by_its_key_and_no_other_and_by_nothing_once_a_letter_changes()
    {
        using var city = _folder.Found();
        using var key = HeadKey.OpenOrMake(_folder.PathOf("head.pem"), _folder.Folder);
        using var other = HeadKey.OpenOrMake(_folder.PathOf("other.pem"), _folder.Folder);

        var signed = SignedHead.Parse(key.Sign(city.Head, _folder.Time).ToString())!;

        signed.Head.ShouldBe(city.Head);
        signed.At.ShouldBe(_folder.Time.GetUtcNow());
        key.Vouches(signed).ShouldBeTrue();
        other.Vouches(signed).ShouldBeFalse();
        key.Vouches(signed with { Head = signed.Head with { Seq = 2 } }).ShouldBeFalse();
        key.Vouches(signed with { At = signed.At.AddSeconds(1) }).ShouldBeFalse();
        SignedHead.Parse(city.Head.ToString()).ShouldBeNull();
    }

    [Fact]
    public void The_public_half_checks_and_does_not_sign()
    {
        using var key = HeadKey.OpenOrMake(_folder.PathOf("head.pem"), _folder.Folder);
        var signed = key.Sign(Head.Origin, _folder.Time);
        File.WriteAllText(_folder.PathOf("public.pem"), key.PublicPem);

        using var half = HeadKey.Open(_folder.PathOf("public.pem"));

        half.Vouches(signed).ShouldBeTrue();
        Refusal(() => half.Sign(Head.Origin, _folder.Time)).ShouldBe("head.key-public");
    }

    [Fact]
    public void A_key_is_its_owners_alone_lies_outside_the_city_and_is_made_once()
    {
        _folder.Found().Dispose();
        var path = HeadKey.PathFor(_folder.Folder);
        using (var made = HeadKey.OpenOrMake(path, _folder.Folder))
        using (var again = HeadKey.OpenOrMake(path, _folder.Folder))
            again.PublicPem.ShouldBe(made.PublicPem);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Refusal(() => HeadKey.OpenOrMake(Path.Combine(_folder.Folder, "key.pem"), _folder.Folder)).ShouldBe("head.key-inside");
        File.WriteAllText(path, "none");
        Refusal(() => HeadKey.Open(path)).ShouldBe("head.key");
        Refusal(() => HeadKey.Open(path + "x")).ShouldBe("head.key");
    }

    private static string Refusal(Action act) => Should.Throw<RefusedException>(act).Reasons.ShouldHaveSingleItem().Code;
}
