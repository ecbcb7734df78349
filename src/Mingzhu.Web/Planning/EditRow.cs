using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Planning;

/// <summary>One change as a page lists it.</summary>
/// <param name="Line">As it is written.</param>
/// <param name="Sign">Whether something comes, moves or goes.</param>
/// <param name="What">What: its name, or the name of its kind; the line itself where it could not be read.</param>
/// <param name="Where">In which place it comes to stand; empty if in none.</param>
/// <param name="At">Where it comes to stand, degrees; null if nowhere.</param>
/// <param name="From">Where it stood, degrees; null if nowhere.</param>
/// <param name="Kind">Id of its kind; empty if it has none.</param>
/// <param name="Problem">Why it can't be; null if it can.</param>
public sealed record EditRow(string Line, ChangeKind Sign, string What, string Where, (double Lon, double Lat)? At, (double Lon, double Lat)? From, string Kind, Refusal? Problem)
{
    /// <summary>The changes of a trial, read one by one.</summary>
    public static ImmutableArray<EditRow> Of(ScenarioGround ground, IEnumerable<string> lines, Reader reader) => [.. lines.Select(line => Of(ground, line, reader))];

    private static EditRow Of(ScenarioGround ground, string line, Reader reader)
    {
        if (!ChangeText.TryRead(line, out var change, out var problem))
            return new EditRow(line, ChangeKind.Edited, line, "", null, null, "", problem);
        return change.Match(
            add => new EditRow(line, ChangeKind.Added, ground.Kind(add.Kind) is { } kind ? reader.In(kind.Name) + Sized(add.Size) : add.Kind, WhereOf(ground, add.Lon, add.Lat), (add.Lon, add.Lat), null, add.Kind, null),
            move => Existing(ground, line, ChangeKind.Moved, move.Layer, move.Id, (move.Lon, move.Lat), reader),
            remove => Existing(ground, line, ChangeKind.Removed, remove.Layer, remove.Id, null, reader));
    }

    private static EditRow Existing(ScenarioGround ground, string line, ChangeKind sign, string layer, string id, (double Lon, double Lat)? to, Reader reader)
    {
        var site = ground.Find(layer, id);
        var name = site is null ? $"{layer} {id}" : site.Name.Length > 0 ? site.Name : $"{reader.In(ground.Kind(site.Kind)!.Name)} {site.Id}";
        var (lon, lat) = to ?? (site is null ? (0, 0) : (site.Lon, site.Lat));
        return new EditRow(line, sign, name, site is null && to is null ? "" : WhereOf(ground, lon, lat), to, site is null ? null : (site.Lon, site.Lat), site?.Kind ?? "", null);
    }

    private static string WhereOf(ScenarioGround ground, double lon, double lat) => ground.PlaceAt(lon, lat) is { } place ? Show.Place(place) : "";

    private static string Sized(NewSize size)
    {
        string?[] parts = [size.Class, size.FloorM2 is { } floor ? $"{Show.Number(floor)} m²" : null, size.SiteM2 is { } site ? $"{Show.Number(site)} m²" : null, size.AreaM2 is { } area ? $"{Show.Number(area)} m²" : null];
        return string.Concat(parts.OfType<string>().Select(part => " · " + part));
    }
}
