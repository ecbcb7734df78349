using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mingzhu.Spatial;

/// <summary>What an archive of tiles says of itself.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it holds, of which day and from where.</param>
/// <param name="Attribution">The line that must stand under a map of it; null for none.</param>
/// <param name="West">Its extent, degrees in EPSG:4490.</param>
/// <param name="South">Its extent.</param>
/// <param name="East">Its extent.</param>
/// <param name="North">Its extent.</param>
/// <param name="Layers">What its tiles hold.</param>
public sealed record TileArchiveNote(string Name, string Description, string? Attribution, double West, double South, double East, double North, IReadOnlyList<TileArchiveLayer> Layers)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The zoom at which one tile is about as wide as the extent.</summary>
    internal byte WholeZoom
    {
        get
        {
            var ((west, north), (east, south)) = (TileAddress.World(West, North), TileAddress.World(East, South));
            return (byte)Math.Clamp(Math.Floor(-Math.Log2(Math.Max(Math.Max(east - west, south - north), 1e-9))), 0, TileSource.FinestZoom);
        }
    }

    /// <summary>As readers expect it. By: PMTiles 3 (names of the texts), TileJSON 3.0.0 (layers).</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            name = Name, description = Description, attribution = Attribution, type = "baselayer",
            vector_layers = Layers.Select(layer => new
            {
                id = layer.Source.Name, description = layer.Description, minzoom = 0, maxzoom = TileSource.FinestZoom,
                fields = layer.Source.Fields.ToDictionary(field => field, layer.Source.TypeOf),
                // What is left out is said: how many features there are, and of how many something shows at each zoom.
                features = layer.Source.Shown(TileSource.FinestZoom), shown = Enumerable.Range(0, TileSource.FinestZoom + 1).Select(layer.Source.Shown),
            }),
        },
        Plain);
}

/// <summary>A layer of an archive.</summary>
/// <param name="Source">What its tiles are made from.</param>
/// <param name="Description">What it is, in words.</param>
public sealed record TileArchiveLayer(TileSource Source, string Description);
