namespace Mingzhu.Atlas.Tests.Fuzz;

/// <summary>One reader to be thrown spoiled files at.</summary>
/// <param name="Name">"shp".</param>
/// <param name="Seeds">Good and dirty files to spoil.</param>
/// <param name="Tokens">Words of the format.</param>
/// <param name="Read">Reads one to its end; the folder is its own and is empty but for what it left there itself.</param>
internal sealed record FuzzTarget(string Name, byte[][] Seeds, byte[][] Tokens, Action<byte[], string> Read);
