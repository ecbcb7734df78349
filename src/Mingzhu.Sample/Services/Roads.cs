using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>A road as it is written.</summary>
internal sealed record Road(string Id, Pt[] Line, bool Bridge, Built.Street Street);

/// <summary>The streets as the road layer has them: dry pieces and bridges, sharing their end points (道路).</summary>
internal sealed class Roads
{
    public Roads(City city)
    {
        foreach (var street in city.Streets.All)
        {
            foreach (var (line, bridge) in street.Pieces().Where(piece => piece.Line.Length > 1))
                All.Add(new Road($"R{All.Count + 1:D6}", line, bridge, street));
        }
    }

    public List<Road> All { get; } = [];

    public void Write(LayerFile file)
    {
        foreach (var road in All)
            file.Add(Shape.Line(road.Line), ("id", road.Id), ("name", road.Street.Name), ("class", road.Street.Class), ("foot", road.Street.Class == "expressway" ? "no" : "yes"), ("bridge", road.Bridge), ("width_m", road.Street.WidthM));
    }
}
