namespace Mingzhu.People.Tests;

public sealed class IdentityNumberTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>The example of GB 11643-1999.</summary>
    [Fact]
    public void The_standard_s_own_example_passes() => IdentityNumber.IsValid(IdentityNumber.Spelled(" 11010519491231002x"), Today).ShouldBeTrue();

    [Theory]
    [InlineData("110105194912310020")]
    [InlineData("11010519491331002X")]
    [InlineData("1101051949123100")]
    [InlineData("11010520991231002X")]
    [InlineData("A1010519491231002X")]
    [InlineData("")]
    public void What_is_mistyped_does_not(string number) => IdentityNumber.IsValid(number, Today).ShouldBeFalse();

    [Fact]
    public void One_wrong_digit_is_always_found() =>
        Prop.ForAll(Gen.Choose(0, 16).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (at, more) =>
        {
            var digits = "11010519491231002X".ToCharArray();
            digits[at] = (char)('0' + ((digits[at] - '0' + more) % 10));

            return !IdentityNumber.IsValid(new string(digits), Today);
        }).QuickCheckThrowOnFailure();
}
