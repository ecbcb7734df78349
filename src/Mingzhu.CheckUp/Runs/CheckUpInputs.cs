using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>One layer version and its rows.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Table">Its rows, EPSG:4490.</param>
/// <param name="Derived">Whether the program made it; what rests on it is a stand-in.</param>
/// <param name="AccuracyM">How far its positions may be off because of its coordinate system, metres; what rests on it is a stand-in where that is not 0.</param>
public sealed record LayerInput(RunInput Version, FeatureTable Table, bool Derived = false, double AccuracyM = 0);

/// <summary>Everything a check-up depends on (体检输入); the same inputs give the same results, byte for byte.</summary>
/// <param name="Pack">The adopted pack.</param>
/// <param name="Catalog">The indicators, read from it.</param>
/// <param name="Year">The year checked.</param>
/// <param name="Plane">In which lengths and areas are taken.</param>
/// <param name="Layers">One current version a layer; a layer that is not here has not been imported.</param>
public sealed record CheckUpInputs(Pack Pack, Catalog Catalog, int Year, Plane Plane, ImmutableArray<LayerInput> Layers)
{
    /// <summary>Versions that only lie behind maps: named by the run, never computed from; null for a run from before they were named.</summary>
    public ImmutableArray<RunInput>? Backdrop { get; init; }
}

/// <summary>How far a computation is.</summary>
/// <param name="Says">What is being computed.</param>
/// <param name="Share">0–1.</param>
public readonly record struct CheckUpProgress(Wording Says, double Share);
