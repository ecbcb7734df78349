using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>Features of a layer that a check of the ground looks at.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="Where">Which of them.</param>
public sealed record GroundLayer(string Layer, Expression Where);

/// <summary>What the checks of the ground compare an area with (用地检查规则), from renewal.yaml.</summary>
/// <param name="ToleranceM2">What overlaps by no more is none: digitised lines never meet exactly. m² in the city's plane.</param>
/// <param name="Boundary">The development boundary.</param>
/// <param name="RedLines">What may not be touched: each of them has to be known.</param>
/// <param name="Kept">What may not be demolished.</param>
/// <param name="Buildings">The buildings.</param>
/// <param name="FloorArea">Field of a building: its floor area, m².</param>
/// <param name="Year">Field of a building: the year it was built.</param>
/// <param name="Households">Field of a building: its households.</param>
/// <param name="Parcels">The parcels of land.</param>
/// <param name="Use">Field of a parcel: its use.</param>
/// <param name="Register">Field of a parcel: under which heading of the land register it stands.</param>
public sealed record GroundRules(
    double ToleranceM2, GroundLayer Boundary, ImmutableArray<GroundLayer> RedLines, GroundLayer Kept, GroundLayer Buildings, string FloorArea, string Year, string Households, GroundLayer Parcels, string Use,
    string Register)
{
    private static readonly ConditionalWeakTable<Pack, GroundRules> Known = [];

    /// <summary>Reads renewal.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static GroundRules Of(Pack pack) => Known.GetValue(pack, Read);

    /// <summary>Every layer they look at, by id.</summary>
    public IEnumerable<string> Layers => RedLines.Append(Boundary).Append(Kept).Append(Buildings).Select(one => one.Layer).Distinct().Order(StringComparer.Ordinal);

    private static GroundRules Read(Pack pack)
    {
        var node = pack.File("renewal.yaml")["ground"];
        node.OnlyKeys("tolerance-m2", "boundary", "red-lines", "kept", "buildings", "parcels", "source");
        node["source"].Citation();
        var buildings = node["buildings"];
        buildings.OnlyKeys("layer", "where", "floor-area", "year", "households");
        var parcels = node["parcels"];
        parcels.OnlyKeys("layer", "where", "use", "register");
        return new GroundRules(
            node["tolerance-m2"].Number(), LayerOf(node["boundary"]), [.. node["red-lines"].Items().Select(LayerOf)], LayerOf(node["kept"]), new GroundLayer(buildings["layer"].Text(), buildings["where"].Expression()),
            buildings["floor-area"].Text(), buildings["year"].Text(), buildings["households"].Text(),
            new GroundLayer(parcels["layer"].Text(), parcels["where"].Expression()), parcels["use"].Text(), parcels["register"].Text());
    }

    private static GroundLayer LayerOf(PackNode node)
    {
        node.OnlyKeys("layer", "where");
        return new GroundLayer(node["layer"].Text(), node["where"].Expression());
    }
}
