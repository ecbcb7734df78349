namespace Mingzhu.Spatial.Tests;

public sealed class WktWriterTests
{
    private static readonly Crs[] Written =
        [.. new[] { 4490, 4326 }.Concat(Enumerable.Range(4491, 64)).Concat(Enumerable.Range(32601, 60)).Concat(Enumerable.Range(32701, 60)).Select(epsg => Crs.OfEpsg(epsg)!)];

    [Fact]
    public void What_is_written_is_read_as_the_same_system()
    {
        foreach (var crs in Written)
        {
            WktWriter.Knows(crs).ShouldBeTrue(crs.Name);
            CrsDefinition.Read(WktWriter.Esri(crs)).Crs!.IsSameAs(crs).ShouldBeTrue(WktWriter.Esri(crs));
            CrsDefinition.Read(WktWriter.Ogc(crs)).Crs!.Name.ShouldBe(crs.Name);
            CrsDefinition.Read(WktWriter.Ogc(crs)).Notes.ShouldBeEmpty(crs.Name);
        }
    }

    [Fact]
    public void What_nobody_can_shift_exactly_is_not_written()
    {
        foreach (var crs in new[] { Crs.Gcj02, Crs.Bd09, Crs.OfEpsg(3857)!, Crs.OfEpsg(2384)!, Crs.OfEpsg(4610)!, Crs.Cgcs2000.Swapped, Crs.OfEpsg(4548)!.Swapped })
        {
            WktWriter.Knows(crs).ShouldBeFalse(crs.Name);
            Should.Throw<ArgumentException>(() => WktWriter.Esri(crs));
            Should.Throw<ArgumentException>(() => WktWriter.Ogc(crs));
        }
    }
}
