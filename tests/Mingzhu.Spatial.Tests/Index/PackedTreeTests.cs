using Mingzhu.Spatial;

namespace Mingzhu.Spatial.Tests;

public sealed class PackedTreeTests
{
    private static readonly Gen<Box> Boxes =
        from x in Gen.Choose(0, 1000)
        from y in Gen.Choose(0, 1000)
        from w in Gen.Choose(0, 60)
        from h in Gen.Choose(-3, 60) // a negative height is an empty box
        select new Box(x, y, x + w, y + h);

    private static readonly Arbitrary<(Box[] Boxes, Box Query)> Worlds =
        Gen.Choose(0, 300).SelectMany(n => Boxes.ArrayOf(n)).Zip(Boxes).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    [Fact]
    public void A_query_finds_what_a_scan_finds() =>
        Prop.ForAll(Worlds, world =>
        {
            var found = new List<int>();
            foreach (var item in new PackedTree(world.Boxes).Meeting(world.Query))
            {
                found.Add(item);
            }

            var expected = Enumerable.Range(0, world.Boxes.Length).Where(i => !world.Boxes[i].IsEmpty && world.Boxes[i].Meets(world.Query));
            return found.Order().SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_nearest_is_what_a_scan_finds() =>
        Prop.ForAll(Worlds, Gen.Choose(0, 400).ToArbitrary(), (world, within) =>
        {
            var from = Box.At(world.Query.MinX, world.Query.MinY);
            var distance = new ToBox(world.Boxes, from);
            var (item, squared) = new PackedTree(world.Boxes).Nearest(from, within, ref distance);

            var expected = Enumerable.Range(0, world.Boxes.Length).Where(i => !world.Boxes[i].IsEmpty)
                .Select(i => (Squared: world.Boxes[i].DistanceSquared(from), Item: i)).Where(each => each.Squared <= (double)within * within)
                .DefaultIfEmpty((double.PositiveInfinity, -1)).Min();
            return item == expected.Item2 && squared == expected.Item1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_equally_near_items_the_lowest_is_found() =>
        Prop.ForAll(Gen.Choose(0, 6).Two().Select(at => Box.At(at.Item1, at.Item2)).ArrayOf(60).ToArbitrary(), boxes =>
        {
            var distance = new ToBox(boxes, Box.At(3, 3));
            var item = new PackedTree(boxes).Nearest(Box.At(3, 3), 100, ref distance).Item;
            return item == Enumerable.Range(0, boxes.Length).MinBy(i => boxes[i].DistanceSquared(Box.At(3, 3)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Queries_do_not_allocate()
    {
        var random = new Random(1);
        var boxes = Enumerable.Range(0, 5000).Select(_ => Box.At(random.Next(1000), random.Next(1000))).ToArray();
        var tree = new PackedTree(boxes);
        Ask(tree, boxes).ShouldBeGreaterThan(0);

        // The least of ten: a collection that another test sets off charges the thread with what was left of its allocation block.
        Enumerable.Range(0, 10).Min(_ => AllocatedIn(() => Ask(tree, boxes))).ShouldBe(0);
    }

    private static long AllocatedIn(Func<int> act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int Ask(PackedTree tree, Box[] boxes)
    {
        var sum = 0;
        foreach (var item in tree.Meeting(new Box(100, 100, 300, 200)))
        {
            sum += item;
        }

        var distance = new ToBox(boxes, Box.At(500, 500));
        return sum + tree.Nearest(Box.At(500, 500), 1000, ref distance).Item;
    }

    private readonly struct ToBox(Box[] boxes, Box from) : IItemDistance
    {
        public double Squared(int item) => boxes[item].DistanceSquared(from);
    }
}
