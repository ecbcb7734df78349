using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>One layer as it was when something was tried.</summary>
/// <param name="Layer">Its id.</param>
/// <param name="Number">Number of its version.</param>
/// <param name="Rows">Hash of its canonical rows.</param>
public sealed record TriedLayer(string Layer, int Number, string Rows);

/// <summary>Of what a ground is made (底板依据): pack, catalog, year and the newest version of every layer. Another state, another ground.</summary>
/// <param name="Pack">Hash of the adopted pack.</param>
/// <param name="Catalog">By which catalog: that of the newest check-up, else the pack's first.</param>
/// <param name="Year">For which year, likewise; else this year.</param>
/// <param name="Layers">All layers, sorted by id.</param>
public sealed record GroundState(string Pack, string Catalog, int Year, ImmutableArray<TriedLayer> Layers)
{
    /// <summary>What tells two states apart, short enough for an address.</summary>
    public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Pack} {Catalog} {Year} {string.Join(' ', Layers.Select(layer => layer.Rows))}")).AsSpan(0, 8));

    /// <inheritdoc/>
    public bool Equals(GroundState? other) => Key == other?.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>Reads everything a trial needs and makes the ground; takes seconds for a whole city.</summary>
    /// <exception cref="RefusedException">The pack has no such catalog, or no layer has been imported.</exception>
    public ScenarioGround Prepare(Workspace workspace, CancellationToken cancellation = default)
    {
        var whole = CheckUpRequest.Of(workspace, Catalog, Year);
        var catalog = CheckUp.Catalog.Load(workspace.Pack, Catalog);
        var wanted = Standing.Indicators(catalog).SelectMany(indicator => indicator.Measure.Layers).Concat(CheckUpRequest.Always).ToHashSet();
        // Without boundaries the city is as large as all its layers together.
        var inputs = whole.Inputs.Any(layer => layer.Layer == "boundaries") ? whole.Inputs.RemoveAll(layer => !wanted.Contains(layer.Layer)) : whole.Inputs;
        return ScenarioGround.Prepare((whole with { Inputs = inputs }).Open(workspace), cancellation);
    }
}

/// <summary>On what state of the city something would be tried now.</summary>
public sealed record CurrentGround : Query<GroundState>
{
    /// <inheritdoc/>
    public override GroundState Answer(Context context, Workspace workspace)
    {
        var newest = context.View<Runs>().Newest;
        var catalog = newest?.Catalog ?? Catalog.In(context.Pack).FirstOrDefault() ?? throw new RefusedException(new Refusal("trying.no-catalog", new(
            "城市包没有指标体系，无从试算", "the pack has no catalog of indicators to try anything by")));
        return new GroundState(
            context.View<AdoptedPack>().Name?.Hash ?? "", catalog, newest?.Year ?? context.Today.Year,
            [.. context.View<Layers>().Newest.Select(layer => new TriedLayer(layer.Layer, layer.Number, layer.Rows))]);
    }
}
