using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>
/// A change written as one line (改动的写法): the one form of addresses, commands and the ledger.
/// <c>add,kindergarten,115.985123,36.456701,floor=2400</c> · <c>move,facilities,F0012,115.98,36.45</c> · <c>remove,parks,P0003</c>.
/// </summary>
/// <remarks>Always: reading what <see cref="Write"/> writes gives the change again, its place to a millionth of a degree (a tenth of a metre). Ids are percent-encoded.</remarks>
public static class ChangeText
{
    private const string AddWord = "add", MoveWord = "move", RemoveWord = "remove";
    private const string FloorKey = "floor", SiteKey = "site", AreaKey = "area", ClassKey = "class";

    /// <summary>The line of a change.</summary>
    public static string Write(Change change) => change.Match(
        add => string.Join(',', [AddWord, Escape(add.Kind), Degrees(add.Lon), Degrees(add.Lat), .. Sizes(add.Size)]),
        move => string.Join(',', MoveWord, Escape(move.Layer), Escape(move.Id), Degrees(move.Lon), Degrees(move.Lat)),
        remove => string.Join(',', RemoveWord, Escape(remove.Layer), Escape(remove.Id)));

    /// <summary>Reads a line, or says what is wrong with it.</summary>
    public static bool TryRead(string line, [NotNullWhen(true)] out Change? change, [NotNullWhen(false)] out Refusal? problem)
    {
        change = null;
        var words = line.Split(',').Select(word => word.Trim()).ToArray();
        change = words switch
        {
            [AddWord, var kind, var lon, var lat, .. var sizes] when Place(lon, lat) is { } at && SizeOf(sizes) is { } size => new Change.Add(Plain(kind), at.Lon, at.Lat, size),
            [MoveWord, var layer, var id, var lon, var lat] when Place(lon, lat) is { } at => new Change.Move(Plain(layer), Plain(id), at.Lon, at.Lat),
            [RemoveWord, var layer, var id] => new Change.Remove(Plain(layer), Plain(id)),
            _ => null,
        };
        problem = change is not null ? null : new Refusal("trying.change", new(
            $"“{line}”不是一条改动；应为 add,类别,经度,纬度、move,图层,编号,经度,纬度 或 remove,图层,编号",
            $"'{line}' is no change; it should be add,KIND,LON,LAT or move,LAYER,ID,LON,LAT or remove,LAYER,ID"));
        return change is not null;
    }

    /// <summary>Reads lines that must all be right.</summary>
    /// <exception cref="RefusedException">Every line that is not.</exception>
    public static IReadOnlyList<Change> Read(IEnumerable<string> lines)
    {
        var (changes, problems) = (new List<Change>(), new List<Refusal>());
        foreach (var line in lines)
        {
            if (TryRead(line, out var change, out var problem))
                changes.Add(change);
            else
                problems.Add(problem);
        }

        return problems.Count == 0 ? changes : throw new RefusedException(problems);
    }

    /// <summary>A place as it is written: to a millionth of a degree.</summary>
    public static string Degrees(double degrees) => degrees.ToString("0.######", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Sizes(NewSize size)
    {
        foreach (var (key, value) in new[] { (FloorKey, size.FloorM2), (SiteKey, size.SiteM2), (AreaKey, size.AreaM2) })
        {
            if (value is { } m2)
                yield return $"{key}={m2.ToString("0.###", CultureInfo.InvariantCulture)}";
        }

        if (size.Class is { } word)
            yield return $"{ClassKey}={Escape(word)}";
    }

    private static NewSize? SizeOf(string[] words)
    {
        var size = NewSize.Usual;
        foreach (var word in words)
        {
            if (word.Split('=', 2) is not [var key, { Length: > 0 } value])
                return null;
            var next = key switch
            {
                ClassKey => size with { Class = Plain(value) },
                FloorKey when M2(value) is { } m2 => size with { FloorM2 = m2 },
                SiteKey when M2(value) is { } m2 => size with { SiteM2 = m2 },
                AreaKey when M2(value) is { } m2 => size with { AreaM2 = m2 },
                _ => null,
            };
            if (next is null)
                return null;
            size = next;
        }

        return size;
    }

    private static double? M2(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e9 ? value : null;

    private static (double Lon, double Lat)? Place(string lon, string lat) =>
        double.TryParse(lon, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.TryParse(lat, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            && Math.Abs(x) <= 180 && Math.Abs(y) <= 90
            ? (x, y)
            : null;

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Plain(string text) => Uri.UnescapeDataString(text);
}
