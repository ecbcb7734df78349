using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>The values a field may have (代码表), and what departments write for them.</summary>
/// <param name="Codes">The values, in written order.</param>
/// <param name="Labels">Code by Chinese label, in plain spelling: 主干路 → arterial.</param>
/// <param name="Titles">The first label of a code, as written: arterial → 主干路.</param>
internal sealed record CodeList(ImmutableArray<string> Codes, ImmutableDictionary<string, string> Labels, ImmutableDictionary<string, string> Titles)
{
    /// <summary>Of a field that may have any value.</summary>
    public static CodeList None { get; } = new([], ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>Reads a list and its labels; faults go to the pack's problems.</summary>
    public static CodeList Read(PackNode list, PackNode words)
    {
        var codes = list.Texts().ToImmutableArray();
        var labels = ImmutableDictionary.CreateBuilder<string, string>();
        var titles = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (code, names) in words.Entries())
        {
            if (!codes.Contains(code))
                names.Report(new($"代码表中没有“{code}”", $"the code list has no '{code}'"));
            foreach (var name in names.Items())
            {
                titles.TryAdd(code, name.Text());
                if (!labels.TryAdd(Spelling.Plain(name.Text()), code))
                    name.Report(new($"“{name.TextOrNull()}”出现两次", $"'{name.TextOrNull()}' stands twice"));
            }
        }

        return new CodeList(codes, labels.ToImmutable(), titles.ToImmutable());
    }
}
