using System.Collections.Immutable;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>
/// What the reading process is told of the city (参照数据): where it lies, one layer of it to hold others against, the places it knows. Nothing of it lands anywhere.
/// </summary>
/// <param name="Box">West, south, east, north of all newest layers, degrees EPSG:4490; null in a city without data.</param>
/// <param name="Reference">A GeoPackage of ours, in the vault, whose shapes lie where the world does: streets, houses or boundaries; null if there is none.</param>
/// <param name="Places">The places of the newest boundaries.</param>
/// <param name="Boundaries">Their GeoPackage in the vault; null if there are none.</param>
public sealed record CityGround(double[]? Box, string? Reference, ImmutableArray<NamedPlace> Places, string? Boundaries = null)
{
    // Layers that other layers follow, the most telling first.
    private static readonly string[] Telling = ["roads", "buildings", "boundaries"];

    /// <summary>Of a city without data, or when no city is at hand.</summary>
    public static CityGround None { get; } = new(null, null, []);

    /// <summary>Of a city as it stands.</summary>
    public static CityGround Of(Workspace workspace)
    {
        var layers = workspace.View<Layers>();
        var placed = layers.Newest.Where(layer => (layer.East, layer.North) != (0, 0)).ToArray();
        if (placed.Length == 0)
            return None;
        var boundaries = layers.Current("boundaries") is { } version && workspace.Vault.Has(version.File) ? LayerStore.Open(workspace, version) : null;
        var telling = Telling.Select(layers.Current).FirstOrDefault(layer => layer is { AccuracyM: 0, Count: > 0 } && workspace.Vault.Has(layer.File));
        return new CityGround(
            [placed.Min(layer => layer.West), placed.Min(layer => layer.South), placed.Max(layer => layer.East), placed.Max(layer => layer.North)],
            telling is null ? null : workspace.Vault.PathOf(telling.File),
            boundaries is null ? [] : [.. Enumerable.Range(0, boundaries.Count).Select(row => new NamedPlace(boundaries.Ids[row], boundaries.Value(row, "name") as string ?? ""))],
            boundaries is null ? null : workspace.Vault.PathOf(layers.Current("boundaries")!.File));
    }

    /// <summary>The places of one level with their outlines, EPSG:4490; none if the city has none.</summary>
    public IReadOnlyList<(NamedPlace Place, Geometry Outline)> Outlines(string level)
    {
        if (Boundaries is null)
            return [];
        using var connection = SqliteFile.OpenOurs(Boundaries);
        var table = GeoPackage.ReadTable(connection, LayerStore.TableName);
        return
        [
            .. Enumerable.Range(0, table.Count).Where(row => table.Value(row, "level") as string == level && table.Geometries[row] is not null)
                .Select(row => (new NamedPlace(table.Ids[row], table.Value(row, "name") as string ?? ""), table.Geometries[row]!)),
        ];
    }

    /// <summary>The shapes of <see cref="Reference"/>, one after the other; none if there is none.</summary>
    public IEnumerable<Geometry> Shapes()
    {
        if (Reference is null)
            yield break;
        using var connection = SqliteFile.OpenOurs(Reference);
        foreach (var shape in GeoPackage.ReadShapes(connection, LayerStore.TableName))
            yield return shape;
    }
}
