using System.Text.Json;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>What keeps a city: verify, audit, erase, backup, restore, as typed.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mingzhu-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_city_is_backed_up_and_restored_and_both_say_the_same()
    {
        await Done("new --city city --pack generic");
        var head = Head(await Done("verify --city city --json"));

        (await Done("backup --city city --to b.zip")).Out.ShouldContain("1 条事实，1 个文件");
        (await Done("restore --from b.zip --city again")).Out.ShouldContain(head);

        Head(await Done("verify --city again --json --head " + head)).ShouldBe(head);
        (await Type("backup --city city --to b.zip")).ShouldSatisfyAllConditions(said => said.Code.ShouldBe(Terminal.Refused), said => said.Error.ShouldContain("[backup.exists]"));
        (await Type("restore --from b.zip --city other --seq 1 --as-of 2026-01-01")).Error.ShouldContain("[restore.two-moments]");
        (await Type("restore --from b.zip --city other --as-of yesterday")).Code.ShouldBe(Terminal.Misuse);
        (await Type("restore --from city.json --city other")).Error.ShouldContain("[restore.no-backup]");
    }

    [Fact]
    public async Task What_happened_to_a_thing_is_shown_as_of_a_day()
    {
        await Done("new --city city --pack generic");

        var chinese = (await Done("audit --city city --stream city")).Out;
        var english = (await Done("audit --city city --stream city --lang en")).Out;
        using var json = JsonDocument.Parse((await Done("audit --city city --stream city --json")).Out);

        chinese.ShouldContain("operator  建城");
        chinese.ShouldContain("  packId: generic  (#1)");
        english.ShouldContain("operator  city founded");
        json.RootElement.GetProperty("facts")[0].GetProperty("kind").GetString().ShouldBe("city.founded");
        json.RootElement.GetProperty("stood").GetProperty("packId").GetProperty("value").GetString().ShouldBe("generic");
        (await Type("audit --city city --stream city --as-of 2020-01-01")).Error.ShouldContain("[audit.nothing]");
        (await Type("audit --city city --stream parks")).Error.ShouldContain("账本中没有“parks”");
    }

    [Fact]
    public async Task A_signed_head_is_checked_by_its_key()
    {
        await Done("new --city city --pack generic");
        var signed = (await Done("head --city city")).Out.Trim();
        File.WriteAllText(Path.Combine(_folder, "public.pem"), (await Done("head --city city --public")).Out);

        await Done($"verify --city city --head {signed} --head-key public.pem");
        (await Type($"verify --city city --head {signed.Replace("1:", "2:")}")).Error.ShouldContain("[verify.head-signature]");
        (await Type("verify --city city --head never")).Error.ShouldContain("[verify.head]");
        File.Exists(Path.Combine(_folder, "city.head.pem")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_pack_in_use_cannot_be_erased_and_a_name_must_be_one()
    {
        await Done("new --city city --pack generic");
        using var json = JsonDocument.Parse((await Done("audit --city city --stream city --json")).Out);
        var pack = json.RootElement.GetProperty("stood").GetProperty("pack").GetProperty("value").GetString()!["vault:".Length..];

        (await Type($"erase {pack} --city city --reason x")).Error.ShouldContain("[vault.erase-pack]");
        (await Type("erase parks --city city --reason x")).Error.ShouldContain("[vault.no-name]");
    }

    private static string Head(Said said)
    {
        using var json = JsonDocument.Parse(said.Out);
        return json.RootElement.GetProperty("head").GetString()!;
    }

    private Task<Said> Type(string line) => Shell.Type(_folder, line.Split(' '));

    private async Task<Said> Done(string line)
    {
        var said = await Type(line);
        said.Code.ShouldBe(Terminal.Done, said.Error);
        return said;
    }
}
