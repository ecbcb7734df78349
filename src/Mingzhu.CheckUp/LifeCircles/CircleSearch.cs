using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Finds the life circles of any point of a city. Thread-safe.</summary>
internal sealed class CircleSearch
{
    private readonly World _world;
    private readonly Homes _homes;
    private readonly FacilityKinds _kinds;
    private readonly ImmutableArray<LifeCircle> _circles;
    private readonly (Layer Layer, int Row, string Kind)[] _facilities;
    private readonly PackedTree _tree;

    public CircleSearch(World world, Homes homes)
    {
        (_world, _homes) = (world, homes);
        _kinds = FacilityKinds.Of(world.Inputs.Pack);
        _circles = LifeCircle.Of(world.Inputs.Pack, _kinds);
        _facilities = [.. Rows(TriedKind.Facilities, layer => row => layer.Table.Value(row, "kind") as string), .. Rows(TriedKind.Parks, _ => _ => TriedKind.Park)];
        var ground = world.Walks?.Ground;
        _tree = new PackedTree(Array.ConvertAll(_facilities, one => WalkingGround.WayIn(one.Layer.Shapes[one.Row]!, ground?.DoorsOf(one.Layer.Table.Ids[one.Row]))));
    }

    /// <summary>The circles of a point, and the walk to a facility if one is named.</summary>
    /// <exception cref="RefusedException">The facility named is not in the data, or the point is not in the city or near it.</exception>
    public PointCircles Around(double lon, double lat, (string Layer, string Id)? to, CancellationToken cancellation)
    {
        if (_world.TooFar(lon, lat) is { } reason)
            throw new RefusedException(reason);
        var (x, y) = _world.Plane.Project(lon, lat);
        var at = new Coordinate(x, y);
        var target = to is { } named ? Find(named.Layer, named.Id) : -1;
        var start = _world.Walks?.Ground.Snap(at) ?? NetworkPosition.Nowhere;
        var place = _world.PlaceAt(at);
        if (start.IsNowhere)
            return new PointCircles(lon, lat, place, null, [.. _circles.Select(circle => new PointCircle(circle, new GeometryFactory().CreatePolygon(), 0, 0, 0, 0, 0))], [], null, _homes.Residents.AreHouseholds);
        var farthestMm = _circles.Length == 0 ? 0 : Mm(_circles.Max(circle => circle.WalkM));
        var range = _world.Walks!.Ground.Network.RangeFrom(start, farthestMm);
        cancellation.ThrowIfCancellationRequested();
        var outlines = _world.Walks.Ground.Outlines(range, [.. _circles.Select(circle => Mm(circle.WalkM))]);
        cancellation.ThrowIfCancellationRequested();
        var kinds = KindsWithin(range, at, farthestMm);
        return new PointCircles(
            lon, lat, place, start.ConnectorMm / 1000.0, Circles(range, at, outlines, kinds), kinds, target < 0 ? null : RouteTo(target, start, range, at, farthestMm), _homes.Residents.AreHouseholds);
    }

    private IEnumerable<(Layer, int, string)> Rows(string id, Func<Layer, Func<int, string?>> kindOf)
    {
        if (_world.Find(id) is not { } layer)
            yield break;
        var kind = kindOf(layer);
        for (var row = 0; row < layer.Count; row++)
        {
            if (layer.Shapes[row] is not null && kind(row) is { } known)
                yield return (layer, row, known);
        }
    }

    private int Find(string layer, string id) => Array.FindIndex(_facilities, one => one.Layer.Id == layer && one.Layer.Table.Ids[one.Row] == id) is >= 0 and var found ? found
        : throw new RefusedException(new Refusal("circle.no-facility", new($"图层“{_world.NameOf(layer).Zh}”中没有编号为“{id}”的设施", $"the layer '{_world.NameOf(layer).En}' has no facility '{id}'")));

