using System.Collections.Immutable;
using Microsoft.Extensions.Localization;

namespace Mingzhu.Web.Components;

/// <summary>The labels a map's own controls need, in the reader's language.</summary>
public static class MapWords
{
    /// <summary>All of them, by the name the script knows them by.</summary>
    public static ImmutableSortedDictionary<string, string> Of(IStringLocalizer text) => new Dictionary<string, string>
    {
        ["zoomIn"] = text["map.zoom-in"],
        ["zoomOut"] = text["map.zoom-out"],
        ["north"] = text["map.north"],
        ["attribution"] = text["map.attribution"],
        ["open"] = text["map.open"],
        ["close"] = text["map.close"],
        ["failed"] = text["map.failed"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
