using System.Collections.Frozen;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>The residential buildings of a city side by side (住宅): where they stand, on the network and in the tree of places, and who lives in them. Numbered as in <see cref="World.Residential"/>.</summary>
internal sealed class Homes
{
    /// <summary>The levels of place at which homes are summed.</summary>
    public static IReadOnlyList<Level> LevelsOfTree { get; } = [Level.City, Level.District, Level.Subdistrict, Level.Community];

    private readonly World _world;
    private readonly FrozenDictionary<Level, int[]> _placeOf;
    private readonly PackedTree _tree;
    private readonly PackedTree _starts;

    public Homes(World world)
    {
        _world = world;
        Rows = world.Residential;
        Buildings = world.Find("buildings");
        var points = Buildings is null ? [] : Buildings.Points;
        Inside = Array.ConvertAll(Rows, row => points[row]!);
        Households = Array.ConvertAll(Rows, row => FindingsOf.Households(Buildings!, row));
        HouseholdsKnown = Array.ConvertAll(Rows, row => Buildings!.Table.Value(row, "households") is long);
        Atoms = Array.ConvertAll(Rows, row => world.AtomOf(Buildings!)[row] is >= 0 and var atom ? atom : world.Atoms.OfNode(0));
        _placeOf = LevelsOfTree.ToFrozenDictionary(level => level, level => Array.ConvertAll(Atoms, atom => world.PlaceOf(atom, level)));
        Positions = world.Walks?.Homes ?? [.. Enumerable.Repeat(NetworkPosition.Nowhere, Rows.Length)];
        Start = Array.ConvertAll(Rows, row => world.Walks?.Ground.DoorsOf(Buildings!.Table.Ids[row]) is [var door, ..] ? door.Coordinate : points[row]!);
        _tree = new PackedTree(Array.ConvertAll(Inside, at => Box.At(at.X, at.Y)));
        _starts = Start.AsSpan().SequenceEqual(Inside) ? _tree : new PackedTree(Array.ConvertAll(Start, at => Box.At(at.X, at.Y)));
        (Lon, Lat) = (new double[Rows.Length], new double[Rows.Length]);
        for (var home = 0; home < Rows.Length; home++)
            (Lon[home], Lat[home]) = world.Plane.Unproject(Inside[home].X, Inside[home].Y);
        Residents = new HomeResidents(world, this);
    }

    public int Count => Rows.Length;

    public Layer? Buildings { get; }

    /// <summary>Building row of each home.</summary>
    public int[] Rows { get; }

    /// <summary>A point inside each, in the plane.</summary>
    public Coordinate[] Inside { get; }

    /// <summary>The same in degrees, EPSG:4490.</summary>
    public double[] Lon { get; }

    public double[] Lat { get; }

    /// <summary>Where one steps out of each, in the plane: its door, else the point inside.</summary>
    public Coordinate[] Start { get; }

    /// <summary>Households, one where the layer does not say.</summary>
    public double[] Households { get; }

    public bool[] HouseholdsKnown { get; }

    public int[] Atoms { get; }

    public HomeResidents Residents { get; }

    /// <summary>Where each stands on the network; nowhere where there is none.</summary>
    public NetworkPosition[] Positions { get; }

    public string Id(int home) => Buildings!.Table.Ids[Rows[home]];

    public string Name(int home) => Buildings!.Name(Rows[home]);

    /// <summary>Index of the place of a level of the tree that a home lies in; −1 if none.</summary>
    public int PlaceOf(int home, Level level) => _placeOf[level][home];

    /// <summary>The zones a home lies in, one bit a zone.</summary>
    public ulong ZonesOf(int home) => _world.Atoms.All[Atoms[home]].Zones;

    /// <summary>Homes whose inner point meets a box.</summary>
    public PackedTree.Meetings Near(in Box box) => _tree.Meeting(box);

    /// <summary>Homes one steps out of inside a box.</summary>
    public PackedTree.Meetings NearStart(in Box box) => _starts.Meeting(box);
}
