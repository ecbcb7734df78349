namespace Mingzhu.Spatial;

/// <summary>Where something stands on the network: a place along an edge, and the straight way to it.</summary>
/// <param name="Edge">Index of the edge; −1 for <see cref="Nowhere"/>.</param>
/// <param name="OffsetMm">Millimetres from the edge's start, 0 ≤ offset ≤ length.</param>
/// <param name="ConnectorMm">Straight line from the thing to that place, millimetres; counted in every distance.</param>
public readonly record struct NetworkPosition(int Edge, int OffsetMm, int ConnectorMm)
{
    /// <summary>No edge was near enough; reaches nothing.</summary>
    public static NetworkPosition Nowhere => new(-1, 0, 0);

    /// <summary>Whether no edge was near enough.</summary>
    public bool IsNowhere => Edge < 0;
}

/// <summary>A way into a facility: a stretch of an edge on which one has arrived, save for the connector.</summary>
/// <param name="Edge">Index of the edge.</param>
/// <param name="FromMm">Start of the stretch, millimetres from the edge's start.</param>
/// <param name="ToMm">Its end, ≥ <paramref name="FromMm"/>; equal to it for a gate.</param>
/// <param name="ConnectorMm">Straight line from the stretch to the facility, millimetres; 0 where the edge itself touches it.</param>
public readonly record struct NetworkEntry(int Edge, int FromMm, int ToMm, int ConnectorMm);

/// <summary>A way into a numbered facility.</summary>
/// <param name="Facility">Which one, ≥ 0; a facility has one entry or many.</param>
/// <param name="Entry">Where one gets in.</param>
public readonly record struct FacilityEntry(int Facility, NetworkEntry Entry);
