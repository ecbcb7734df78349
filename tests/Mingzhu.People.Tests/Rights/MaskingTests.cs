using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

public sealed class MaskingTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Pack Pack = Packs.Load("generic");
    private static readonly Masking Table = Masking.Of(Pack);
    private readonly CityForTests _city = new("generic");

    [Theory]
    [InlineData("clerk", "residents", PersonalField.Telephone, "13800001234", "138****1234")]
    [InlineData("clerk", "residents", PersonalField.IdentityNumber, "11010519491231002X", "110***********002X")]
    [InlineData("clerk", "accounts", PersonalField.IdentityNumber, "11010519491231002X", "110***********002X")]
    [InlineData("security-administrator", "accounts", PersonalField.IdentityNumber, "11010519491231002X", "110105********002X")]
    [InlineData("security-administrator", "residents", PersonalField.IdentityNumber, "11010519491231002X", "110***********002X")]
    [InlineData("clerk", "residents", PersonalField.Name, "张三丰", "张**")]
    [InlineData("clerk", "residents", PersonalField.Name, "欧阳修", "欧阳*")]
    [InlineData("clerk", "residents", PersonalField.Name, "欧阳", "欧*")]
    [InlineData("clerk", "residents", PersonalField.Name, "张", "****")]
    [InlineData("audit-administrator", "accounts", PersonalField.Name, "张三丰", "张三丰")]
    [InlineData("clerk", "residents", PersonalField.Address, "某路1号某某小区3号楼2单元501", "某路1号某某小区****")]
    [InlineData("clerk", "residents", PersonalField.Address, "某路1号3号楼", "****")]
    [InlineData("clerk", "residents", PersonalField.Address, "某某小区", "某某小区")]
    [InlineData("clerk", "residents", PersonalField.Telephone, "1234567", "*******")]
    [InlineData("clerk", "residents", PersonalField.Telephone, null, "")]
    public void A_value_is_shown_as_the_table_says(string role, string table, PersonalField field, string? value, string shown) =>
        Table.Show(Standing(role), table, field, value).ShouldBe(shown);

    [Fact]
    public void Where_no_row_fits_nothing_is_shown() => new Masking([]).Show(Standing("clerk"), "residents", PersonalField.Name, "张三").ShouldBe("****");

    [Fact]
    public void No_role_but_those_the_table_names_ever_sees_a_number_whole() =>
        Prop.ForAll(Gen.Elements(Rights.Of(Pack).Roles.Select(role => role.Id)).ToArbitrary(), Gen.Elements(PersonalField.Telephone, PersonalField.IdentityNumber).ToArbitrary(),
            Gen.ListOf(Gen.Choose(0, 9), 18).Select(digits => string.Concat(digits)).ToArbitrary(), (role, field, digits) =>
                Table.Show(Standing(role), "residents", field, digits) is var shown && shown != digits && shown.Length == digits.Length && shown.Count(letter => letter == '*') >= 4).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_is_unmasked_with_right_and_reason_after_it_stands_on_record_and_a_refused_attempt_stands_there_too()
    {
        var unmasking = new Unmasking(_city.Records, Rights.Of(Pack));
        var by = CityForTests.By("p");
        var seen = 0;
        string Show(string role, string reason) => unmasking.Show(by, Standing(role), "account/q", Scope.City, PersonalField.Telephone, reason, () =>
        {
            seen = Read().Count(record => record.Entry.Result == AccessResult.Allowed); // it is on the disk before it is read
            return "13800001234";
        });

        Show("security-administrator", "核实联系方式").ShouldBe("13800001234");
        seen.ShouldBe(1);
        Codes(() => Show("security-administrator", "看看")).ShouldBe(["unmask.reason"]);
        Codes(() => Show("clerk", "")).ShouldBe(["rights.not-granted", "unmask.reason"]);

        Read().Select(record => (record.Entry.Thing, record.Entry.Result, record.Entry.Reason)).ShouldBe(
            [("account/q Telephone", AccessResult.Allowed, "核实联系方式"), ("account/q Telephone", AccessResult.Refused, "看看"), ("account/q Telephone", AccessResult.Refused, "")]);
    }

    [Fact]
    public void Where_it_cannot_be_recorded_it_is_not_shown()
    {
        Directory.CreateDirectory(_city.Workspace.Folder);
        File.WriteAllText(Path.Combine(_city.Folder, "access"), "in the way");

        Codes(() => new Unmasking(_city.Records, Rights.Of(Pack)).Show(CityForTests.By("p"), Standing("security-administrator"), "account/q", Scope.City, PersonalField.Name, "核实联系方式", () => throw new InvalidOperationException("was read")))
            .ShouldBe(["access.not-written"]);
    }

    public void Dispose() => _city.Dispose();

    private AccessRecord[] Read() => [.. _city.Records.Read(DateOnly.MinValue, DateOnly.MaxValue).Where(record => record.Entry.What == "personal.unmasked")];

    private static string[] Codes(Action act) => [.. Should.Throw<RefusedException>(act).Reasons.Select(reason => reason.Code)];

    private static Standing Standing(string role) => new("p", Day, [new Seat("x/y", "x", Body.WholeCity, [role])]);
}
