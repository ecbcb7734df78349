using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A facility and how far it serves (服务半径).</summary>
/// <param name="Geometry">Point, line, polygon or a collection of these, in the plane; a polygon serves from its border and inside.</param>
/// <param name="RadiusM">Metres in the plane, at least 0; where it depends on the size of the facility the caller has chosen it.</param>
public readonly record struct ServiceArea(Geometry Geometry, double RadiusM);

/// <summary>How much of a piece is covered.</summary>
/// <param name="TotalM2">Area of what can be covered, on the ellipsoid, m².</param>
/// <param name="CoveredM2">Area covered, 0 ≤ covered ≤ total, m².</param>
public readonly record struct PieceCoverage(double TotalM2, double CoveredM2);

/// <summary>A part of a piece that no service area reaches.</summary>
/// <param name="Piece">Position in the list of pieces.</param>
/// <param name="Uncovered">Polygon or multipolygon in the plane, within one tile of the measuring grid.</param>
public readonly record struct CoverageGap(int Piece, Geometry Uncovered);

/// <summary>Coverage by piece, and what is left uncovered if that was asked for.</summary>
/// <param name="Pieces">One entry a piece, in their order.</param>
/// <param name="Gaps">By tile from south-west to north-east, then by piece; empty if not asked for.</param>
public sealed record CoverageResult(IReadOnlyList<PieceCoverage> Pieces, IReadOnlyList<CoverageGap> Gaps);
