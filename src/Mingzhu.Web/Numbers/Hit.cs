using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>Something a search found (搜索结果).</summary>
/// <param name="Kind">indicator, layer, the level of a place, case, procedure, policy, rule or scenario.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Its page.</param>
/// <param name="Beside">Where in it the words stand, or what it is about; null if its name says so.</param>
public sealed record Hit(string Kind, string Name, string Address, string? Beside = null)
{
    /// <summary>How many a search shows.</summary>
    public const int Most = 60;

    /// <summary>Indicators, then places from the whole down, then layers; lazily.</summary>
    public static IEnumerable<Hit> Find(ICityBook book, string asked, Reader reader)
    {
        if (asked.Length == 0)
            yield break;
        if (book.Latest is { } run)
        {
            foreach (var (indicator, _) in new CheckUpFilter(Text: asked).In(run))
                yield return new Hit("indicator", $"{indicator.Code} {reader.In(indicator.Name)}", Addresses.Indicator(indicator.Code));
            foreach (var level in Levels.All.Skip(1))
            {
                foreach (var place in run.Places(level).Where(place => place.Id == asked || place.Name.Contains(asked, StringComparison.OrdinalIgnoreCase)))
                    yield return new Hit(level.Code(), Show.Place(place), Addresses.Place(level, place.Id));
            }
        }

        foreach (var layer in book.Layers.Where(layer => layer.Id == asked || reader.In(layer.Name).Contains(asked, StringComparison.OrdinalIgnoreCase)))
            yield return new Hit("layer", reader.In(layer.Name), Addresses.Data);
    }
}
