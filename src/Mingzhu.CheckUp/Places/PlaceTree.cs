using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>One administrative place of the tree. Its own land is what none of its children has: all of it for a leaf, the remainder otherwise.</summary>
internal sealed class Node(Level level, int index, int parent, Geometry? shape)
{
    public Level Level { get; } = level;

    /// <summary>Index among the places of its level.</summary>
    public int Index { get; } = index;

    /// <summary>Node above; −1 for the city.</summary>
    public int Parent { get; } = parent;

    /// <summary>Whole outline in the plane; null if no boundary gives one.</summary>
    public Geometry? Shape { get; } = shape;

    public List<int> Children { get; } = [];

    /// <summary>Outline less the children's; null where nothing is left.</summary>
    public Geometry? Own { get; set; } = shape;
}

/// <summary>The administrative tree (行政区划树): the city, and whatever levels the boundary layer has.</summary>
internal sealed class PlaceTree
{
    // Slivers between outlines that should meet: noise of the data, told nowhere.
    private const double LeastRemainderM2 = 1;
    private const double LeastRemainderWidthM = 0.05;

    private static readonly Level[] Tree = [Level.City, Level.District, Level.Subdistrict, Level.Community];

    /// <summary>No node: outside the city.</summary>
    public const int Outside = -2;

    private readonly Plane _plane;
    private readonly Dictionary<(Level, string), int> _nodeOf = [];
    private readonly Dictionary<string, string> _codeNow;
    private readonly int[][] _above;
    private PackedTree _index = new([]);
    private IndexedPointInAreaLocator?[] _locators = [];

    public PlaceTree(Pack pack, Plane plane, Layer? boundaries, Func<Geometry?> extent)
    {
        _plane = plane;
        _codeNow = Jurisdictions.Of(pack).Districts.SelectMany(place => place.FormerCodes.Select(former => (former, place.Code))).ToDictionary(pair => pair.former, pair => pair.Code);
        PlantCity(pack, boundaries, extent);
        if (boundaries is not null)
        {
            foreach (var level in Tree.Skip(1))
                Plant(boundaries, level);
        }

        foreach (var node in Nodes.Where(node => node.Children.Count > 0))
            node.Own = Remainder(node);
        Reindex();
        _above = Array.ConvertAll(Tree, level => Enumerable.Range(0, Nodes.Count).Select(node => Climb(node, level)).ToArray());
    }

    /// <summary>All nodes; 0 is the city; parents before children.</summary>
    public List<Node> Nodes { get; } = [];

    public Dictionary<Level, List<Place>> Places { get; } = Tree.ToDictionary(level => level, _ => new List<Place>());

    /// <summary>Land of places that have children, outside every child, m².</summary>
    public double RemainderM2 { get; private set; }

    /// <summary>Node of a place code at any level of the tree, the finest first; −1 if there is none.</summary>
    public int Find(string code) => Tree.Reverse().Select(level => Find(level, code)).FirstOrDefault(node => node >= 0, -1);

    public int Find(Level level, string code) => _nodeOf.GetValueOrDefault((level, CodeNow(code)), -1);

    /// <summary>The code that counts today: a district keeps its history when its code changes, and old files still carry the old one.</summary>
    public string CodeNow(string code) => _codeNow.GetValueOrDefault(code, code);

    /// <summary>
    /// The finest node on whose land a point lies. Where it lies on nobody's: the city's, if no outline says where the city ends, else <see cref="Outside"/>.
    /// </summary>
    public int Locate(Coordinate point)
    {
        var best = Nodes[0].Shape is null ? 0 : Outside;
        foreach (var node in _index.Meeting(Box.At(point.X, point.Y)))
        {
            if (node > best && _locators[node]!.Locate(point) != Location.Exterior)
                best = node;
        }

        return best;
    }

    /// <summary>Index of the place of a level of the tree that holds a node; −1 if none does.</summary>
    public int Above(int node, Level level) => node < 0 ? -1 : _above[(int)level][node];

    private int Climb(int node, Level level)
    {
        while (node >= 0 && Nodes[node].Level > level)
            node = Nodes[node].Parent;
        return node >= 0 && Nodes[node].Level == level ? Nodes[node].Index : -1;
    }

