using System.Collections.Frozen;

namespace Mingzhu.City;

/// <summary>One name, many spellings (名称词典): short, old and mistaken ones are read as the one that stands for all. From names.yaml.</summary>
public sealed class NameDictionary
{
    private readonly FrozenDictionary<string, string> _names;

    private NameDictionary(Dictionary<string, string> names) => _names = names.ToFrozenDictionary();

    /// <summary>Reads names.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static NameDictionary Of(Pack pack)
    {
        var names = new Dictionary<string, string>();
        var file = pack.File("names.yaml");
        file.OnlyKeys("names");
        foreach (var node in file["names"].Items())
        {
            node.OnlyKeys("name", "also", "source");
            node["source"].Citation();
            var name = node["name"].Text();
            names.TryAdd(name, name);
            foreach (var other in node["also"].Items().Where(other => !names.TryAdd(other.Text(), name)))
                other.Report(new($"“{other.TextOrNull()}”已指向“{names[other.Text()]}”", $"'{other.TextOrNull()}' already stands for '{names[other.Text()]}'"));
        }

        return new NameDictionary(names);
    }

    /// <summary>The one spelling of a name, without the blanks around it; the name itself if the dictionary does not know it.</summary>
    public string Spell(string name)
    {
        var trimmed = name.Trim();
        return _names.GetValueOrDefault(trimmed, trimmed);
    }
}
