using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mingzhu.City.Tests.Packs;

/// <summary>The JSON Schemas are for editors; here a small walker holds them to what the packs really say.</summary>
public sealed partial class SchemaTests
{
    private static readonly Dictionary<string, JsonElement> Schemas = Directory.GetFiles(Path.Combine(Repository.Packs, "schema"), "*.json")
        .ToDictionary(path => Path.GetFileName(path), path => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    public static TheoryData<string, string> Files => [.. Described().Select(file => (file.Pack, file.Name))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_key_and_value_is_in_the_schema_that_the_first_line_names(string pack, string name)
    {
        var schema = SchemaName().Match(File.ReadLines(Path.Combine(Repository.Packs, pack, name)).First()).Groups[1].Value;
        var faults = new List<string>();

        Walk(Repository.Load(pack).File(name), Schemas[schema], schema, faults);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_that_has_a_schema_names_it()
    {
        foreach (var path in Directory.GetFiles(Repository.Packs, "*.yaml", SearchOption.AllDirectories))
        {
            var schema = Path.GetFileNameWithoutExtension(path) + ".schema.json";
            if (Schemas.ContainsKey(schema) && Path.GetDirectoryName(Path.GetDirectoryName(path)) == Repository.Packs)
                SchemaName().Match(File.ReadLines(path).First()).Groups[1].Value.ShouldBe(schema, path);
        }

        Schemas.Keys.Except(Described().Select(file => SchemaName().Match(File.ReadLines(Path.Combine(Repository.Packs, file.Pack, file.Name)).First()).Groups[1].Value)).ShouldBe(["common.schema.json"]);
    }

    [Fact]
    public void The_walker_sees_an_unknown_key_a_wrong_word_and_a_missing_key()
    {
        var (broken, _) = Repository.Broken("generic", "osm.yaml", "geometry: line", "geometri: lines");
        var faults = new List<string>();

        Walk(broken.File("osm.yaml"), Schemas["osm.schema.json"], "osm.schema.json", faults);

        faults.ShouldBe(["rules[0].geometri: no such key", "rules[0]: geometry is missing"]);
    }

    private static IEnumerable<(string Pack, string Name)> Described() =>
        from pack in new[] { "generic", "liaocheng" }
        from path in Directory.GetFiles(Path.Combine(Repository.Packs, pack), "*.yaml", SearchOption.AllDirectories)
        where SchemaName().IsMatch(File.ReadLines(path).First())
        select (pack, Path.GetRelativePath(Path.Combine(Repository.Packs, pack), path).Replace('\\', '/'));

    private static void Walk(PackNode node, JsonElement schema, string file, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var parts = reference.GetString()!.Split("#/$defs/");
            var of = parts[0].Length == 0 ? file : parts[0];
            Walk(node, Schemas[of].GetProperty("$defs").GetProperty(parts[1]), of, faults);
            return;
        }

        if (schema.TryGetProperty("anyOf", out var ways))
        {
            var tried = ways.EnumerateArray().Select(way => Faults(node, way, file)).ToList();
            faults.AddRange(tried.MinBy(found => found.Count)!);
            return;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ToString() == node.TextOrNull()))
            faults.Add($"{node.Path}: '{node.TextOrNull()}' is none of the words");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(node.TextOrNull() ?? "", pattern.GetString()!))
            faults.Add($"{node.Path}: '{node.TextOrNull()}' has another pattern");
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(one => Is(node, one)))
            faults.Add($"{node.Path}: is no {type}");
        else
            WalkInto(node, schema, file, faults);
    }

    private static void WalkInto(PackNode node, JsonElement schema, string file, List<string> faults)
    {
        foreach (var (item, wanted) in node.IsList && schema.TryGetProperty("items", out var items) ? node.Items().Select(item => (item, items)) : [])
            Walk(item, wanted, file, faults);
        foreach (var (key, value) in node.Entries())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var known))
                Walk(value, known, file, faults);
            else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
                Walk(value, others, file, faults);
            else
                faults.Add($"{value.Path}: no such key");
        }

        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Where(key => !node[key.GetString()!].Exists && !node[key.GetString()!].IsList).Select(key => $"{node.Path}: {key} is missing"));
    }

    private static List<string> Faults(PackNode node, JsonElement schema, string file)
    {
        var faults = new List<string>();
        Walk(node, schema, file, faults);
        return faults;
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool Is(PackNode node, string type) => type switch
    {
        "object" => node.IsMap,
        "array" => node.IsList,
        "number" => double.TryParse(node.TextOrNull(), out _),
        "integer" => int.TryParse(node.TextOrNull(), out _),
        "boolean" => node.TextOrNull() is "true" or "false",
        _ => !node.IsMap && !node.IsList,
    };

    [GeneratedRegex(@"^# yaml-language-server: \$schema=(?:\.\./)+schema/(\S+)$")]
    private static partial Regex SchemaName();
}
