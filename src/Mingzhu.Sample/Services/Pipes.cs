using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>A pipe as it is written.</summary>
internal sealed record Pipe(string Id, string Kind, int Year, string Material, int DiameterMm, bool Monitored, Pt[] Line)
{
    public double LengthM => Enumerable.Range(1, Line.Length - 1).Sum(k => Line[k].To(Line[k - 1]));
}

/// <summary>Pipes along the streets (市政管网): water, sewer and drain – one combined sewer in the old centre –, gas and heat; as old as the street, monitored where new.</summary>
internal sealed class Pipes
{
    private static readonly string[] Everywhere = ["water", "sewer", "drain", "gas", "heat"];
    private static readonly string[] OldCentre = ["water", "combined", "gas"];
    private readonly City _city;

    public Pipes(City city)
    {
        _city = city;
        foreach (var street in city.Streets.All.Where(street => street.Exists && street.Urban && street.Class is not ("expressway" or "residential") && street.Wet.Count == 0))
            Along(street);
    }

    public List<Pipe> All { get; } = [];

    public void Write(LayerFile file)
    {
        foreach (var pipe in All)
            file.Add(Shape.Line(pipe.Line), ("id", pipe.Id), ("kind", pipe.Kind), ("year", pipe.Year), ("material", pipe.Material), ("diameter_mm", pipe.DiameterMm), ("monitored", pipe.Monitored));
    }

    private void Along(Street street)
    {
        var dice = new Dice(_city.Seed, "pipes", street.Number);
        var centre = street.From.Toward(street.To, 0.5);
        var old = centre.Length < _city.Recipe.CombinedSewerRadius * _city.Scale.RadiusM;
        var main = street.Class is "arterial" or "secondary";
        var along = street.To - street.From;
        var aside = new Pt(-along.Y, along.X) * (1 / along.Length);
        var kinds = old ? OldCentre : Everywhere;
        for (var k = 0; k < kinds.Length; k++)
        {
            var kind = kinds[k];
            if (kind == "heat" && !main && dice.Chance(0.5))
                continue;
            var offset = aside * ((k - kinds.Length / 2.0) * 2.4);
            var year = Math.Min(_city.Recipe.LastYear, street.Year + (dice.Chance(0.18) ? dice.Between(10, 30) : dice.Between(0, 4)));
            All.Add(new Pipe(
                $"L{All.Count + 1:D6}", kind, year, dice.Pick(_city.Recipe.Materials[kind]), Diameter(kind, main, dice), dice.Chance(year >= 2018 ? 0.38 : year >= 2008 ? 0.12 : 0.03),
                [street.From + offset, street.To + offset]));
        }
    }

    private static int Diameter(string kind, bool main, Dice dice) => kind switch
    {
        "water" => main ? dice.Pick([300, 400, 600]) : dice.Pick([100, 150, 200]),
        "gas" => main ? dice.Pick([160, 200, 315]) : dice.Pick([63, 90, 110]),
        "heat" => main ? dice.Pick([400, 500, 700]) : dice.Pick([200, 250]),
        _ => main ? dice.Pick([600, 800, 1200, 1500]) : dice.Pick([300, 400, 500]),
    };
}
