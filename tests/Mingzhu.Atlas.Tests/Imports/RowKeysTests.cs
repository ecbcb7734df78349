using System.Globalization;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Imports;

public sealed class RowKeysTests
{
    [Fact]
    public void Keys_are_found_again_and_ordered_as_texts_are() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var texts = Enumerable.Range(0, random.Next(200)).Select(_ => Text(random)).Distinct().ToArray();
            var keys = new RowKeys();
            foreach (var text in texts)
                keys.Add(text);
            return texts.Select(keys.Find).SequenceEqual(Enumerable.Range(0, texts.Length)) && Enumerable.Range(0, texts.Length).Select(row => keys[row]).SequenceEqual(texts)
                && keys.Find("none has this") < 0 && keys.Order().SequenceEqual(RowOrder.ById(texts));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_left_of_the_rows_is_found_at_its_new_place()
    {
        var keys = new RowKeys();
        foreach (var key in new[] { "a", null, "b", "c" })
            keys.Add(key);

        keys.Keep([1, 3]);

        (keys.Count, keys[0], keys[1], keys.Find("c"), keys.Find("a")).ShouldBe((2, null, "c", 1, -1));
        keys.Give(0, "d");
        (keys[0], keys.Find("d")).ShouldBe(("d", -1));
        keys.Order().ShouldBe([1, 0]);
    }

    [Fact]
    public void Keys_longer_than_a_block_are_held_too()
    {
        var keys = new RowKeys();
        string[] texts = [new('x', 3_000_000), "短", new('宽', 700_000), "y"];
        foreach (var text in texts)
            keys.Add(text);

        Enumerable.Range(0, texts.Length).Select(row => keys[row]).ShouldBe(texts);
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x7f : 0xffff)));
}
