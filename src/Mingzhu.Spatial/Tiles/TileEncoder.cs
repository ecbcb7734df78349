namespace Mingzhu.Spatial;

/// <summary>Writes vector tiles (矢量瓦片).</summary>
/// <remarks>By: Mapbox Vector Tile Specification 2.1. Extent 4096, 80 units of margin; shells are clockwise on the screen, holes the other way.</remarks>
public static class TileEncoder
{
    /// <summary>The bytes of one tile.</summary>
    /// <remarks>
    /// Out: not compressed; no bytes where nothing shows. Parts that shrink to nothing are left out.<br/>
    /// Always: the same layers give the same bytes.
    /// </remarks>
    /// <exception cref="ArgumentException">A property is of a type tiles do not hold.</exception>
    public static byte[] Encode(TileAddress address, IEnumerable<TileLayer> layers)
    {
        var (tile, pen) = (new ProtobufWriter(), new TilePen(address));
        foreach (var layer in layers)
        {
            var writer = new LayerWriter(layer.Name);
            foreach (var feature in layer.Features)
            {
                foreach (var shape in WorldShape.Of(feature.LonLat))
                {
                    if (pen.Draw(shape) is { IsEmpty: false } commands)
                    {
                        writer.Add(feature.Id, shape.Kind, commands, feature.Properties);
                    }
                }
            }

            writer.WriteTo(tile);
        }

        return tile.Written.ToArray();
    }
}
