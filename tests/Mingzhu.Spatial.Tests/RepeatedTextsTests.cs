using System.Text;

namespace Mingzhu.Spatial.Tests;

public class RepeatedTextsTests
{
    [Fact]
    public void Every_text_is_what_its_bytes_say_however_many_others_came_before()
    {
        var texts = new RepeatedTexts();
        Prop.ForAll<string?, int>((drawn, times) =>
        {
            // Short ones that recur, and some longer than it remembers.
            var text = string.Concat(Enumerable.Repeat(drawn ?? "聊城", Math.Abs(times % 40)));
            var bytes = Encoding.UTF8.GetBytes(text);
            return texts.Of(bytes) == Encoding.UTF8.GetString(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_text_that_recurs_is_made_once()
    {
        var texts = new RepeatedTexts();

        texts.Of("外墙脱落"u8).ShouldBeSameAs(texts.Of("外墙脱落"u8));
        texts.Of(""u8).ShouldBe("");
    }
}
