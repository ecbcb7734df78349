using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>The city was founded (建城), under its first pack.</summary>
/// <param name="PackId">The pack's id.</param>
/// <param name="Pack">The pack's bytes; the name is their hash.</param>
/// <param name="Day">The legal day.</param>
public sealed record CityFounded(string PackId, VaultName Pack, DateOnly Day) : Event
{
    internal const string Name = "city.founded";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Another pack, or another state of it, counts from now on (启用城市包).</summary>
/// <param name="PackId">The pack's id.</param>
/// <param name="Pack">The pack's bytes; the name is their hash.</param>
/// <param name="Day">The legal day.</param>
public sealed record PackAdopted(string PackId, VaultName Pack, DateOnly Day) : Event
{
    internal const string Name = "city.pack-adopted";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Which pack counts.</summary>
/// <param name="Name">Its bytes; null before the city is founded.</param>
/// <param name="Since">The fact that adopted it.</param>
/// <param name="Day">The legal day of that.</param>
public sealed record AdoptedPack(VaultName? Name, long Since, DateOnly? Day) : IView<AdoptedPack>
{
    /// <inheritdoc/>
    public static AdoptedPack Empty { get; } = new(null, 0, null);

    /// <inheritdoc/>
    public static string Stream => AdoptPack.City;

    /// <inheritdoc/>
    public AdoptedPack Apply(Fact fact) => fact.Kind switch
    {
        CityFounded.Name => fact.Read<CityFounded>() is var founded ? new(founded.Pack, fact.Seq, founded.Day) : this,
        PackAdopted.Name => fact.Read<PackAdopted>() is var adopted ? new(adopted.Pack, fact.Seq, adopted.Day) : this,
        _ => this,
    };

    /// <inheritdoc/>
    public static byte[] ToBytes(AdoptedPack view) => JsonSerializer.SerializeToUtf8Bytes(view, FactJson.Options);

    /// <inheritdoc/>
    public static AdoptedPack? FromBytes(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<AdoptedPack>(bytes, FactJson.Options);
}

/// <summary>Adopts a pack: from the next act on its rules count. The rooms read their files of it before, so that <see cref="Pack.Problems"/> is complete.</summary>
public sealed record AdoptPack : Command
{
    private readonly Pack _pack;
    private readonly VaultName _name;

    private AdoptPack(Guid id, Pack pack, VaultName name)
        : base(id, City) => (_pack, _name) = (pack, name);

    internal const string City = "city";

    /// <summary>The command to adopt this pack; its bytes are put into the vault.</summary>
    public static AdoptPack Of(Guid id, Pack pack, Vault vault) => new(id, pack, new VaultName(vault.Put(pack.ToBytes())));

    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var reasons = Faults(_pack).ToList();
        if (context.View<AdoptedPack>().Name == _name)
            reasons.Add(new Refusal("pack.already-adopted", new($"城市包 {_pack.Id} 的这一版本已经启用", $"this state of pack {_pack.Id} is already adopted")));
        return reasons is []
            ? new Decision<Event>.Taken([new PackAdopted(_pack.Id, _name, context.Today)])
            : new Decision<Event>.Refused([.. reasons]);
    }

    /// <summary>How facts are hashed under a pack: what it says as <c>hash</c>, else SHA-256.</summary>
    internal static string WayToHash(Pack pack) => pack.Root["hash"].TextOrNull() ?? Chain.Sha256;

    /// <summary>Why a pack cannot count.</summary>
    internal static IEnumerable<Refusal> Faults(Pack pack)
    {
        var problems = pack.Problems.Select(problem => new Refusal("pack.problem", new(problem.In(Language.Zh), problem.In(Language.En))));
        var (zone, hash) = (pack.Root["timeZone"], pack.Root["hash"]);
        if (hash.TextOrNull() is { } way && !Chain.Ways.Contains(way))
        {
            problems = problems.Append(new Refusal("pack.hash", new(
                $"{hash.File}:{hash.Line}: hash“{way}”应为 {string.Join("、", Chain.Ways)} 之一", $"{hash.File}:{hash.Line}: hash '{way}' should be one of {string.Join(", ", Chain.Ways)}")));
        }

        return Calendar.ZoneOf(pack) is not null ? problems : problems.Append(new Refusal("pack.time-zone", new(
            $"{zone.File}:{zone.Line}: timeZone“{zone.TextOrNull()}”不是本机已知的时区；例如 Asia/Shanghai", $"{zone.File}:{zone.Line}: timeZone '{zone.TextOrNull()}' is no time zone this machine knows; for example Asia/Shanghai")));
    }
}

/// <summary>Founds the city: the first act.</summary>
internal sealed record FoundCity(Guid Id, Pack Pack, VaultName Name, DateOnly Day) : Command(Id, AdoptPack.City, 0)
{
    public override Decision<Event> Decide(Context context) => new Decision<Event>.Taken([new CityFounded(Pack.Id, Name, Day)]);
}

/// <summary>The legal day: that of the pack's time zone.</summary>
internal static class Calendar
{
    /// <summary>The time zone of a pack; null if it names none this machine knows.</summary>
    public static TimeZoneInfo? ZoneOf(Pack pack) => pack.Root["timeZone"].TextOrNull() is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>Today under a pack.</summary>
    /// <exception cref="RefusedException">This machine does not know the pack's time zone.</exception>
    public static DateOnly Today(Pack pack, TimeProvider time) => ZoneOf(pack) is { } zone
        ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime)
        : throw new RefusedException(AdoptPack.Faults(pack));
}
