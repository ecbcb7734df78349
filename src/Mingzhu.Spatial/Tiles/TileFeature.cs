using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>One feature to draw.</summary>
/// <param name="Id">Number in its layer; the map tells features apart by it.</param>
/// <param name="LonLat">In EPSG:4490, x = longitude, degrees. Points, lines and polygons of a collection become one feature each, of the same number.</param>
/// <param name="Properties">Text, whole number, real number, boolean or <see cref="DateOnly"/> (written as text); a null value is left out.</param>
public readonly record struct TileFeature(ulong Id, Geometry LonLat, (string Key, object? Value)[] Properties);

/// <summary>A named layer of a tile; drawn features in the given order.</summary>
/// <param name="Name">As the map style calls it; unique in a tile.</param>
/// <param name="Features">What to draw.</param>
public sealed record TileLayer(string Name, IEnumerable<TileFeature> Features);
