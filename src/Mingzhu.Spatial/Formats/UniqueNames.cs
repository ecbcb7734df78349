using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Names of columns or layers that a file has twice get a number: 备注, 备注 (2).</summary>
internal static class UniqueNames
{
    public static string[] Of(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var next = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var unique = name;
            while (!taken.Add(unique))
                unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({next[name] = next.GetValueOrDefault(name, 1) + 1})");
            return unique;
        })];
    }
}
