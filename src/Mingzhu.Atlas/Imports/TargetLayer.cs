using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>Finds which standard layer a layer of a file is (图层归属): as the user says, else by its name. Never by its look: that only ranks what is asked.</summary>
internal sealed class TargetLayer(LayerContract contract, ImportRequest request)
{
    /// <summary>Whether the user leaves a layer of the file out.</summary>
    public bool LeavesOut(string name) => Said(name) == ImportRequest.None;

    /// <summary>The standard layer of a layer of the file; null if it has to be asked.</summary>
    /// <exception cref="RefusedException">The user names a layer the pack does not know.</exception>
    public LayerSchema? Of(FoundLayer found) => Of(found.Layer.Name) ?? (found.IsAlone ? Called(Path.GetFileNameWithoutExtension(found.File)) : null);

    /// <summary>The standard layer of a name; null if it is none's.</summary>
    /// <exception cref="RefusedException">The user names a layer the pack does not know.</exception>
    public LayerSchema? Of(string name) => Said(name) switch
    {
        null => Called(name),
        ImportRequest.None => null,
        var said => contract.Layers.FirstOrDefault(layer => layer.Id == said) ?? Called(said) ?? throw new RefusedException(UnknownLayer.Named(said, contract.Layers.Select(layer => layer.Id))),
    };

    /// <summary>Asks which layer it is, the likeliest first.</summary>
    /// <param name="name">What the file calls it.</param>
    /// <param name="kind">What shapes it has.</param>
    /// <param name="headings">Its headings.</param>
    /// <param name="isOneOfMany">Whether the file has other layers, so that an answer has to say which it means and may leave this one out.</param>
    public Question Asked(string name, GeometryKind kind, Headings headings, bool isOneOfMany)
    {
        string Value(string layer) => isOneOfMany ? $"{name}={layer}" : layer;
        var likely = contract.Layers.OrderByDescending(layer => Likeness(layer, name, kind, headings)).Select(layer => new Choice(Value(layer.Id), layer.Name));
        var none = new Choice(Value(ImportRequest.None), new("都不是，不导入", "none of them; leave it out"));
        return new Question("as", new($"“{name}”是哪个图层？文件中的名称都不是标准图层的名称", $"which layer is '{name}'? Nothing in the file bears the name of a standard layer"), [.. likely, .. isOneOfMany ? [none] : ImmutableArray<Choice>.Empty]);
    }

    private string? Said(string name) => request.LayersAs?.GetValueOrDefault(name) ?? request.As;

    private LayerSchema? Called(string name) => contract.Layers.FirstOrDefault(layer => layer.IsCalled(name)) ?? contract.Layers.FirstOrDefault(layer => layer.CodeCalled(name) is not null);

    /// <summary>A name within the name counts most, then how many headings the layer knows; shapes of another kind make it the least likely.</summary>
    private static double Likeness(LayerSchema layer, string name, GeometryKind kind, Headings headings)
    {
        var plain = Spelling.Plain(name);
        var named = layer.Also.Append(layer.Name.Zh).Append(layer.Name.En).Append(layer.Id).Select(Spelling.Plain).Any(known => plain.Contains(known, StringComparison.Ordinal) || known.Contains(plain, StringComparison.Ordinal));
        var fits = layer.Geometry == kind || (layer.Geometry == GeometryKind.Any && kind != GeometryKind.None);
        return (named ? 2 : 0) + headings.ShareKnown(layer) + (fits ? 1 : -2);
    }
}
