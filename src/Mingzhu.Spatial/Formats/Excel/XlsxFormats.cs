using System.Buffers;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What the number formats of a workbook make of a number: a plain number, a day, or a code with leading zeros.</summary>
internal sealed class XlsxFormats
{
    private const int MostStyles = 1 << 20;
    private static readonly SearchValues<char> DateSigns = SearchValues.Create("ymdhsYMDHS");
    private readonly List<Meaning> _ofStyle = [];

    private enum Kind : byte
    {
        Number,
        Date,
        Code,
    }

    /// <summary>Reads the part with the styles.</summary>
    public static XlsxFormats Read(ForeignXml xml)
    {
        var formats = new XlsxFormats();
        var own = new Dictionary<int, Meaning>();
        while (xml.Next())
        {
            if (!xml.IsStart)
                continue;
            if (xml.Name == "numFmt" && Number(xml["numFmtId"]) is { } id && xml["formatCode"] is { } code && own.Count < MostStyles)
                own[id] = OfCode(code);
            else if (xml.Name == "cellXfs")
                formats.ReadStyles(xml, own);
        }
        return formats;
    }

    /// <summary>What a number means in a cell of a style.</summary>
    public object Value(double number, int style, bool from1904) =>
        style >= 0 && style < _ofStyle.Count ? Value(number, _ofStyle[style], from1904) : Plain(number);

    /// <summary>What a number means under a format given by its code.</summary>
    public static object Value(double number, string? code, bool from1904) => code is null ? Plain(number) : Value(number, OfCode(code), from1904);

    /// <summary>A moment as text or, at midnight, as day.</summary>
    public static object Moment(DateTime moment) => moment.TimeOfDay == TimeSpan.Zero
        ? DateOnly.FromDateTime(moment)
        : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static object Value(double number, Meaning meaning, bool from1904) => meaning.Kind switch
    {
        Kind.Date => Date(number, from1904) ?? Plain(number),
        Kind.Code when number >= 0 && number % 1 == 0 && number < 1e15 => ((long)number).ToString(CultureInfo.InvariantCulture).PadLeft(meaning.Digits, '0'),
        _ => Plain(number),
    };

    // Whole numbers are whole: codes come back without ".0" whatever the program wrote. From 10¹⁵ on a spreadsheet's digits are not sure.
    private static object Plain(double number) => number % 1 == 0 && Math.Abs(number) < 1e15 ? (object)(long)number : number;

    private static object? Date(double number, bool from1904)
    {
        if (!(number >= 0 && number < 3_000_000))
            return null;
        var seconds = (long)Math.Round(number * 86_400);
        var (day, second) = Math.DivRem(seconds, 86_400);
        var time = TimeSpan.FromSeconds(second);
        if (day == 0 && second > 0)
            return time.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
        return ExcelDate.Day(day, from1904) is { } date ? Moment(date.ToDateTime(TimeOnly.FromTimeSpan(time))) : null;
    }

    private void ReadStyles(ForeignXml xml, Dictionary<int, Meaning> own)
    {
        if (xml.IsEmpty)
            return;
        var depth = xml.Depth;
        while (xml.NextInside(depth) && _ofStyle.Count < MostStyles)
        {
            if (xml.Name == "xf" && xml.Depth == depth + 1)
                _ofStyle.Add(Number(xml["numFmtId"]) is { } id ? own.TryGetValue(id, out var meaning) ? meaning : BuiltIn(id) : default);
        }
    }

    // By: ECMA-376 part 1 §18.8.30; 27–36 and 50–58 are the dates of Chinese, Japanese and Korean programs.
    private static Meaning BuiltIn(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) ? new(Kind.Date, 0) : default;

    private static Meaning OfCode(string code)
    {
        var positive = Bare(code);
        if (positive.Length > 1 && positive.AsSpan().IndexOfAnyExcept('0') < 0)
            return new(Kind.Code, Math.Min(positive.Length, 15));
        return positive.AsSpan().IndexOfAny(DateSigns) >= 0 && !positive.Equals("General", StringComparison.OrdinalIgnoreCase) ? new(Kind.Date, 0) : default;
    }

    // The part for positive numbers, without quoted words, escaped signs, colours and conditions. Elapsed time such as [h] is no day either.
    private static string Bare(string code)
    {
        var bare = new System.Text.StringBuilder();
        for (var at = 0; at < code.Length && code[at] != ';' && bare.Length < 255; at++)
        {
            switch (code[at])
            {
                case '"' or '[':
                    var end = code.IndexOf(code[at] == '"' ? '"' : ']', at + 1);
                    at = end < 0 ? code.Length : end;
                    break;
                case '\\' or '_' or '*':
                    at++;
                    break;
                default:
                    bare.Append(code[at]);
                    break;
            }
        }
        return bare.ToString().Trim();
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private readonly record struct Meaning(Kind Kind, int Digits);
}
