using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Where the needed nodes are: sorted ids beside coordinates in ten-millionths of a degree; 16 bytes a node.</summary>
internal sealed class OsmNodeStore
{
    public const double PerDegree = 1e7;
    private const int Nowhere = int.MinValue;
    private readonly long[] _ids;
    private readonly int[] _longitudes;
    private readonly int[] _latitudes;

    public OsmNodeStore(List<OsmWayRecord> ways)
    {
        _ids = SortedOnce(ways);
        _longitudes = new int[_ids.Length];
        _latitudes = new int[_ids.Length];
        Array.Fill(_longitudes, Nowhere);
    }

    /// <summary>The place of a node in the store. Looks first behind <paramref name="near"/>, since files are sorted.</summary>
    public int Find(long id, int near, out bool found)
    {
        if (near < _ids.Length && _ids[near] < id)
        {
            near++;
            if (near == _ids.Length || _ids[near] >= id)
            {
                found = near < _ids.Length && _ids[near] == id;
                return found ? near : near - 1;
            }
        }
        var at = Array.BinarySearch(_ids, id);
        found = at >= 0;
        return found ? at : Math.Max(0, ~at - 1);
    }

    public void Put(List<(int Index, int Longitude, int Latitude)> nodes)
    {
        foreach (var (index, longitude, latitude) in nodes)
            (_longitudes[index], _latitudes[index]) = (longitude, latitude);
    }

    /// <summary>The nodes of a way as places in the store; −1 for one that the file does not hold.</summary>
    public int[] Places(long[] nodes)
    {
        var places = new int[nodes.Length];
        var near = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            near = Find(nodes[i], near, out _);
            places[i] = _longitudes[near] == Nowhere ? -1 : near;
        }
        return places;
    }

    public long Id(int place) => _ids[place];

    public Coordinate At(int place) => new(_longitudes[place] / PerDegree, _latitudes[place] / PerDegree);

    private static long[] SortedOnce(List<OsmWayRecord> ways)
    {
        var ids = new long[ways.Sum(way => way.Nodes.Length)];
        var count = 0;
        foreach (var way in ways)
        {
            way.Nodes.CopyTo(ids, count);
            count += way.Nodes.Length;
        }
        Array.Sort(ids);
        var last = 0;
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] != ids[last])
                ids[++last] = ids[i];
        }
        return ids.Length == 0 ? [] : ids[..(last + 1)];
    }
}
