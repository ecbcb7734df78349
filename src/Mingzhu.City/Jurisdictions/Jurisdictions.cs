using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>What kind of authority a place has (行政区类别).</summary>
public enum JurisdictionKind : byte
{
    /// <summary>地级市.</summary>
    PrefectureLevelCity,

    /// <summary>市辖区.</summary>
    UrbanDistrict,

    /// <summary>县.</summary>
    County,

    /// <summary>县级市.</summary>
    CountyLevelCity,

    /// <summary>功能区: governed by a management committee, without an official code.</summary>
    Zone,
}

/// <summary>A place with an authority of its own (行政区或功能区).</summary>
/// <param name="Code">Official six digits, or for a zone a code of our own.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FormerCodes">Official codes it had before: older data still carry them.</param>
/// <param name="Source">Where the code stands.</param>
public sealed record Jurisdiction(string Code, Wording Name, JurisdictionKind Kind, ImmutableArray<string> FormerCodes, Citation Source);

/// <summary>Places that a rule names together: 中心城区.</summary>
/// <param name="Id">Its id, in rules.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Codes of districts and zones.</param>
/// <param name="Source">The rule that names them.</param>
public sealed record JurisdictionGroup(string Id, Wording Name, ImmutableArray<string> Members, Citation Source);

/// <summary>The city, its districts and zones by code (行政区划), from jurisdictions.yaml. Empty where places come from a boundary layer.</summary>
/// <param name="City">The whole; null if the pack names none.</param>
/// <param name="Districts">Districts, counties and county-level cities, in written order.</param>
/// <param name="Zones">Functional zones: beside the districts, overlapping them.</param>
/// <param name="Groups">Named groups of the two.</param>
public sealed record Jurisdictions(
    Jurisdiction? City, ImmutableArray<Jurisdiction> Districts, ImmutableArray<Jurisdiction> Zones, ImmutableArray<JurisdictionGroup> Groups)
{
    private const int OfficialLength = 6;

    /// <summary>Reads jurisdictions.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Jurisdictions Of(Pack pack)
    {
        var file = pack.File("jurisdictions.yaml");
        file.OnlyKeys("city", "districts", "zones", "groups");
        var codes = new HashSet<string>();
        var city = file["city"].Exists ? Official(file["city"], codes, prefix: "") : null;
        var prefix = city?.Code[..Math.Min(4, city.Code.Length)] ?? "";
        var districts = file["districts"].Items().Select(node => Official(node, codes, prefix)).ToImmutableArray();
        var zones = file["zones"].Items().Select(node => Zone(node, codes)).ToImmutableArray();
        var groups = file["groups"].Items().Select(node => Group(node, codes)).ToImmutableArray();
        return new Jurisdictions(city, districts, zones, groups);
    }

    /// <summary>The place with a code, also with a former one; null if there is none.</summary>
    public Jurisdiction? Find(string code) => All.FirstOrDefault(place => place.Code == code) ?? All.FirstOrDefault(place => place.FormerCodes.Contains(code));

    private IEnumerable<Jurisdiction> All => [.. City is null ? [] : new[] { City }, .. Districts, .. Zones];

    private static Jurisdiction Official(PackNode node, HashSet<string> codes, string prefix)
    {
        node.OnlyKeys("code", "name", "kind", "former-codes", "source");
        var code = node["code"].Text();
        if (!LooksOfficial(code) || !code.StartsWith(prefix, StringComparison.Ordinal))
            node["code"].Report(new($"“{code}”应为六位行政区划代码，以 {prefix} 开头", $"'{code}': an official code of six digits beginning with {prefix} is expected"));
        Unique(node["code"], code, codes);
        return new Jurisdiction(code, node["name"].Wording(), Kind(node["kind"]), [.. node["former-codes"].Texts()], node["source"].Citation());
    }

    private static Jurisdiction Zone(PackNode node, HashSet<string> codes)
    {
        node.OnlyKeys("code", "name", "source");
        var code = node["code"].Text();
        if (code.Length == 0 || char.IsAsciiDigit(code[0]))
            node["code"].Report(new($"功能区代码“{code}”不得像行政区划代码", $"the code '{code}' of a zone must not look like an official one"));
        Unique(node["code"], code, codes);
        return new Jurisdiction(code, node["name"].Wording(), JurisdictionKind.Zone, [], node["source"].Citation());
    }

    private static JurisdictionGroup Group(PackNode node, HashSet<string> codes)
    {
        node.OnlyKeys("id", "name", "members", "source");
        foreach (var member in node["members"].Items().Where(member => !codes.Contains(member.Text())))
            member.Report(new($"没有代码为“{member.TextOrNull()}”的地方", $"there is no place with the code '{member.TextOrNull()}'"));
        return new JurisdictionGroup(node["id"].Text(), node["name"].Wording(), [.. node["members"].Texts()], node["source"].Citation());
    }

    private static JurisdictionKind Kind(PackNode node)
    {
        JurisdictionKind? kind = node.Text() switch
        {
            "prefecture-level-city" => JurisdictionKind.PrefectureLevelCity,
            "urban-district" => JurisdictionKind.UrbanDistrict,
            "county" => JurisdictionKind.County,
            "county-level-city" => JurisdictionKind.CountyLevelCity,
            _ => null,
        };
        if (kind is null)
            node.Report(new("应为 prefecture-level-city、urban-district、county 或 county-level-city", "prefecture-level-city, urban-district, county or county-level-city is expected"));
        return kind ?? JurisdictionKind.County;
    }

    private static bool LooksOfficial(string code) => code.Length == OfficialLength && code.All(char.IsAsciiDigit);

    private static void Unique(PackNode node, string code, HashSet<string> codes)
    {
        if (!codes.Add(code))
            node.Report(new($"代码“{code}”出现两次", $"the code '{code}' stands twice"));
    }
}
