using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>All that the pack and the city say of what a file may hold: the standard layers, the units, the places.</summary>
/// <param name="Layers">The standard layers, in written order.</param>
/// <param name="Units">The units.</param>
/// <param name="Places">The places.</param>
internal sealed record LayerContract(ImmutableArray<LayerSchema> Layers, Units Units, KnownPlaces Places)
{
    /// <summary>Overlaps of a layer nowhere wider than this are slivers, metres.</summary>
    public double SliverM { get; private init; }

    /// <summary>A hole between features of a layer that tiles, nowhere wider than this, is a gap, metres.</summary>
    public double GapM { get; private init; }

    /// <summary>A smaller share of a feature in a neighbouring place comes of a border drawn twice, 0–1.</summary>
    public double BorderShare { get; private init; }

    /// <summary>The contract of a pack, and of what the city has already.</summary>
    public static LayerContract Of(Pack pack, CityGround ground)
    {
        var topology = pack.File("layers.yaml")["topology"];
        return new(LayerSchema.Of(pack), Units.Of(pack), new KnownPlaces(pack, ground.Places))
        {
            SliverM = topology["sliver_m"].NumberOrNull() ?? 0, GapM = topology["gap_m"].NumberOrNull() ?? 0, BorderShare = topology["border_share"].NumberOrNull() ?? 0,
        };
    }

    /// <summary>Reads rows of a layer from these columns, one a field, null where there is none; of some it is still asked which it is.</summary>
    public RowReader RowsOf(LayerSchema layer, IReadOnlyList<FieldColumn?> columns, string name, ProblemList problems, IReadOnlySet<string>? asked = null) =>
        new(name, [.. layer.Fields.Zip(columns, (field, column) => new FieldReader(field, column?.Unit, Units, Places))], problems, asked ?? ImmutableHashSet<string>.Empty);
}
