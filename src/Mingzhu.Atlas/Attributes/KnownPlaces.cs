using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>A place the city has a boundary of.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedPlace(string Code, string Name);

/// <summary>
/// The places a file may name (地名与区划代码): those of the pack and those of the city's boundaries. A name, also an old or mistaken one, is read as the code it stands for; a former code as the one
/// it became; the code of a lower place that begins with a former one likewise, if there is such a place.
/// </summary>
internal sealed class KnownPlaces
{
    private readonly Jurisdictions _jurisdictions;
    private readonly NameDictionary _names;
    private readonly Dictionary<string, NamedPlace> _byCode = [];
    private readonly Dictionary<string, string?> _codeOf = [];

    public KnownPlaces(Pack pack, IEnumerable<NamedPlace> boundaries)
    {
        (_jurisdictions, _names) = (Jurisdictions.Of(pack), NameDictionary.Of(pack));
        foreach (var place in Official().Concat(boundaries))
        {
            if (!_byCode.TryAdd(place.Code, place))
                continue;
            // A name that two places have stands for neither.
            var name = _names.Spell(place.Name);
            _codeOf[name] = _codeOf.ContainsKey(name) ? null : place.Code;
        }
    }

    /// <summary>The code a text stands for. A code nobody knows may be that of a lower place or of a compound and is kept; a name nobody knows leads nowhere: wrong where the field is required.</summary>
    public ReadValue Read(string text, bool required)
    {
        if (_byCode.Count == 0 || _byCode.ContainsKey(text))
            return new(text);
        if (Renamed(text) is { } now)
        {
            return new(now.Code, null, new("place.renamed", new(
                $"'{text}' 是原代码，现为 {now.Code} {now.Name}", $"'{text}' is a former code; it is now {now.Code} {now.Name}")));
        }

        if (_codeOf.GetValueOrDefault(_names.Spell(text)) is { } code)
            return new(code, null, new("place.by-name", new($"'{text}' 读作 {code} {_byCode[code].Name}", $"'{text}' was read as {code} {_byCode[code].Name}")));
        if (text.All(char.IsAscii) && _byCode.Keys.Any(known => text.StartsWith(known, StringComparison.Ordinal)))
            return new(text);
        var unknown = new CellProblem("place.unknown", new(
            $"不认识地方 '{text}'；请核对代码或名称，或先导入行政边界", $"the place '{text}' is not known; check its code or name, or import the boundaries first"));
        return required && !text.All(char.IsAscii) ? new(null, unknown) : new(text, null, unknown);
    }

    private NamedPlace? Renamed(string code)
    {
        foreach (var place in Districts)
        {
            foreach (var former in place.FormerCodes.Where(former => code.StartsWith(former, StringComparison.Ordinal)))
            {
                if (_byCode.GetValueOrDefault(place.Code + code[former.Length..]) is { } now)
                    return now;
            }
        }

        return null;
    }

    private IEnumerable<NamedPlace> Official() => Districts.Concat(_jurisdictions.Zones).Select(place => new NamedPlace(place.Code, place.Name.Zh));

    private IEnumerable<Jurisdiction> Districts => _jurisdictions.City is { } city ? [city, .. _jurisdictions.Districts] : _jurisdictions.Districts;
}
