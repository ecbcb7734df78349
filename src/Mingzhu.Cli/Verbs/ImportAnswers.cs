using System.CommandLine;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>The options by which a user answers what a file can't say.</summary>
internal sealed class ImportAnswers(Options options)
{
    private readonly Option<string[]> _as = options.Option<string[]>(
        "--as", "LAYER|NAME=LAYER", "作为哪个图层；文件有多个图层时写成 文件图层=标准图层，可多次给出，none 表示不导入", "which layer it is; for a file of several, name=layer, repeated; none leaves one out");
    private readonly Option<string?> _asOf = options.Option<string?>("--as-of", "DATE", "数据描述的日期", "the day the data describe");
    private readonly Option<string?> _crs = options.Option<string?>("--crs", "EPSG:4490|GCJ-02|…", "坐标系", "coordinate system");
    private readonly Option<string?> _encoding = options.Option<string?>("--encoding", "GB18030|UTF-8|…", "文字编码", "text encoding");
    private readonly Option<string?> _x = options.Option<string?>("--x", "COLUMN", "经度或 x 所在的列", "column of longitude or x");
    private readonly Option<string?> _y = options.Option<string?>("--y", "COLUMN", "纬度或 y 所在的列", "column of latitude or y");
    private readonly Option<string?> _layer = options.Option<string?>("--layer", "NAME", "只读文件中的这个图层", "read only this layer of the file");
    private readonly Option<string?> _sheet = options.Option<string?>("--sheet", "NAME", "只读工作簿中的这张工作表", "read only this sheet of the workbook");
    private readonly Option<string[]> _columns = options.Option<string[]>("--column", "FIELD=HEADING", "字段在文件中的列名，可多次给出", "under which heading the file has a field; may be repeated");
    private readonly Option<string[]> _units = options.Option<string[]>("--unit", "FIELD=UNIT", "字段在文件中的单位，可多次给出", "in which unit the file has a field; may be repeated");
    private readonly Option<string?> _table = options.Option<string?>("--osm-table", "NAME", "osm.yaml 中的另一张对照表", "a second mapping table of osm.yaml");
    private readonly Option<bool> _skip = options.Option<bool>("--skip-bad-rows", "", "略去有错的行，导入其余", "leave bad rows out and import the others");

    public void AddTo(Command verb) => verb.Add(_as, _asOf, _crs, _encoding, _x, _y, _layer, _sheet, _columns, _units, _table, _skip);

    public ImportRequest Request(string file, ParseResult parsed)
    {
        var given = parsed.GetValue(_as) ?? [];
        var plain = given.Where(one => !one.Contains('=', StringComparison.Ordinal)).ToArray();
        if (plain.Length > 1)
            throw Wrong("import.as", new($"--as 给出了 {string.Join("、", plain)}；多个图层请写成 --as 文件图层=标准图层", $"--as says {string.Join(", ", plain)}; for several layers write --as name=layer"));
        return new ImportRequest(
            file, plain.FirstOrDefault(), Day(parsed.GetValue(_asOf)), parsed.GetValue(_crs), parsed.GetValue(_encoding), parsed.GetValue(_x), parsed.GetValue(_y), parsed.GetValue(_table),
            parsed.GetValue(_skip), parsed.GetValue(_layer), Pairs(parsed.GetValue(_columns) ?? [], "import.column", "--column", new("字段=列名，例如 code=NATCODE", "field=heading, for example code=NATCODE"), split: pair => pair.IndexOf('=', StringComparison.Ordinal)),
            parsed.GetValue(_sheet), Pairs([.. given.Except(plain)], "import.as", "--as", new("文件图层=标准图层，例如 GYLD=parks", "name=layer, for example GYLD=parks"), split: pair => pair.LastIndexOf('=')),
            Pairs(parsed.GetValue(_units) ?? [], "import.unit", "--unit", new("字段=单位，例如 gross_floor_area_m2=万平方米", "field=unit, for example gross_floor_area_m2=万平方米"), split: pair => pair.IndexOf('=', StringComparison.Ordinal)));
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong("import.as-of", new($"--as-of '{text}' 不是日期，请写成 2026-01-31", $"--as-of '{text}' is no date; write 2026-01-31"));

    /// <summary>"left=right" by left; null if none is given. A name of a file may hold '=' itself, an id of ours never does, so <paramref name="split"/> says where to part it.</summary>
    private static Dictionary<string, string>? Pairs(string[] given, string code, string option, Wording shape, Func<string, int> split)
    {
        var pairs = given.Select(pair => (Pair: pair, At: split(pair))).ToArray();
        foreach (var (pair, _) in pairs.Where(pair => pair.At < 1 || pair.At == pair.Pair.Length - 1))
            throw Wrong(code, new($"{option} '{pair}' 应写成 {shape.Zh}", $"{option} '{pair}' should be {shape.En}"));
        return pairs is [] ? null : pairs.GroupBy(pair => pair.Pair[..pair.At], StringComparer.Ordinal).ToDictionary(left => left.Key, left => left.Last().Pair[(left.Last().At + 1)..], StringComparer.Ordinal);
    }

    private static RefusedException Wrong(string code, Wording says) => new(new Refusal(code, says));
}
