using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Mingzhu.City;
using YamlDotNet.RepresentationModel;

namespace Mingzhu.Web;

/// <summary>Who reads the page, as far as it matters for showing it: in which language.</summary>
public sealed class Reader(IHttpContextAccessor request)
{
    /// <summary>The language of the page.</summary>
    public Language Language { get; } = request.HttpContext?.Items[typeof(Language)] is Language chosen ? chosen : Language.Zh;

    /// <summary>The language as HTML and HTTP name it.</summary>
    public string Tag => Language == Language.Zh ? "zh-CN" : "en";

    /// <summary>A text in the language of the page.</summary>
    public string In(Wording wording) => wording.In(Language);

    /// <summary>A text in the language of the page; — where there is none.</summary>
    public string In(Wording? wording) => wording is { } says ? says.In(Language) : "—";

    /// <summary>Names one after the other, as the language of the page parts them.</summary>
    public string List(IEnumerable<string> names) => string.Join(Language == Language.Zh ? "、" : ", ", names);

    /// <summary>Sayings one after the other, as the language of the page parts them.</summary>
    public string Sayings(IEnumerable<string> sayings) => string.Join(Language == Language.Zh ? "；" : "; ", sayings);

    /// <summary>A name that is written as within a sentence, at the beginning of a line.</summary>
    public string Titled(Wording wording) => In(wording) is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name[1..] : "";
}

/// <summary>The texts of the pages: one list, two languages (<c>Words.yaml</c>). What a city's data say comes as <see cref="Wording"/> and is not in it.</summary>
public sealed class Words(Reader reader) : IStringLocalizer
{
    /// <summary>Every text by its key.</summary>
    public static FrozenDictionary<string, Wording> All { get; } = Load();

    /// <inheritdoc/>
    public LocalizedString this[string name] => All.TryGetValue(name, out var words)
        ? new LocalizedString(name, reader.In(words))
        : throw new ArgumentException($"no text of that name: {name}", nameof(name));

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(CultureInfo.InvariantCulture, this[name].Value, arguments));

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => All.Keys.Select(key => this[key]);

    private static FrozenDictionary<string, Wording> Load()
    {
        using var text = new StreamReader(typeof(Words).Assembly.GetManifestResourceStream("Words.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(text);
        return ((YamlMappingNode)yaml.Documents[0].RootNode).Children.ToFrozenDictionary(
            entry => ((YamlScalarNode)entry.Key).Value!,
            entry => new Wording(((YamlScalarNode)entry.Value["zh"]).Value!, ((YamlScalarNode)entry.Value["en"]).Value!));
    }
}
