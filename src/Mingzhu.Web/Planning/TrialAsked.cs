using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Planning;

/// <summary>What the address of a trial says (试布请求): the changes one by one, and how they are looked at.</summary>
/// <param name="Lines">The changes, each as <see cref="ChangeText"/> writes it; not read yet, they may be anything.</param>
/// <param name="Kind">Id of the kind that is put next; empty if not said.</param>
/// <param name="Indicator">Code of the indicator it is done for; empty if for none.</param>
/// <param name="Level">Level of the places that are listed.</param>
/// <param name="Spot">Where the next one is put: a name or coordinates, as typed; empty if nowhere.</param>
/// <param name="Sizes">How large the next one is, as <see cref="ChangeText"/> writes it; empty as its standard has it.</param>
public sealed record TrialAsked(ImmutableArray<string> Lines, string Kind, string Indicator, Level Level, string Spot, string Sizes)
{
    /// <summary>A change in the address; one that is empty says that there are none any more.</summary>
    public const string Change = "c";

    private const int Longest = 200;

    private static readonly string[] SizeKeys = ["floor", "site", "area", "class"];

    /// <summary>The levels places are listed at.</summary>
    public static ImmutableArray<Level> Levels { get; } = [Level.District, Level.Subdistrict, Level.Community, Level.Zone];

    /// <summary>As an address says it; what it does not say is as a kept scenario has it.</summary>
    public static TrialAsked From(IQueryCollection query, Scenario? kept = null)
    {
        string Said(string key) => query[key].ToString().Trim() is var said && said.Length > Longest ? said[..Longest] : said;
        ImmutableArray<string> lines = query.ContainsKey(Change) || kept is null
            ? [.. query[Change].OfType<string>().Select(line => line.Trim()).Where(line => line.Length > 0)]
            : [.. kept.Changes.Select(ChangeText.Write)];
        return new TrialAsked(
            lines, Said("kind"), Said("indicator"), Mingzhu.City.Levels.Of(Said("level")) is { } level && Levels.Contains(level) ? level : Level.Subdistrict, Said("spot"),
            string.Concat(SizeKeys.Where(key => Said(key).Length > 0).Select(key => $",{key}={(key == "class" ? Uri.EscapeDataString(Said(key)) : Said(key))}")));
    }

    /// <summary>The address of a page that shows the same.</summary>
    public string Address(string path) => Addresses.With(path, [.. Lines.Select(line => (Change, (string?)line)), ("kind", Kind), ("indicator", Indicator), ("level", Level == Level.Subdistrict ? null : Level.Code())]) is var address && Lines.IsEmpty && path != Addresses.Trying
        ? address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Change + "="
        : address;

    /// <summary>The same with one change less.</summary>
    public TrialAsked Without(int at) => this with { Lines = Lines.RemoveAt(at) };

    /// <summary>The line of something new at a place.</summary>
    public string LineOf(string kind, double lon, double lat) => ChangeText.Write(new Change.Add(kind, lon, lat, NewSize.Usual)) + Sizes;
}
