using System.Text;

namespace Mingzhu.People.Tests;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the rows of SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_codes_are_those_of_the_standard_s_vectors(long seconds, string code) =>
        Totp.Code(Key, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8).ShouldBe(code);

    /// <summary>RFC 4648, §10.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_standard_s_vectors(string plain, string encoded)
    {
        Totp.Encode(Encoding.ASCII.GetBytes(plain)).ShouldBe(encoded);
        Encoding.ASCII.GetString(Totp.Decode(encoded)).ShouldBe(plain);
    }

    [Fact]
    public void A_code_counts_a_step_early_and_late_but_not_two_and_never_twice()
    {
        var (secret, now) = (Totp.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(1_700_000_010));
        var code = Totp.Code(secret, now);
        var step = Totp.Accept(secret, code, now, 0).ShouldNotBeNull();

        Totp.Accept(secret, $"{code[..3]} {code[3..]}", now.AddSeconds(30), 0).ShouldBe(step);
        Totp.Accept(secret, code, now.AddSeconds(-30), 0).ShouldBe(step);
        Totp.Accept(secret, code, now.AddSeconds(90), 0).ShouldBeNull();
        Totp.Accept(secret, code, now, step).ShouldBeNull();
        Totp.Accept(secret, "", now, 0).ShouldBeNull();
        Totp.Address(secret, "明珠", "zhang").ShouldBe($"otpauth://totp/%E6%98%8E%E7%8F%A0:zhang?secret={secret}&issuer=%E6%98%8E%E7%8F%A0");
    }
}
