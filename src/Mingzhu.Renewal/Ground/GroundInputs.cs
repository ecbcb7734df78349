using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal;

/// <summary>What the checks of a case's ground are computed on (空间检查的输入), each by its hash: as long as none has changed, what was found still counts.</summary>
public static class GroundInputs
{
    /// <summary>Content of a unit plan or a project that holds its area.</summary>
    public const string Area = "area";

    /// <summary>Content of a project that holds its buildings.</summary>
    public const string Buildings = "building_list";

    /// <summary>Content of a project that holds the wishes of the rights holders, one by one.</summary>
    public const string Wishes = "wish_list";

    /// <summary>Content of a project that holds the parcels it lies on.</summary>
    public const string Parcels = "land_list";

    private const string Unit = "unit", Layer = "layer:", None = "";

    /// <summary>Hash of each input by name: the area, the buildings, the area of the unit it lies in, each layer.</summary>
    public static ImmutableSortedDictionary<string, string> Of(Case @case, Cases cases, Layers layers, Pack pack)
    {
        var inputs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        inputs[Area] = Hash(@case.Contents.GetValueOrDefault(Area));
        inputs[Buildings] = Hash(@case.Contents.GetValueOrDefault(Buildings));
        inputs[Unit] = Hash(@case.Of is { } of ? cases.Find(of)?.Contents.GetValueOrDefault(Area) : null);
        foreach (var layer in GroundRules.Of(pack).Layers)
            inputs[Layer + layer] = layers.Current(layer)?.Rows ?? None;
        return inputs.ToImmutable();
    }

    /// <summary>What has changed since: in words.</summary>
    public static ImmutableArray<Wording> Changed(ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> now) =>
        [.. now.Where(input => before.GetValueOrDefault(input.Key, None) != input.Value).Select(input => Name(input.Key))];

    private static Wording Name(string input) => input switch
    {
        Area => new("范围", "the area"),
        Buildings => new("涉及建筑", "the buildings"),
        Unit => new("更新单元的范围", "the area of the unit"),
        _ => new($"图层 {input[Layer.Length..]}", $"the layer {input[Layer.Length..]}"),
    };

    private static string Hash(string? text) => string.IsNullOrEmpty(text) ? None : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
