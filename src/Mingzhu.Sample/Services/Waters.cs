using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>Rivers and water surfaces as they are written (河流、水体).</summary>
internal static class Waters
{
    public static void WriteLines(City city, LayerFile file)
    {
        var (terrain, names) = (city.Terrain, city.Recipe.Waters);
        file.Add(Shape.Line(terrain.River.Line), ("id", "W1"), ("name", names.River), ("class", names.RiverClass));
        file.Add(Shape.Line(terrain.Canal.Line), ("id", "W2"), ("name", names.Canal), ("class", names.CanalClass));
        file.Add(Shape.Line(terrain.Stream.Line), ("id", "W3"), ("name", names.Stream), ("class", names.StreamClass));
    }

    public static void WriteSurfaces(City city, LayerFile file)
    {
        var (terrain, names) = (city.Terrain, city.Recipe.Waters);
        file.Add(terrain.Lake, ("id", "W4"), ("name", names.Lake), ("black_odorous", false));
        file.Add(terrain.WaterOf(terrain.River), ("id", "W1"), ("name", names.River), ("black_odorous", false));
        file.Add(terrain.WaterOf(terrain.Canal), ("id", "W2"), ("name", names.Canal), ("black_odorous", false));
        file.Add(terrain.WaterOf(terrain.Stream), ("id", "W3"), ("name", names.Stream), ("black_odorous", true));
    }
}
