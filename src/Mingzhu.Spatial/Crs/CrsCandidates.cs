namespace Mingzhu.Spatial;

/// <summary>What coordinates could be: systems to try against the numbers, the likeliest first.</summary>
internal static class CrsCandidates
{
    private static readonly Datum[] National = [Datum.Cgcs2000, Datum.Xian80, Datum.Beijing54];

    /// <summary>Everything a file from a Chinese city may hold, both ways about.</summary>
    /// <param name="known">The city.</param>
    /// <param name="where">Where the data would lie in a system: of two that fit, the one whose meridian is nearer comes first.</param>
    public static IEnumerable<Crs> Of(CrsSurroundings known, Func<Crs, Box> where)
    {
        Crs[] degrees = [Crs.Cgcs2000, Crs.Gcj02, Crs.Bd09, Crs.OfEpsg(4326)!, Crs.OfEpsg(4610)!, Crs.OfEpsg(4214)!];
        var usual = known.Usual.SelectMany(crs => new[] { crs }.Concat(OtherDatums(crs)));
        Crs[] straight = [.. usual.Where(crs => !crs.IsSwapped), .. degrees, .. Planes(known, where), Crs.OfEpsg(3857)!];
        return [.. straight, .. straight.Select(crs => crs.Swapped)];
    }

    /// <summary>The same datum, less and less like what was said: the axes swapped; with or without the zone number; both; another zone.</summary>
    public static IEnumerable<IReadOnlyList<Crs>> Corrections(Crs said)
    {
        yield return [said.Swapped];
        if (said.Plane is not { } plane || !ZoneFamily.All.Any(family => family.Datum == said.Datum))
            yield break;
        var zones = Zones(said.Datum).Where(crs => !crs.Plane!.IsSameAs(plane)).ToList();
        var same = zones.Where(crs => crs.Plane!.CentralMeridian == plane.CentralMeridian).ToList();
        yield return Turned(same, said.IsSwapped);
        yield return Turned(same, !said.IsSwapped);
        var others = zones.Except(same).ToList();
        yield return Turned(others, said.IsSwapped);
        yield return Turned(others, !said.IsSwapped);
    }

    private static List<Crs> Turned(IEnumerable<Crs> systems, bool swapped) => [.. systems.Select(crs => swapped ? crs.Swapped : crs)];

    /// <summary>
    /// Zones of all datums where the number in front, or the city, tells the zone; else only those of CGCS2000: a file without anything would be asked about sixty-three times over.
    /// </summary>
    private static IEnumerable<Crs> Planes(CrsSurroundings known, Func<Crs, Box> where)
    {
        var datums = known.City is { IsEmpty: false } ? National : [Datum.Cgcs2000];
        var numbered = National.SelectMany(Zones).Where(crs => crs.Plane!.ZonePrefix > 0);
        var plain = datums.SelectMany(Zones).Where(crs => crs.Plane!.ZonePrefix == 0);
        var utm = known.City is { IsEmpty: false } ? Enumerable.Range(32643, 11).Select(epsg => Crs.OfEpsg(epsg)!) : [];
        return [.. numbered, .. plain.OrderBy(crs => known.City is null ? 0 : FromMeridian(crs, where(crs))), .. utm];
    }

    private static double FromMeridian(Crs crs, Box box) => Math.Round(Math.Abs(((box.MinX + box.MaxX) / 2) - crs.Plane!.CentralMeridian));

    private static IEnumerable<Crs> OtherDatums(Crs usual) => usual.Plane is { Epsg: not null } plane && usual.Datum == Datum.Cgcs2000
        ? Zones(Datum.Xian80).Concat(Zones(Datum.Beijing54)).Where(crs => crs.Plane!.CentralMeridian == plane.CentralMeridian && crs.Plane.ZonePrefix == plane.ZonePrefix)
        : [];

    /// <summary>All zones of a datum; of the twins without a number that are one plane, the 3° one.</summary>
    private static IEnumerable<Crs> Zones(Datum datum) =>
        from family in ZoneFamily.All
        where family.Datum == datum && (family.Prefixed || family.Width == 3)
        from index in Enumerable.Range(0, family.Count)
        select Crs.OfEpsg(family.FirstEpsg + index)!;
}
