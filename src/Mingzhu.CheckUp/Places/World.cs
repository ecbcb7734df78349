using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.CheckUp;

/// <summary>The land that counts for an indicator, by atom, and whether it stands in for a layer that is missing.</summary>
/// <param name="Shapes">By atom, in the plane; null where nothing of the atom counts.</param>
/// <param name="StandsIn">Why it is a stand-in; null if it is not.</param>
internal sealed record Extent(Geometry?[] Shapes, Wording? StandsIn);

/// <summary>A run's inputs made ready: layers in the plane, places, atoms, and which atom every feature belongs to. Read-only once built.</summary>
internal sealed partial class World
{
    private readonly Dictionary<string, Layer> _layers;
    private readonly Dictionary<string, int[]> _atomOf = [];
    private readonly ConcurrentDictionary<string, Lazy<Extent>> _extents = new();
    private readonly Dictionary<string, Wording> _names;
    private readonly Lazy<Envelope?> _within;

    // What lies farther outside serves nobody in the city.
    private const double SurroundingsM = 10_000;

    public World(CheckUpInputs inputs, CancellationToken cancellation)
    {
        Inputs = inputs;
        _names = inputs.Pack.File("layers.yaml")["layers"].Items().DistinctBy(layer => layer["id"].Text()).ToDictionary(layer => layer["id"].Text(), layer => layer["name"].Wording());
        _layers = inputs.Layers.OrderBy(layer => layer.Version.Layer, StringComparer.Ordinal).ToDictionary(layer => layer.Version.Layer, layer => Layer.Of(layer, inputs.Plane));
        cancellation.ThrowIfCancellationRequested();
        _ground = new(() => WalkingGround.Of(inputs.Pack, Plane, Find));
        if (inputs.Catalog.Indicators.Any(indicator => indicator.Measure.Walks))
            _ = Task.Run(() => _ground.Value?.Network.Graph.Prepare(), cancellation); // It needs nothing but its lines, so it is made while the places are.
        Tree = new PlaceTree(inputs.Pack, inputs.Plane, Find("boundaries"), WholeExtent);
        Atoms = new Atoms(Tree, Find("zones"));
        Assign(cancellation);
        Places = Levels.All.ToDictionary(level => level, PlacesOf);
        Rules = new DerivedRules(inputs.Pack);
        _derivedLand = new(() => DeriveResidentialLand());
        _inspections = new(() => Inspections.Of(Find("inspections")));
        _reported = new(ReadReported);
        _residential = new(FindResidential);
        _walks = new(() => Residential.Length > 0 && Ground is { } ground ? new Walks(this, ground) : null);
        _within = new(Surroundings);
    }

    public CheckUpInputs Inputs { get; }

    public Plane Plane => Inputs.Plane;

    public PlaceTree Tree { get; }

    public Atoms Atoms { get; }

    public DerivedRules Rules { get; }

    public Dictionary<Level, ImmutableArray<Place>> Places { get; }

    /// <summary>Row of the compound a building belongs to; −1 if none. By building row.</summary>
    public int[] CompoundOf { get; private set; } = [];

    public Layer? Find(string id) => _layers.GetValueOrDefault(id);

    public Wording NameOf(string layer) => _names.TryGetValue(layer, out var name) ? name : Wording.Same(layer);

    /// <summary>Why what rests on these layers is only a stand-in: one of them lies where it does only roughly. Null if none does.</summary>
    public Wording? Inaccurate(IEnumerable<string> layers) => layers.Select(Find).FirstOrDefault(layer => layer is { Input.AccuracyM: > 0 }) is { } rough
        ? Reasons.InaccurateLayer(NameOf(rough.Id), rough.Input.AccuracyM)
        : null;

    /// <summary>Atom of every row of a layer, but of one that is only walked on or looked up; −1 for rows that say no place, <see cref="PlaceTree.Outside"/> for those outside the city, which count nowhere.</summary>
    public int[] AtomOf(Layer layer) => _atomOf[layer.Id];

