namespace Mingzhu.Spatial;

/// <summary>Where a search begins: a place of the tree from which something is already so near.</summary>
/// <param name="Place">Place of the <see cref="EliminationTree"/>.</param>
/// <param name="Lane">Which label of the row.</param>
/// <param name="DistanceMm">Millimetres.</param>
/// <param name="Facility">Which facility, where labels name one.</param>
internal readonly record struct Seed(int Place, int Lane, int DistanceMm, int Facility);
