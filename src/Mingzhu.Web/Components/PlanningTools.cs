using System.Collections.Immutable;
using Microsoft.Extensions.Localization;

namespace Mingzhu.Web.Components;

/// <summary>The tools of planning (推演工具), as their hub lists them and as a bar above each of them names them.</summary>
public static class PlanningTools
{
    /// <summary>Address, name and the question each answers.</summary>
    public static ImmutableArray<(string Address, string Name, string Asks)> All(IStringLocalizer text) =>
    [
        (Addresses.Trying, text["planning.try"], text["planning.try-asks"]),
        (Addresses.CompareScenarios(), text["planning.compare"], text["planning.compare-asks"]),
        (Addresses.Circle, text["planning.circle"], text["planning.circle-asks"]),
        (Addresses.Sites, text["sites.title"], text["sites.asks"]),
        (Addresses.OneMore, text["one-more.title"], text["one-more.asks"]),
    ];
}
