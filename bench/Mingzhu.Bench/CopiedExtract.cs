using Mingzhu.Spatial;
using Mingzhu.Spatial.Tests.Formats;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>Writes an OSM extract again, several times side by side: the same streets and houses, moved east and with ids of their own, in one PBF.</summary>
internal sealed class CopiedExtract
{
    private const double ShiftDegrees = 0.5;
    private readonly Dictionary<(double X, double Y), long> _nodes = [];
    private readonly Dictionary<long, (string, string)[]> _tagsOfNode = [];
    private readonly List<(long Id, long[] Nodes, (string, string)[] Tags)> _ways = [];
    private readonly List<(long Id, (string Kind, long Id, string Role)[] Members, (string, string)[] Tags)> _areas = [];

    private CopiedExtract(string source)
    {
        foreach (var element in OsmPbf.Read(source, (_, _) => true).Elements)
            Take(element.Geometry, [.. element.Tags.Select(tag => (tag.Key, tag.Value))]);
    }

    public static void Write(string source, string target, int copies)
    {
        var extract = new CopiedExtract(source);
        using var file = File.Create(target);
        using var builder = new PbfBuilder(file);
        foreach (var copy in Enumerable.Range(0, copies))
            extract.WriteNodes(builder, copy);
        foreach (var copy in Enumerable.Range(0, copies))
            extract._ways.ForEach(way => builder.Way(Copied(way.Id, copy), way.Nodes.Select(node => Copied(node, copy)), way.Tags));
        foreach (var copy in Enumerable.Range(0, copies))
            extract._areas.ForEach(area => builder.Relation(Copied(area.Id, copy), area.Members.Select(member => (member.Kind, Copied(member.Id, copy), member.Role)), area.Tags));
    }

    private static long Copied(long id, int copy) => id + (copy * 1_000_000_000L);

    private void WriteNodes(PbfBuilder builder, int copy)
    {
        foreach (var ((x, y), id) in _nodes)
            builder.Node(Copied(id, copy), x + (copy * ShiftDegrees), y, _tagsOfNode.GetValueOrDefault(id, []));
    }

    private void Take(Geometry? geometry, (string, string)[] tags)
    {
        switch (geometry)
        {
            case Point point:
                _tagsOfNode.TryAdd(NodeAt(point.Coordinate), tags);
                break;
            case LineString line:
                Way(line, tags);
                break;
            case Polygon or MultiPolygon:
                var polygons = Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).Cast<Polygon>();
                var members = polygons.SelectMany(polygon => polygon.Holes.Select(hole => ("way", Way(hole, []), "inner")).Prepend(("way", Way(polygon.Shell, []), "outer")));
                _areas.Add((_areas.Count + 1, [.. members], tags));
                break;
        }
    }

    private long Way(LineString line, (string, string)[] tags)
    {
        _ways.Add((_ways.Count + 1, Array.ConvertAll(line.Coordinates, NodeAt), tags));
        return _ways.Count;
    }

    private long NodeAt(Coordinate at)
    {
        if (!_nodes.TryGetValue((at.X, at.Y), out var id))
            _nodes.Add((at.X, at.Y), id = _nodes.Count + 1);
        return id;
    }
}
