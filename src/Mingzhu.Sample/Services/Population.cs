using Mingzhu.Sample.Files;

namespace Mingzhu.Sample.Services;

/// <summary>Who lives where (人口), by community: the people of its compounds and some in the fields; older where the houses are old.</summary>
internal sealed class Population
{
    private readonly City _city;

    public Population(City city)
    {
        _city = city;
        foreach (var compound in city.Compounds)
            ByCommunity[compound.Community] = Of(compound.Community) + new People(compound.Residents, compound.Households, compound.Residents * Math.Clamp(compound.Lot.Year - 1970, 0, 55));
    }

    public Dictionary<string, People> ByCommunity { get; } = [];

    public void Write(TableFile file)
    {
        foreach (var community in _city.Divisions.Communities)
        {
            var dice = new Dice(_city.Seed, "population", long.Parse(community.Code, System.Globalization.CultureInfo.InvariantCulture));
            var (residents, households, young) = Of(community.Code);
            var rural = community.Cells.Count(cell => !_city.Built[cell] && !_city.Lattice.InLake(cell)) * dice.Between(_city.Recipe.RuralPeoplePerCell[0], _city.Recipe.RuralPeoplePerCell[1]);
            (residents, households, young) = (residents + rural, households + rural / 3, young + rural * 15L);
            var youth = residents == 0 ? 0 : (double)young / residents / 55;
            file.Add(
                community.Code, residents, households, (int)(residents * (0.018 + 0.03 * youth) * dice.Between(0.85, 1.15)), (int)(residents * (0.31 - 0.2 * youth) * dice.Between(0.85, 1.15)));
        }
    }

    private People Of(string community) => ByCommunity.GetValueOrDefault(community);

    /// <summary>People, households, and people times the years since 1970 their houses were built.</summary>
    internal readonly record struct People(int Residents, int Households, long Young)
    {
        public static People operator +(People a, People b) => new(a.Residents + b.Residents, a.Households + b.Households, a.Young + b.Young);
    }
}