    /// <summary>Index of the place of a level that an atom lies in; −1 if none. Zones and objects excepted.</summary>
    public int PlaceOf(int atom, Level level) => Tree.Above(Atoms.All[atom].Node, level);

    /// <summary>What of every atom lies in an extent layer; all of it where no layer is named, or as a stand-in where it is missing.</summary>
    public Extent ExtentOf(string? layer) => _extents.GetOrAdd(layer ?? "", _ => new(() => Clip(layer))).Value;

    /// <summary>The finest place of the tree a point lies in; null outside the city.</summary>
    public Place? PlaceAt(Coordinate at)
    {
        var node = Tree.Locate(at);
        return node < 0 ? null : Places[Tree.Nodes[node].Level][Tree.Nodes[node].Index];
    }

    /// <summary>Why nothing can be asked of a point: it lies so far outside the city that nothing there has to do with it, or is no point at all. Null if something can.</summary>
    public Refusal? TooFar(double lon, double lat)
    {
        if (_within.Value is not { } box)
            return null;
        return lon >= box.MinX && lon <= box.MaxX && lat >= box.MinY && lat <= box.MaxY ? null : new Refusal("point.outside", new(
            $"经度 {ChangeText.Degrees(lon)}、纬度 {ChangeText.Degrees(lat)} 不在本市及周边；应在经度 {box.MinX:0.00}–{box.MaxX:0.00}、纬度 {box.MinY:0.00}–{box.MaxY:0.00} 之间",
            $"longitude {ChangeText.Degrees(lon)}, latitude {ChangeText.Degrees(lat)} is neither in the city nor near it; longitude should lie between {box.MinX:0.00} and {box.MaxX:0.00}, latitude between {box.MinY:0.00} and {box.MaxY:0.00}"));
    }

    /// <summary>The city and its surroundings in degrees; null where no outline says where it ends.</summary>
    private Envelope? Surroundings()
    {
        if (Tree.Nodes[0].Shape is not { } city)
            return null;
        var box = city.EnvelopeInternal.Copy();
        box.ExpandBy(SurroundingsM);
        return Plane.Unproject(city.Factory.ToGeometry(box)).EnvelopeInternal;
    }

    /// <summary>The atoms as they are, or cut to the extent.</summary>
    private Extent Clip(string? id)
    {
        var whole = Atoms.All.Select(atom => atom.Shape).ToArray();
        if (id is null)
            return new Extent(whole, null);
        if (Find(id) is not { Count: > 0 } layer)
            return new Extent(whole, Reasons.WholeInsteadOf(NameOf(id)));
        var parts = Enumerable.Range(0, layer.Count).Select(layer.Sound).OfType<Geometry>().ToArray();
        var land = Outlines.United(parts);
        var prepared = PreparedGeometryFactory.Prepare(land);
        var shapes = new Geometry?[whole.Length];
        for (var atom = 0; atom < whole.Length; atom++)
            shapes[atom] = whole[atom] is not { } shape || !prepared.Intersects(shape) ? null : prepared.Covers(shape) ? shape : NotEmpty(Outlines.Common(shape, land));
        return new Extent(shapes, layer.Input.Derived ? Reasons.DerivedLayer(NameOf(id)) : null);
    }

    private static Geometry? NotEmpty(Geometry shape) => shape.IsEmpty ? null : shape;

    private Polygon? WholeExtent()
    {
        var envelope = new Envelope();
        foreach (var shape in _layers.Values.SelectMany(layer => layer.Shapes).OfType<Geometry>())
            envelope.ExpandToInclude(shape.EnvelopeInternal);
        return envelope.IsNull || envelope.Width == 0 || envelope.Height == 0 ? null : (Polygon)GeometryFactory.Default.ToGeometry(envelope);
    }

