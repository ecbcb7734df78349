using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Mingzhu.City;

/// <summary>One fault of a pack, with the place where it stands (包的错误).</summary>
/// <param name="File">File within the pack: "layers.yaml".</param>
/// <param name="Line">1-based line.</param>
/// <param name="Says">What was found, what was expected.</param>
public sealed record PackProblem(string File, int Line, Wording Says)
{
    /// <summary>"layers.yaml:12: …" in one language.</summary>
    public string In(Language language) => $"{File}:{Line}: {Says.In(language)}";
}

/// <summary>
/// A value in a pack's YAML that knows its file and line. Reading never throws: what is missing or of the wrong type is reported to
/// <see cref="Problems"/> and a harmless value is returned, so one check names every fault.
/// </summary>
public sealed class PackNode
{
    private readonly YamlNode? _yaml;

    internal PackNode(string file, string path, YamlNode? yaml, int line, List<PackProblem> problems) =>
        (File, Path, _yaml, Line, Problems) = (file, path, yaml, line, problems);

    /// <summary>The file within the pack.</summary>
    public string File { get; }

    /// <summary>The way to this value: "layers[3].fields".</summary>
    public string Path { get; }

    /// <summary>1-based line where it stands (for a missing value: where its parent does).</summary>
    public int Line { get; }

    /// <summary>Every fault met while this pack was read.</summary>
    public List<PackProblem> Problems { get; }

    /// <summary>Whether anything but null is written here.</summary>
    public bool Exists => _yaml is not null and not YamlScalarNode { Value: null or "" or "~" or "null", Style: YamlDotNet.Core.ScalarStyle.Plain };

    /// <summary>Whether this is a mapping.</summary>
    public bool IsMap => _yaml is YamlMappingNode;

    /// <summary>Whether this is a list.</summary>
    public bool IsList => _yaml is YamlSequenceNode;

    /// <summary>The value under a key; one that does not <see cref="Exists"/> if there is none.</summary>
    public PackNode this[string key]
    {
        get
        {
            var child = _yaml is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;
            return Child($"{(Path.Length == 0 ? "" : Path + ".")}{key}", child);
        }
    }

    /// <summary>The items of a list, or this value alone if it is no list; empty if nothing is written.</summary>
    public IEnumerable<PackNode> Items()
    {
        if (_yaml is YamlSequenceNode list)
        {
            var index = 0;
            foreach (var item in list)
                yield return Child($"{Path}[{index++}]", item);
        }
        else if (Exists)
        {
            yield return this;
        }
    }

    /// <summary>The entries of a mapping in written order; empty if this is none.</summary>
    public IEnumerable<(string Key, PackNode Value)> Entries()
    {
        if (_yaml is not YamlMappingNode map)
            yield break;
        foreach (var (key, value) in map)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            yield return (name, Child($"{(Path.Length == 0 ? "" : Path + ".")}{name}", value));
        }
    }

    /// <summary>The text here; reported if missing.</summary>
    public string Text() => TextOrNull() ?? Fault("", new("缺少文本", "text is missing"));

    /// <summary>The text here, or null.</summary>
    public string? TextOrNull() => Exists ? (_yaml as YamlScalarNode)?.Value : null;

    /// <summary>The number here; reported if missing or no number.</summary>
    public double Number() => NumberOrNull() ?? Fault(0d, new("应为数字", "a number is expected"));

    /// <summary>The number here, or null if nothing is written; reported if it is no number.</summary>
    public double? NumberOrNull()
    {
        if (TextOrNull() is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : Fault<double?>(null, new($"“{text}”不是数字", $"'{text}' is no number"));
    }

    /// <summary>The whole number here; reported if missing or none.</summary>
    public int Integer() => NumberOrNull() is { } number && number == Math.Truncate(number) && Math.Abs(number) < int.MaxValue
        ? (int)number
        : Fault(0, new("应为整数", "a whole number is expected"));

    /// <summary>true or false; <paramref name="missing"/> if nothing is written.</summary>
    public bool Flag(bool missing = false) => TextOrNull() switch
    {
        null => missing,
        "true" => true,
        "false" => false,
        var other => Fault(missing, new($"“{other}”应为 true 或 false", $"'{other}': true or false is expected")),
    };

    /// <summary>The day here, or null if nothing is written; reported if it is no yyyy-MM-dd.</summary>
    public DateOnly? DayOrNull() => TextOrNull() is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Fault<DateOnly?>(null, new($"“{text}”不是 yyyy-MM-dd 日期", $"'{text}' is no yyyy-MM-dd date"));

    /// <summary>A name or sentence in both languages: <c>{zh: …, en: …}</c>, or one text for both.</summary>
    public Wording Wording()
    {
        if (_yaml is YamlScalarNode)
            return City.Wording.Same(Text());
        return new Wording(this["zh"].Text(), this["en"].Text());
    }

    /// <summary>As <see cref="Wording"/>, or null if nothing is written.</summary>
    public Wording? WordingOrNull() => Exists ? Wording() : null;

    /// <summary>A citation: <c>{source, clause, date, confidence}</c> or <c>none</c>; a missing one is reported, for every rule in a pack cites its source.</summary>
    public Citation Citation()
    {
        if (_yaml is YamlScalarNode)
            return Text() is "none" ? City.Citation.None : new Citation(Text());
        if (!Exists)
            return Fault(City.Citation.None, new("每条规则须注明 source（无来源写 none）", "every rule cites its source, or says 'source: none'"));
        return new Citation(this["source"].Text(), this["clause"].TextOrNull(), this["date"].DayOrNull(), this["confidence"].TextOrNull());
    }

    /// <summary>The expression here; reported, with the column, if it cannot be read. If nothing is written: always yes.</summary>
    public Expression Expression()
    {
        if (TextOrNull() is not { } text)
            return City.Expression.True;
        return City.Expression.TryParse(text, out var expression, out var problem)
            ? expression
            : Fault(City.Expression.True, new($"表达式第 {problem.Column} 列：{problem.Says.Zh}", $"expression, column {problem.Column}: {problem.Says.En}"));
    }

    /// <summary>All texts of a list (or the one text).</summary>
    public IEnumerable<string> Texts() => Items().Select(item => item.Text());

    /// <summary>Reports every key that is not among the known ones.</summary>
    public void OnlyKeys(params ReadOnlySpan<string> known)
    {
        foreach (var (key, value) in Entries())
        {
            if (!known.Contains(key))
                value.Report(new($"未知的键“{key}”", $"unknown key '{key}'"));
        }
    }

    /// <summary>Reports a fault here.</summary>
    public void Report(Wording says) => Problems.Add(new PackProblem(File, Line, new(
        Path.Length == 0 ? says.Zh : $"{Path}：{says.Zh}", Path.Length == 0 ? says.En : $"{Path}: {says.En}")));

    private T Fault<T>(T harmless, Wording says)
    {
        Report(says);
        return harmless;
    }

    private PackNode Child(string path, YamlNode? child) => new(File, path, child, child is null ? Line : (int)child.Start.Line, Problems);
}
