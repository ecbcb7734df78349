using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu audit</c>: a thing as it stood on a day, and every act that made it so.</summary>
internal static class AuditVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var stream = options.Option<string>("--stream", "STREAM", "对象，如 city、layers、vault", "the thing: city, layers, vault …", required: true);
        var asOf = options.Day("--as-of", "到这一天结束时", "as of the end of this day");
        var json = options.Json();
        var verb = options.Verb("audit", "查看一个对象在某日的状态及其全部记录", "show a thing as it stood on a day, and every act that made it so", "mingzhu audit --city city --stream city --as-of 2026-06-30");
        verb.Add(city, stream, asOf, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var (name, day) = (parsed.GetRequiredValue(stream), parsed.GetValue(asOf));
            var facts = lease.Workspace.History(name, day);
            if (facts.Count == 0)
                return Task.FromResult(terminal.Refuse(new Refusal("audit.nothing", day is null
                    ? new($"账本中没有“{name}”；对象名如 city、layers、vault、check-up/MOHURD-2025/2026", $"the ledger knows no '{name}'; things are called city, layers, vault, check-up/MOHURD-2025/2026 …")
                    : new($"到 {day:yyyy-MM-dd} 为止，账本中没有“{name}”", $"up to {day:yyyy-MM-dd} the ledger knows no '{name}'"))));
            var zone = lease.Workspace.Zone;
            if (parsed.GetValue(json))
                terminal.Write(new
                {
                    stream = name, asOf = day, facts = facts.Select(fact => new
                    {
                        fact.Seq, fact.Version, at = TimeZoneInfo.ConvertTime(fact.When, zone), fact.Actor, fact.Post, fact.Kind, fact.Command, body = JsonSerializer.Deserialize<JsonElement>(fact.Body.Span), fact.Alg,
                        hash = Convert.ToHexStringLower(fact.Hash.Span),
                    }),
                    stood = Standing(facts).ToDictionary(value => value.Name, value => new { value.Value, value.Seq }),
                });
            else
                Tell(facts, zone, terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Tell(IReadOnlyList<Fact> facts, TimeZoneInfo zone, Terminal terminal)
    {
        foreach (var fact in facts)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"#{fact.Seq}  v{fact.Version}  {TimeZoneInfo.ConvertTime(fact.When, zone):yyyy-MM-dd HH:mm:ss}  {fact.Actor}{(fact.Post.Length > 0 ? $" ({fact.Post})" : "")}  {FactWords.Of(fact.Kind).In(terminal.Language)}"));
            foreach (var (name, value) in Properties(fact))
                terminal.Out.WriteLine($"    {name}: {Short(value)}");
        }

        terminal.Say(new("其时状态（每项取最后一次记录）：", "as it stood (each value as last recorded):"));
        foreach (var (name, value, seq) in Standing(facts))
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {Short(value)}  (#{seq})"));
    }

    /// <summary>Every value that any of the facts gave, as the last of them gave it, and which that was.</summary>
    private static IEnumerable<(string Name, JsonElement Value, long Seq)> Standing(IReadOnlyList<Fact> facts)
    {
        var stood = new SortedDictionary<string, (JsonElement Value, long Seq)>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            foreach (var (name, value) in Properties(fact))
                stood[name] = (value, fact.Seq);
        }

        return stood.Select(value => (value.Key, value.Value.Value, value.Value.Seq));
    }

    private static IEnumerable<(string Name, JsonElement Value)> Properties(Fact fact) => JsonSerializer.Deserialize<JsonElement>(fact.Body.Span).EnumerateObject().Select(property => (property.Name, property.Value));

    private static string Short(JsonElement value)
    {
        const int Most = 300;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, FactJson.Options);
        return text.Length <= Most ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Most]}… ({text.Length})");
    }
}

/// <summary>What kinds of facts are called; one that has no word here is shown by its kind.</summary>
internal static class FactWords
{
    private static readonly Dictionary<string, Wording> Words = new(StringComparer.Ordinal)
    {
        ["city.founded"] = new("建城", "city founded"),
        ["city.pack-adopted"] = new("启用城市包", "pack adopted"),
        ["city.restored"] = new("恢复到过去", "city restored to an earlier moment"),
        ["vault.file-erased"] = new("销毁文件", "file erased"),
        ["atlas.layers-imported"] = new("导入图层", "layers imported"),
        ["checkup.run-completed"] = new("完成体检", "check-up completed"),
        ["checkup.scenario-kept"] = new("保存试算方案", "scenario kept"),
        ["checkup.scenario-dropped"] = new("删除试算方案", "scenario dropped"),
        ["people.organisation-seeded"] = new("由城市包建立组织", "organisation seeded from the pack"),
        ["people.organisation-imported"] = new("导入组织", "organisation imported"),
        ["people.body-founded"] = new("设立机构", "body founded"),
        ["people.body-ended"] = new("撤销机构", "body ended"),
        ["people.part-taken"] = new("参加机构", "part taken in a body"),
        ["people.part-ended"] = new("退出机构", "part in a body ended"),
        ["people.post-made"] = new("设岗", "post made"),
        ["people.post-closed"] = new("撤岗", "post closed"),
        ["people.post-given"] = new("任职", "post given"),
        ["people.post-left"] = new("离任", "post left"),
        ["people.post-delegated"] = new("授权代行", "post delegated"),
        ["people.delegation-ended"] = new("代行结束", "delegation ended"),
        ["people.person-erased"] = new("删除个人信息", "person erased"),
        ["civic.experts-imported"] = new("专家入库", "experts brought in"),
        ["civic.draw-opened"] = new("开启专家抽取", "draw of experts opened"),
        ["civic.draw-witnessed"] = new("监督人取值", "draw witnessed"),
        ["civic.draw-revealed"] = new("揭示种子、产生名单", "draw revealed"),
        ["civic.seat-refused"] = new("专家拒绝、补抽", "seat not taken"),
        ["civic.draw-cancelled"] = new("作废抽取", "draw given up"),
    };

    public static Wording Of(string kind) => Words.TryGetValue(kind, out var words) ? words : Wording.Same(kind);
}