    private void Assign(CancellationToken cancellation)
    {
        var compounds = Find("compounds");
        var compoundNodes = compounds is null ? [] : NodesOf(compounds, row => compounds.Table.Value(row, "community") is string code ? Tree.Find(Level.Community, code) : -1);
        var buildings = Find("buildings");
        if (buildings is not null)
            CompoundOf = CompoundsOf(buildings, compounds);
        // Where a path lies nobody asks, and there may be hundreds of thousands.
        var measures = Inputs.Catalog.Indicators.Select(indicator => indicator.Measure);
        var unplaced = measures.SelectMany(measure => measure.Layers).Except(measures.SelectMany(measure => measure.Placed)).ToHashSet();
        foreach (var layer in _layers.Values.Where(layer => !unplaced.Contains(layer.Id)))
        {
            var nodes = layer == compounds ? compoundNodes
                : layer == buildings ? NodesOf(buildings, row => CompoundOf[row] >= 0 ? compoundNodes[CompoundOf[row]] : -1)
                : NodesOf(layer, _ => -1);
            cancellation.ThrowIfCancellationRequested();
            var zones = new ulong[layer.Count];
            Parallel.For(0, layer.Count, row => zones[row] = Atoms.ZonesAt(layer.Points[row]));
            _atomOf[layer.Id] = [.. nodes.Select((node, row) => node < 0 ? node : Atoms.At(node, zones[row]))];
        }
    }

    /// <summary>Whether a row lies outside the city.</summary>
    public bool IsOutside(Layer layer, int row) => AtomOf(layer)[row] == PlaceTree.Outside;

    /// <summary>How many rows of a layer lie outside the city.</summary>
    public int OutsideOf(string layer) => _atomOf.TryGetValue(layer, out var atoms) ? atoms.Count(atom => atom == PlaceTree.Outside) : 0;

    /// <summary>The node of every row: by what the row says, else by its inner point; −1 if it has neither.</summary>
    private int[] NodesOf(Layer layer, Func<int, int> said)
    {
        var nodes = new int[layer.Count];
        var points = layer.Points;
        Parallel.For(0, layer.Count, row => nodes[row] = said(row) is >= 0 and var node ? node : points[row] is { } point ? Tree.Locate(point) : -1);
        return nodes;
    }

    private int[] CompoundsOf(Layer buildings, Layer? compounds)
    {
        var of = new int[buildings.Count];
        Array.Fill(of, -1);
        if (compounds is null)
            return of;
        var (index, locators) = Located(compounds.Shapes);
        for (var row = 0; row < of.Length; row++)
        {
            of[row] = buildings.Table.Value(row, "compound") is string id ? compounds.Find(id) : -1;
            if (of[row] < 0 && buildings.Points[row] is { } point)
                of[row] = Holding(index, locators, point);
        }

        return of;
    }

    private static int Holding(PackedTree index, IndexedPointInAreaLocator?[] locators, Coordinate point)
    {
        var best = int.MaxValue;
        foreach (var item in index.Meeting(Box.At(point.X, point.Y)))
        {
            if (item < best && locators[item]!.Locate(point) != Location.Exterior)
                best = item;
        }

        return best == int.MaxValue ? -1 : best;
    }

    private ImmutableArray<Place> PlacesOf(Level level) => level switch
    {
        Level.Zone => [.. Atoms.Zones],
        Level.Compound => Find("compounds") is { } compounds
            ? [.. Enumerable.Range(0, compounds.Count).Select(row => new Place(compounds.Table.Ids[row], compounds.Name(row), level, Community(compounds, row)))]
            : [],
        Level.Building => Find("buildings") is { } buildings
            ? [.. Enumerable.Range(0, buildings.Count).Select(row => new Place(buildings.Table.Ids[row], buildings.Name(row), level, CompoundOf[row]))]
            : [],
        _ => [.. Tree.Places[level]],
    };

    private int Community(Layer layer, int row) => AtomOf(layer)[row] is >= 0 and var atom ? PlaceOf(atom, Level.Community) : -1;
}
