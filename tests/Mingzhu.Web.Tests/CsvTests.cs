using System.Text;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Tests;

public sealed class CsvTests
{
    [Fact]
    public void A_table_begins_with_a_byte_order_mark_and_quotes_only_what_must_be() =>
        Encoding.UTF8.GetString(new Csv().Row("编号", "a,b", "say \"x\"", null, 12.5).ToBytes()).ShouldBe("\uFEFF编号,\"a,b\",\"say \"\"x\"\"\",,12.5\r\n");

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\t=1", "'\t=1")]
    public void A_text_that_would_run_as_a_formula_is_made_text(string text, string written) =>
        Encoding.UTF8.GetString(new Csv().Row(text).ToBytes()).ShouldBe($"\uFEFF{written}\r\n");

    [Fact]
    public void A_negative_number_stays_a_number() =>
        Encoding.UTF8.GetString(new Csv().Row(-3.5, -2L).ToBytes()).ShouldBe("\uFEFF-3.5,-2\r\n");
}
