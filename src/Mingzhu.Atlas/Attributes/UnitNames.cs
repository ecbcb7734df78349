using System.Collections.Frozen;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>What the units of a pack are called (单位名称), from its units.yaml: 户 is households in English, m² is m² everywhere.</summary>
public static class UnitNames
{
    /// <summary>Unit → its name.</summary>
    public static FrozenDictionary<string, Wording> Of(Pack pack) => pack.File("units.yaml")["kinds"].Items()
        .SelectMany(kind => kind["units"].Items())
        .Select(unit => (Id: unit["id"].Text(), En: unit["en"].TextOrNull()))
        .DistinctBy(unit => unit.Id)
        .ToFrozenDictionary(unit => unit.Id, unit => new Wording(unit.Id, unit.En ?? unit.Id));
}
