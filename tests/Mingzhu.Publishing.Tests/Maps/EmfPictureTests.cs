using System.Buffers.Binary;
using Mingzhu.City;
using Mingzhu.Publishing.Maps;
using Mingzhu.Publishing.Tests.Reports;

namespace Mingzhu.Publishing.Tests.Maps;

public class EmfPictureTests
{
    [Fact]
    public void A_square_with_a_hole_is_one_polypolygon_of_two_rings()
    {
        var picture = new EmfPicture(50, 40);
        picture.Polygon([[new(0, 0), new(1000, 0), new(1000, 1000), new(0, 1000)], [new(200, 200), new(200, 400), new(400, 400)]], "0072B2", null);

        var bytes = picture.ToBytes();

        var polygon = Records(bytes).Single(record => record.Type == 91);
        Int(bytes, polygon.At + 8, 4).ShouldBe([0, 0, 1000, 1000]);
        Int(bytes, polygon.At + 24, 4).ShouldBe([2, 7, 4, 3]);
        BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(polygon.At + 40 + 4)).ShouldBe((short)1000);
        // The fill is blue: COLORREF is 0x00BBGGRR.
        Int(bytes, Records(bytes).Single(record => record.Type == 39).At + 16, 1).ShouldBe([0xB27200]);
    }

    [Fact]
    public void The_header_says_the_size_in_print_and_counts_bytes_records_and_handles()
    {
        var picture = new EmfPicture(156, 100);
        picture.Text(new(100, 500), "图例 5 km", 300);
        picture.Dot(new(500, 500), 50, "D55E00", "FFFFFF");

        var bytes = picture.ToBytes();

        Int(bytes, 0, 2).ShouldBe([1, 108]);
        Int(bytes, 24, 4).ShouldBe([0, 0, 15_600, 10_000]);
        Int(bytes, 40, 1).ShouldBe([0x464D4520]);
        Int(bytes, 48, 1).ShouldBe([bytes.Length]);
        Int(bytes, 52, 1).ShouldBe([Records(bytes).Count]);
        // Two faces, one pen, one brush, and handle 0, which is reserved.
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(56)).ShouldBe((ushort)5);
        Records(bytes)[^1].Type.ShouldBe(14);
        // Chinese and Latin letters are two runs.
        Records(bytes).Count(record => record.Type == 84).ShouldBe(2);
    }

    [Fact]
    public void The_maps_of_a_report_are_well_formed_and_small()
    {
        var source = InventedCity.Large();
        foreach (var map in source.Maps.Values.Select(places => CityMap.Of(places, source.Ground, Language.Zh, 156)!).Append(CityMap.Of(source.Findings, source.Ground, Language.En, 156)!))
        {
            map.Emf.Length.ShouldBeLessThan(2_000_000);
            var records = Records(map.Emf);
            records.Sum(record => record.Size).ShouldBe(map.Emf.Length);
            Int(map.Emf, 52, 1).ShouldBe([records.Count]);
            var handles = BinaryPrimitives.ReadUInt16LittleEndian(map.Emf.AsSpan(56));
            records.Where(record => record.Type is 37).Select(record => Int(map.Emf, record.At + 8, 1)[0]).ShouldAllBe(handle => handle < 0 || handle < handles);
        }
    }

    private static List<(int Type, int At, int Size)> Records(byte[] emf)
    {
        var records = new List<(int, int, int)>();
        for (var at = 0; at < emf.Length;)
        {
            var head = Int(emf, at, 2);
            head[1].ShouldBeGreaterThanOrEqualTo(8);
            (head[1] % 4).ShouldBe(0);
            records.Add((head[0], at, head[1]));
            at += head[1];
        }

        return records;
    }

    private static int[] Int(byte[] bytes, int at, int count) => [.. Enumerable.Range(0, count).Select(index => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4 * index)))];
}
