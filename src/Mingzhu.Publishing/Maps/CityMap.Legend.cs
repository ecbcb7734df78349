using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;

namespace Mingzhu.Publishing.Maps;

// The column beside the map.
internal sealed partial class CityMap
{
    private void PlacesLegend(PlaceMap map)
    {
        var indicator = map.Line.Indicator;
        Head(T("图例", "Legend"), T($"单位：{indicator.Unit.Zh}", $"Unit: {indicator.Unit.En}"));
        var (breaks, colours) = Classes(map);
        var decimals = breaks.Classes.Length == 0 ? 0 : breaks.Classes.Max(step => Figures.Decimals(indicator, step.Greatest));
        for (var index = 0; index < breaks.Classes.Length; index++)
        {
            var (least, greatest, count) = breaks.Classes[index];
            var range = least == greatest ? Figures.Number(least, decimals) : $"{Figures.Number(least, decimals)} – {Figures.Number(greatest, decimals)}";
            Swatch(colours[index], "808080", hatched: false, $"{range} ({count})");
        }

        var unknown = map.Readings.Count(reading => reading.State != ReadingState.NotApplicable && Figures.Value(indicator, reading) is null);
        if (unknown > 0)
            Swatch("FFFFFF", "808080", hatched: true, T($"缺失 ({unknown})", $"missing ({unknown})"));
        if (map.Readings.Count(reading => reading.State == ReadingState.NotApplicable) is > 0 and var without)
            Swatch("EDEDED", "808080", hatched: false, T($"不适用 ({without})", $"not applicable ({without})"));
        Note(T($"括号内为{map.Level.Name().Zh}数", "in brackets: number of places"));
    }

    private void DotsLegend(ImmutableArray<Finding> findings)
    {
        Head(T("图例", "Legend"), T("问题严重程度", "Severity of findings"));
        foreach (var (severity, name) in new[]
        {
            (Severity.VerySerious, T("严重", "very serious")), (Severity.Serious, T("较严重", "serious")), (Severity.General, T("一般", "general")),
        })
        {
            var (radius, colour) = Dot(severity);
            _picture.Dot(new(LegendLeft + 300, _legendAt - 110), radius, colour, "808080");
            _picture.Text(new(LegendLeft + 750, _legendAt), $"{name} ({findings.Count(finding => finding.Severity == severity)})", Type, Ink);
            _legendAt += 520;
        }

        Note(T("括号内为问题数", "in brackets: number of findings"));
    }

    private void GroundLegend()
    {
        if (_ground.Districts is not null)
            Stroke("595959", 22, T("县（市、区）界", "district boundary"));
        if (_ground.Water is not null || _ground.Rivers is not null)
            Swatch("CFE3F1", null, hatched: false, T("水体", "water"));
    }

    private void Head(string title, string subtitle)
    {
        _picture.Text(new(LegendLeft, _legendAt), title, 340, Ink);
        _picture.Text(new(LegendLeft, _legendAt + 480), subtitle, Type, Ink);
        _legendAt += 1080;
    }

    private void Swatch(string fill, string? line, bool hatched, string text)
    {
        var (left, top, right, bottom) = (LegendLeft, _legendAt - 270, LegendLeft + 600, _legendAt + 60);
        _picture.Box(left, top, right, bottom, fill, line, 8);
        if (hatched)
            _picture.Lines(Hatching.Of([[new(left, top), new(right, top), new(right, bottom), new(left, bottom)]], 140), "8C8C8C", 10);
        _picture.Text(new(LegendLeft + 750, _legendAt), text, Type, Ink);
        _legendAt += 520;
    }

    private void Stroke(string colour, int width, string text)
    {
        _picture.Lines([[new(LegendLeft, _legendAt - 110), new(LegendLeft + 600, _legendAt - 110)]], colour, width);
        _picture.Text(new(LegendLeft + 750, _legendAt), text, Type, Ink);
        _legendAt += 520;
    }

    private void Note(string text)
    {
        _picture.Text(new(LegendLeft, _legendAt), text, 250, "595959");
        _legendAt += 640;
    }

    private void NorthArrow()
    {
        var (x, top) = (LegendLeft + 350, _frame.Top + 420);
        _picture.Text(new(x, top - 60), T("北", "N"), Type, Ink, Anchor.Middle);
        _picture.Polygon([[new(x, top), new(x - 230, top + 800), new(x, top + 620)]], Ink, Ink, 8);
        _picture.Polygon([[new(x, top), new(x, top + 620), new(x + 230, top + 800)]], "FFFFFF", Ink, 8);
    }

    /// <summary>A bar of 1, 2 or 5 times a power of ten, as long as fits.</summary>
    private void ScaleBar()
    {
        const int Longest = LegendWidth - 900;
        var metres = Math.Pow(10, Math.Floor(Math.Log10(Longest / _frame.UnitsPerMetre)));
        metres *= (Longest / _frame.UnitsPerMetre / metres) switch { >= 5 => 5, >= 2 => 2, _ => 1 };
        var half = (int)Math.Round(metres * _frame.UnitsPerMetre / 2);
        var (left, y) = (LegendLeft + 100, _frame.Bottom - 250);
        _picture.Box(left, y - 110, left + half, y, Ink, Ink, 8);
        _picture.Box(left + half, y - 110, left + 2 * half, y, "FFFFFF", Ink, 8);
        _picture.Text(new(left, y - 220), "0", 260, Ink, Anchor.Middle);
        _picture.Text(new(left + 2 * half, y - 220), metres >= 1000 ? T($"{metres / 1000:0}千米", $"{metres / 1000:0} km") : T($"{metres:0}米", $"{metres:0} m"), 260, Ink, Anchor.Middle);
    }

    private string T(string zh, string en) => _language == Language.Zh ? zh : en;
}
