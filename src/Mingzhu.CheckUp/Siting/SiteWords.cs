using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>How the pack calls what a selection speaks of: layers, kinds, fields and codes (选址用语).</summary>
internal sealed partial class SiteWords(Pack pack)
{
    private readonly ImmutableArray<LayerSchema> _layers = LayerSchema.Of(pack);
    private readonly FacilityKinds _kinds = FacilityKinds.Of(pack);

    /// <summary>A facility kind or a layer and which of its rows: 公共服务设施（类别 = 易涝点）.</summary>
    public Wording Target(SiteTarget target)
    {
        var name = _kinds.Find(target.Name)?.Name ?? Layer(target.Name);
        return target.Where is { } where && Condition(target.Name, where) is var only ? new($"{name.Zh}（{only.Zh}）", $"{name.En} ({only.En})") : name;
    }

    /// <summary>The same in as few words as a head of a column has room for: 蓝线、绿线 rather than 三区三线（类别 IN (蓝线, 绿线)）.</summary>
    public Wording Short(SiteTarget target)
    {
        const int most = 2;
        var name = _kinds.Find(target.Name)?.Name ?? Layer(target.Name);
        if (target.Where is not { Fields.Length: 1 } where || where.ToString() is var text && (text.Contains("NOT", StringComparison.Ordinal) || text.Contains("<>", StringComparison.Ordinal)))
            return name;
        var fields = Fields(_kinds.Find(target.Name) is null ? target.Name : FacilityLayer, where);
        string[] codes = [.. Token().Matches(text).Select(token => token.Groups["text"]).Where(literal => literal.Success).Select(literal => literal.Value)];
        return codes.Length == 0 ? name : new(
            string.Join("、", codes.Take(most).Select(code => fields.Select(field => field.Titles.GetValueOrDefault(code)).FirstOrDefault(title => title is not null) ?? code)) + (codes.Length > most ? "等" : ""),
            string.Join(", ", codes.Take(most)) + (codes.Length > most ? " …" : ""));
    }

    /// <summary>The name of a layer; its id where the pack knows none.</summary>
    public Wording Layer(string id) => _layers.FirstOrDefault(layer => layer.Id == id)?.Name ?? Wording.Same(id);

    /// <summary>The name of a kind; its id where the pack knows none.</summary>
    public Wording Kind(string id) => _kinds.Find(id)?.Name ?? Wording.Same(id);

    /// <summary>A condition: in Chinese with the headings and words of the layer, in English as it is written.</summary>
    public Wording Condition(string layer, Expression where)
    {
        var fields = Fields(_kinds.Find(layer) is null ? layer : FacilityLayer, where);
        var text = where.ToString();
        var chinese = Token().Replace(text, token => token.Groups["text"] is { Success: true } literal
            ? fields.Select(field => field.Titles.GetValueOrDefault(literal.Value)).FirstOrDefault(title => title is not null) ?? literal.Value
            : fields.FirstOrDefault(field => field.Id == token.Value) is { } known ? Heading(known) : token.Value);
        return new(chinese, text);
    }

    /// <summary>The fields a condition looks at: 用地性质、登记.</summary>
    public Wording Headings(string layer, Expression where) =>
        new(string.Join("、", where.Fields.Select(id => Field(layer, id) is { } known ? Heading(known) : id)), string.Join(", ", where.Fields));

    /// <summary>What a row says in the fields a condition looks at: 用地性质 空闲地.</summary>
    public Wording Values(Layer layer, int row, Expression where)
    {
        var said = where.Fields.Select(id => (Field: Field(layer.Id, id), Id: id, Value: layer[row][id])).ToArray();
        return new(
            string.Join("、", said.Select(each => $"{(each.Field is null ? each.Id : Heading(each.Field))} {Written(each.Value, each.Field, Language.Zh)}")),
            string.Join(", ", said.Select(each => $"{each.Id} {Written(each.Value, each.Field, Language.En)}")));
    }

    /// <summary>Whether the pack knows a layer.</summary>
    public bool Knows(string layer) => _layers.Any(known => known.Id == layer);

    /// <summary>Whether the pack knows a field of a layer.</summary>
    public bool Knows(string layer, string field) => Field(layer, field) is not null;

    /// <summary>The fields of a layer.</summary>
    public IEnumerable<string> FieldsOf(string layer) => _layers.FirstOrDefault(known => known.Id == layer)?.Fields.Select(field => field.Id) ?? [];

    /// <summary>The layer facilities stand in.</summary>
    public const string FacilityLayer = "facilities";

    private FieldSchema? Field(string layer, string id) => _layers.FirstOrDefault(known => known.Id == layer)?.Fields.FirstOrDefault(field => field.Id == id);

    private FieldSchema[] Fields(string layer, Expression where) => [.. where.Fields.Select(id => Field(layer, id)).OfType<FieldSchema>()];

    private static string Heading(FieldSchema field) => field.Headings is [var heading, ..] ? heading : field.Id;

    private static string Written(object? value, FieldSchema? field, Language language) => value switch
    {
        null => new Wording("未注明", "not said").In(language),
        bool yes => yes ? new Wording("是", "yes").In(language) : new Wording("否", "no").In(language),
        double real => Shown.Number(real, 1, fixedDecimals: false),
        string text when language == Language.Zh && field?.Titles.GetValueOrDefault(text) is { } title => title,
        _ => FormattableString.Invariant($"{value}"),
    };

    // A literal, or a bare word that may name a field.
    [GeneratedRegex(@"'(?<text>[^']*)'|[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Token();
}
