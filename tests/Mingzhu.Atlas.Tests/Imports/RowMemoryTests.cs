using System.Globalization;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Imports;

/// <summary>What is kept of each row, measured while no other test allocates.</summary>
[Collection(nameof(RowMemoryTests))]
[CollectionDefinition(nameof(RowMemoryTests), DisableParallelization = true)]
public sealed class RowMemoryTests
{
    /// <summary>Eight million rows of inspections have to be read in a process of 384 MB.</summary>
    [Fact]
    public void A_row_without_a_shape_takes_few_bytes_of_memory()
    {
        const int count = 300_000;
        string[] ids = [.. Enumerable.Range(0, count).Select(at => "I" + at.ToString("0000000", CultureInfo.InvariantCulture))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (keys, places, boxes) = (new RowKeys(), new ChunkedList<long>(-1), new ChunkedList<Box>(Box.Empty));

        foreach (var id in ids)
        {
            _ = keys.Find(id);
            keys.Add(id);
            places.Add(before);
            boxes.Add(Box.Empty);
        }

        // 9 for the letters, 4 and 8 for places, 7 to find it again, and room to grow. As objects of their own, ids and boxes took 200.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(64 * count);
        GC.KeepAlive((ids, keys, places, boxes));
    }
}