    private void PlantCity(Pack pack, Layer? boundaries, Func<Geometry?> extent)
    {
        var code = pack.Root["code"].TextOrNull();
        var rows = boundaries is null ? [] : RowsOf(boundaries, Level.City);
        var row = rows.Length == 0 ? -1 : Array.Find(rows, candidate => boundaries!.Table.Ids[candidate] == code) is var own && boundaries!.Table.Ids[own] == code ? own : rows[0];
        var name = row >= 0 ? boundaries!.Name(row) : "";
        var named = pack.Root["place"].WordingOrNull() ?? pack.Name;
        Add(Level.City, row >= 0 ? boundaries!.Table.Ids[row] : code ?? "extract", name.Length > 0 ? name : named.Zh, -1,
            row >= 0 ? boundaries!.Sound(row) : boundaries is { Count: > 0 } ? null : extent());
        if (code is not null)
            _nodeOf.TryAdd((Level.City, code), 0);
    }

    private void Plant(Layer boundaries, Level level)
    {
        Reindex();
        var above = Nodes.Count;
        foreach (var row in RowsOf(boundaries, level))
        {
            var shape = boundaries.Sound(row);
            var parent = boundaries.Table.Value(row, "parent") is string code && Find(code) is >= 0 and var named && named < above ? named
                : shape is null ? 0 : Math.Max(0, Locate(shape.InteriorPoint.Coordinate));
            Add(level, CodeNow(boundaries.Table.Ids[row]), boundaries.Name(row), parent, shape);
        }
    }

    private void Add(Level level, string id, string name, int parent, Geometry? shape)
    {
        var places = Places[level];
        _nodeOf.TryAdd((level, id), Nodes.Count);
        Nodes.Add(new Node(level, places.Count, parent, shape));
        places.Add(new Place(id, name, level, parent < 0 ? -1 : Nodes[parent].Index));
        if (parent >= 0)
            Nodes[parent].Children.Add(Nodes.Count - 1);
    }

    /// <summary>The outlines of a level. One that names no level is the city where it is the only one, else a district: a boundary must not be passed over in silence.</summary>
    private static int[] RowsOf(Layer boundaries, Level level) =>
        [.. Enumerable.Range(0, boundaries.Count).Where(row => (boundaries.Table.Value(row, "level") as string ?? (boundaries.Count == 1 ? Level.City : Level.District).Code()) == level.Code()).OrderBy(row => boundaries.Table.Ids[row], StringComparer.Ordinal)];

    private Geometry? Remainder(Node node)
    {
        if (node.Shape is null)
            return null;
        Geometry[] children = [.. node.Children.Select(child => Nodes[child].Shape).OfType<Geometry>()];
        // Mostly the children leave nothing: areas tell that without drawing it.
        var covered = Coverage.Measure(_plane, [node.Shape], [.. children.Select(child => new ServiceArea(child, 0))], null).Pieces[0];
        if (covered.TotalM2 - covered.CoveredM2 < LeastRemainderM2)
            return null;
        var rest = node.Shape;
        foreach (var child in children)
        {
            if (rest.EnvelopeInternal.Intersects(child.EnvelopeInternal))
                rest = Outlines.Without(rest, child);
        }

        var parts = Outlines.Polygons(rest).Where(IsLand).ToArray();
        RemainderM2 += parts.Sum(_plane.AreaM2);
        return parts.Length == 0 ? null : rest.Factory.BuildGeometry(parts);
    }

    private bool IsLand(Geometry polygon)
    {
        var areaM2 = _plane.AreaM2(polygon);
        return areaM2 >= LeastRemainderM2 && areaM2 / _plane.LengthM(polygon) * 2 >= LeastRemainderWidthM;
    }

    private void Reindex()
    {
        // While the tree grows a node without children still owns all its outline; afterwards what Remainder left it.
        _locators = [.. Nodes.Select(node => node.Own is null ? null : new IndexedPointInAreaLocator(node.Own))];
        _index = new PackedTree([.. Nodes.Select(node => node.Own is null ? Box.Empty : Box.Of(node.Own))]);
        foreach (var (locator, node) in _locators.Zip(Nodes))
            locator?.Locate(node.Own!.Coordinate); // Builds its index now: later calls come from several threads.
    }
}
