using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>The plane in which a city is measured (投影面): the pack's, else transverse Mercator around the first data that came, k0 = 1.</summary>
public static class CityPlane
{
    /// <summary>The plane of a city.</summary>
    /// <exception cref="RefusedException">The pack measures around the data, and none has come yet; or it names a plane that is none.</exception>
    public static Plane Of(Workspace workspace) => Of(workspace.Pack, workspace.View<Layers>());

    /// <summary>The plane of a city, from its pack and layers.</summary>
    public static Plane Of(Pack pack, Layers layers)
    {
        var name = pack.Root["plane"].TextOrNull() ?? "extent";
        if (name == "extent")
        {
            return layers.FirstCentre is { } centre
                ? Plane.Centred(centre.Lon, centre.Lat)
                : throw new RefusedException(new Refusal("atlas.no-plane", new("还没有导入任何带坐标的图层", "no layer with coordinates has been imported yet")));
        }

        return name.StartsWith("EPSG:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var epsg)
            ? Plane.OfEpsg(epsg)
            : throw new RefusedException(new Refusal("pack.no-plane", new($"城市包的 plane“{name}”应为 EPSG:代码 或 extent", $"the pack's plane '{name}' should be EPSG:code or extent")));
    }
}