    private ImmutableArray<PointCircle> Circles(WalkingRange range, Coordinate at, Geometry[] outlines, ImmutableArray<KindWithin> kinds)
    {
        var sums = new (double Residents, double Households, int Buildings)[_circles.Length];
        foreach (var home in _homes.NearStart(Box.At(at.X, at.Y).Grown(_circles.Max(circle => circle.WalkM) * WalkingGround.PlaneStretch)))
        {
            var mm = range.DistanceMm(_homes.Positions[home]);
            for (var circle = 0; circle < sums.Length; circle++)
            {
                if (mm <= Mm(_circles[circle].WalkM))
                    sums[circle] = (sums[circle].Residents + _homes.Residents[home], sums[circle].Households + _homes.Households[home], sums[circle].Buildings + 1);
            }
        }

        return
        [
            .. _circles.Select((circle, i) => new PointCircle(
                circle, _world.Plane.Unproject(outlines[i]), _world.Plane.AreaM2(outlines[i]), sums[i].Residents, sums[i].Households, sums[i].Buildings,
                kinds.Count(kind => kind.Minutes == circle.Minutes && kind.IsReached == true))),
        ];
    }

    private ImmutableArray<KindWithin> KindsWithin(WalkingRange range, Coordinate at, int farthestMm)
    {
        var within = new Dictionary<string, List<(int Facility, int Mm)>>();
        foreach (var facility in _tree.Meeting(Box.At(at.X, at.Y).Grown(farthestMm / 1000.0 * WalkingGround.PlaneStretch)))
        {
            var (layer, row, kind) = _facilities[facility];
            var mm = range.DistanceMm(_world.Walks!.Ground.EntriesOf(layer, row));
            if (mm <= farthestMm)
                (within.TryGetValue(kind, out var list) ? list : within[kind] = []).Add((facility, mm));
        }

        KindWithin Sorted(string kind, Wording name, int? minutes, double? limitM)
        {
            if (!within.TryGetValue(kind, out var list))
                return new KindWithin(kind, name, minutes, limitM, [], null);
            var sorted = list.OrderBy(one => one.Mm).ThenBy(one => one.Facility).ToArray();
            return new KindWithin(kind, name, minutes, limitM, [.. sorted.Select(one => Told(one.Facility, one.Mm))], WayTo(sorted[0].Facility, range, at)?.Way);
        }

        var ofCircles = _circles.SelectMany(circle => circle.Kinds.Select(_kinds.Find).OfType<FacilityKind>().Select(kind => Sorted(kind.Id, kind.Name, circle.Minutes, kind.WalkM ?? circle.WalkM))).ToArray();
        var others = _kinds.All.Where(kind => within.ContainsKey(kind.Id) && !Array.Exists(ofCircles, known => known.Kind == kind.Id)).Select(kind => Sorted(kind.Id, kind.Name, null, kind.WalkM));
        return [.. ofCircles, Sorted(TriedKind.Park, _world.NameOf(TriedKind.Parks), null, null), .. others];
    }

    /// <summary>The walk to a facility, drawn from the point to a point inside it; null if the range does not reach it.</summary>
    private (int LengthMm, LineString Way)? WayTo(int facility, WalkingRange range, Coordinate at)
    {
        var (layer, row, _) = _facilities[facility];
        if (range.RouteTo(_world.Walks!.Ground.EntriesOf(layer, row)) is not { } route)
            return null;
        Coordinate[] way = [at.Copy(), .. route.Way.Select(step => new Coordinate(step.X, step.Y)), layer.Points[row]!.Copy()];
        return (route.LengthMm, (LineString)_world.Plane.Unproject(new GeometryFactory().CreateLineString(way)));
    }

    private FacilityWithin Told(int facility, int mm)
    {
        var (layer, row, _) = _facilities[facility];
        var at = layer.Points[row]!;
        var (lon, lat) = _world.Plane.Unproject(at.X, at.Y);
        return new FacilityWithin(layer.Id, layer.Table.Ids[row], layer.Name(row), Math.Round(lon, 7), Math.Round(lat, 7), mm / 1000.0);
    }

    /// <summary>A facility beyond the circles is still walked to, as far as the check-up looks for facilities at all.</summary>
    private PointRoute? RouteTo(int facility, NetworkPosition start, WalkingRange range, Coordinate at, int farthestMm)
    {
        if ((WayTo(facility, range, at) ?? WayTo(facility, _world.Walks!.Ground.Network.RangeFrom(start, Math.Max(farthestMm, Mm(_world.Rules.WalkSearchM))), at)) is not var (lengthMm, way))
            return null;
        return new PointRoute(Told(facility, lengthMm), way, _circles.FirstOrDefault(circle => lengthMm / 1000.0 <= circle.WalkM));
    }

    private static int Mm(double metres) => (int)Math.Floor(metres * 1000);
}
