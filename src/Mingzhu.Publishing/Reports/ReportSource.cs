using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Publishing.Reports;

/// <summary>One indicator as the report shows it: its reading for the whole city and for every district. An indicator with a value by a derived layer has a second line.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Variant">By the rule's own layer, or by a derived one.</param>
/// <param name="City">What is known of it for the whole.</param>
/// <param name="Grade">Grade of <paramref name="City"/>; null if it has none.</param>
/// <param name="Districts">Readings in the order of <see cref="ReportSource.Districts"/>; empty if there are no districts.</param>
public sealed record IndicatorLine(Indicator Indicator, Variant Variant, Reading City, Grade? Grade, ImmutableArray<Reading> Districts);

/// <summary>A layer that went into the run: what it is called and which version it was.</summary>
public sealed record LayerLine(Wording Name, LayerVersion Version);

/// <summary>Readings of one indicator in places that have a shape: one choropleth (分级统计图).</summary>
/// <param name="Line">Which indicator, and by which layer.</param>
/// <param name="Level">What the places are.</param>
/// <param name="Places">Their polygons.</param>
/// <param name="Readings">One for each row of <paramref name="Places"/>.</param>
public sealed record PlaceMap(IndicatorLine Line, Level Level, FeatureTable Places, ImmutableArray<Reading> Readings);

/// <summary>What lies behind every map, so that a reader knows where he is.</summary>
/// <param name="Districts">Polygons with a column <c>name</c>; null if there are none.</param>
/// <param name="Water">Polygons; null if there are none.</param>
/// <param name="Rivers">Lines; null if there are none.</param>
/// <param name="Roads">Lines; null if there are none.</param>
public sealed record MapGround(FeatureTable? Districts = null, FeatureTable? Water = null, FeatureTable? Rivers = null, FeatureTable? Roads = null)
{
    /// <summary>Number the public maps of this city were approved under (审图号); null if none.</summary>
    public string? ApprovalNumber { get; init; }
}

/// <summary>Everything a check-up report is made from (体检报告的取数), plain values: no workspace, no clock.</summary>
public sealed record ReportSource
{
    /// <summary>The city, or the extract.</summary>
    public required Wording City { get; init; }

    /// <summary>Name of the catalog: 城市体检基础指标体系（2025年，60项）.</summary>
    public required Wording Catalog { get; init; }

    /// <summary>The run.</summary>
    public required RunManifest Run { get; init; }

    /// <summary>Hex SHA-256 of the run's manifest.</summary>
    public required string RunHash { get; init; }

    /// <summary>All indicators in catalog order, each derived line after its ruled one.</summary>
    public required ImmutableArray<IndicatorLine> Lines { get; init; }

    /// <summary>The layers that went in.</summary>
    public required ImmutableArray<LayerLine> Layers { get; init; }

    /// <summary>How grades of single indicators make the grade of a dimension.</summary>
    public required GradingRule Grading { get; init; }

    /// <summary>Districts, subdistricts and communities, by the indices that findings use.</summary>
    public ImmutableArray<Place> Districts { get; init; } = [];

    /// <summary>See <see cref="Districts"/>.</summary>
    public ImmutableArray<Place> Subdistricts { get; init; } = [];

    /// <summary>See <see cref="Districts"/>.</summary>
    public ImmutableArray<Place> Communities { get; init; } = [];

    /// <summary>Every finding, worst first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>What a reader should know about the inputs.</summary>
    public ImmutableArray<Wording> Notes { get; init; } = [];

    /// <summary>Departments by id.</summary>
    public ImmutableDictionary<string, Wording> Departments { get; init; } = ImmutableDictionary<string, Wording>.Empty;

    /// <summary>The map of a dimension, by its Chinese name; a dimension without one shows its findings.</summary>
    public ImmutableDictionary<string, PlaceMap> Maps { get; init; } = ImmutableDictionary<string, PlaceMap>.Empty;

    /// <summary>What lies behind the maps.</summary>
    public MapGround Ground { get; init; } = new();

    /// <summary>Whether anything in the run is sample data, which the title page and every page then say.</summary>
    public bool Invented => Run.Invented || Run.Inputs.Any(input => input.Invented) || Layers.Any(layer => layer.Version.Provenance.Invented);
}
