using System.Collections.Immutable;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>All versions of all layers of the city (图层台账), as recorded.</summary>
public sealed record Layers : IView<Layers>
{
    private ImmutableSortedDictionary<string, ImmutableArray<LayerVersion>> Versions { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<LayerVersion>>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public static Layers Empty { get; } = new();

    /// <summary>Ids of all layers that have a version, sorted.</summary>
    public IEnumerable<string> Ids => Versions.Keys;

    /// <summary>The newest version of every layer, sorted by id.</summary>
    public IEnumerable<LayerVersion> Newest => Versions.Values.Select(versions => versions[^1]);

    /// <summary>The newest version of a layer; null if there is none.</summary>
    public LayerVersion? Current(string layer) => Versions.TryGetValue(layer, out var versions) ? versions[^1] : null;

    /// <summary>Every version of a layer, oldest first.</summary>
    public ImmutableArray<LayerVersion> History(string layer) => Versions.GetValueOrDefault(layer, []);

    /// <summary>Centre of the first layer with geometry that was ever imported, degrees EPSG:4490; null before that. A pack without a plane of its own measures around it.</summary>
    public (double Lon, double Lat)? FirstCentre { get; private init; }

    /// <inheritdoc/>
    public Layers Apply(Fact fact)
    {
        if (fact.Kind != LayersImported.KindName)
            return this;
        var versions = Versions;
        var imported = fact.Read<LayersImported>();
        foreach (var layer in imported.Layers)
        {
            var before = versions.GetValueOrDefault(layer.Layer, []);
            versions = versions.SetItem(layer.Layer, before.Add(layer.As(before.Length + 1, imported, fact, before is [.., var last] ? last.HighestIssued : 0)));
        }

        return this with { Versions = versions, FirstCentre = FirstCentre ?? Centre(imported) };
    }

    private static (double Lon, double Lat)? Centre(LayersImported imported)
    {
        var boxes = imported.Layers.Where(layer => layer.Box is not null).Select(layer => layer.Box!).ToArray();
        return boxes.Length == 0
            ? null
            : ((boxes.Min(box => box[0]) + boxes.Max(box => box[2])) / 2, (boxes.Min(box => box[1]) + boxes.Max(box => box[3])) / 2);
    }
}
