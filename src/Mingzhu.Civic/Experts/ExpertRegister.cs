using System.Text.Json;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>Who an expert is (专家个人信息). Stands in the registry, encrypted and erasable; facts know only <see cref="Id"/>.</summary>
public sealed record ExpertPerson
{
    /// <summary>Opaque, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>编号: how the office numbers its experts; by it a row of a workbook finds the expert again.</summary>
    public required string Number { get; init; }

    /// <summary>姓名.</summary>
    public required string Name { get; init; }

    /// <summary>联系电话; null if not given.</summary>
    public string? Telephone { get; init; }

    /// <summary>The registry's version it was read with; 0 for a new one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal long Version { get; init; }
}

/// <summary>The names of the experts and the secret seeds of draws that are open, in the registry (专家登记).</summary>
/// <param name="Registry">The registry.</param>
public sealed record ExpertRegister(Registry Registry)
{
    private const string Person = "expert", ByNumber = "expert-number", Seed = "draw-seed";

    /// <summary>An expert; null if there is none, or the person was erased.</summary>
    public ExpertPerson? Find(string id) => Registry.Find(Person, id) is { } row ? Read(row) : null;

    /// <summary>The expert of a number; null if there is none.</summary>
    public ExpertPerson? FindByNumber(string number) => Registry.FindBy(Person, ByNumber, number).Select(Read).FirstOrDefault();

    /// <summary>Writes experts, all or none.</summary>
    public void Write(IEnumerable<ExpertPerson> people) => Registry.Write(people.Select(person => new RegistryRow(Person, person.Id, person.Id, person.Version, JsonSerializer.SerializeToUtf8Bytes(person, FactJson.Options))
    {
        LookUps = [new LookUp(ByNumber, person.Number, Unique: true)],
    }));

    /// <summary>Keeps the seed of a draw until it is told.</summary>
    public void KeepSeed(string draw, string seed) => Registry.Write([new RegistryRow(Seed, draw, $"draw/{draw}", 0, JsonSerializer.SerializeToUtf8Bytes(seed))]);

    /// <summary>The seed of a draw; null if it is lost or was told.</summary>
    public string? SeedOf(string draw) => Registry.Find(Seed, draw) is { } row ? JsonSerializer.Deserialize<string>(row.Body.Span) : null;

    /// <summary>Forgets a seed that is secret no longer, or of a draw that never was.</summary>
    public void DropSeed(string draw) => Registry.Write([], [(Seed, draw)]);

    private static ExpertPerson Read(RegistryRow row) => JsonSerializer.Deserialize<ExpertPerson>(row.Body.Span, FactJson.Options)! with { Version = row.Version };
}
