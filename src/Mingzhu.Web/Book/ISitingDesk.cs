using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web.Book;

/// <summary>What the pages need to choose sites (选址). A workspace does it in earnest; a test on a city made in a temporary folder.</summary>
public interface ISitingDesk
{
    /// <summary>What the pack knows that can be asked for.</summary>
    SitingWords Words { get; }

    /// <summary>The ground of the city's present state, which may still be in the making; the same task as long as nothing changes, another when one broke off.</summary>
    /// <exception cref="RefusedException">Nothing can be chosen on this city.</exception>
    Task<SiteGround> Ground();
}

/// <summary>What a form about sites offers (选址词汇): candidates, selections made ready, what can be added, layers, kinds of facility.</summary>
/// <param name="Rules">siting.yaml.</param>
/// <param name="Layers">The standard layers.</param>
/// <param name="Kinds">The kinds of facility.</param>
public sealed record SitingWords(SitingRules Rules, ImmutableArray<LayerSchema> Layers, FacilityKinds Kinds)
{
    /// <summary>The layer facilities stand in.</summary>
    public const string Facilities = "facilities";

    /// <summary>Of a pack.</summary>
    public static SitingWords Of(Pack pack) => new(SitingRules.Of(pack), LayerSchema.Of(pack), FacilityKinds.Of(pack));

    /// <summary>The layer a name stands for: a group's, that of facilities for a kind, else the layer of that id; null if it is none of these.</summary>
    public LayerSchema? LayerOf(string name) =>
        (Rules.Group(name)?.Layer ?? (Kinds.Find(name) is null ? name : Facilities)) is var id ? Layers.FirstOrDefault(layer => layer.Id == id) : null;
}

/// <summary>The desk of a workspace.</summary>
public sealed class WorkspaceSiting(Workspace workspace, ScenarioGrounds grounds) : ISitingDesk
{
    private readonly SiteGrounds _grounds = new(workspace, grounds);
    private readonly Lock _reading = new();
    private (Pack Pack, SitingWords Words)? _words;

    /// <inheritdoc/>
    public SitingWords Words
    {
        get
        {
            var pack = workspace.Pack;
            // A pack is read by one thread at a time.
            lock (_reading)
            {
                if (_words is not { } known || known.Pack != pack)
                    _words = known = (pack, SitingWords.Of(pack));
                return known.Words;
            }
        }
    }

    /// <inheritdoc/>
    public Task<SiteGround> Ground() => _grounds.Current(Session.Operator(Language.Zh)).Ground;
}
