namespace Mingzhu.Spatial;

/// <summary>Where a search begins: a row from which something is already so near.</summary>
/// <param name="Row">Of a junction its place in the <see cref="EliminationTree"/>, see <see cref="EliminatedNetwork.Row"/>.</param>
/// <param name="Lane">Which label of the row.</param>
/// <param name="DistanceMm">Millimetres.</param>
/// <param name="Facility">Which facility, where labels name one.</param>
internal readonly record struct Seed(int Row, int Lane, int DistanceMm, int Facility);
