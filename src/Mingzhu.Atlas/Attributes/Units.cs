using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>A unit of measure (计量单位): <paramref name="Times"/> ÷ <paramref name="Per"/> of the basic unit of its kind, an exact fraction: 1 亩 = 10000 ÷ 15 m².</summary>
internal sealed record Unit(string Name, string Kind, decimal Times, decimal Per);

/// <summary>The units in which departments write, by every spelling, from the pack's units.yaml. A pack without one converts nothing.</summary>
internal sealed class Units
{
    // decimal holds 28 digits; beyond this many the factors of a conversion might not fit.
    private const double Most = 1e15;

    private readonly Dictionary<string, Unit> _units = [];
    private readonly List<(string Name, decimal Times)> _multipliers = [];

    private Units()
    {
    }

    /// <summary>By which factor a value must differ from the middle one of its column to be told as out of its peers; null if the pack does not say.</summary>
    public double? OutOfPeers { get; private init; }

    /// <summary>Reads units.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Units Of(Pack pack)
    {
        var file = pack.File("units.yaml");
        file.OnlyKeys("kinds", "multipliers", "out_of_peers");
        var units = new Units { OutOfPeers = file["out_of_peers"].NumberOrNull() };
        foreach (var kind in file["kinds"].Items())
        {
            kind.OnlyKeys("id", "units");
            foreach (var unit in kind["units"].Items())
                units.Add(unit, kind["id"].Text());
        }

        foreach (var (name, value) in file["multipliers"].Entries())
            units._multipliers.Add((Spelling.Plain(name), Fraction(value).Times));
        return units;
    }

    /// <summary>The unit of a spelling, also with 万 or 亿 before it, also 万 alone for a count; null if it is none.</summary>
    public Unit? Find(string text)
    {
        var plain = Spelling.Plain(text);
        if (plain.Length == 0)
            return null;
        if (_units.TryGetValue(plain, out var known))
            return known;
        foreach (var (name, times) in _multipliers)
        {
            if (plain.StartsWith(name, StringComparison.Ordinal) && plain.Length > name.Length && _units.TryGetValue(plain[name.Length..], out var single))
                return single with { Name = text.Trim(), Times = single.Times * times };
        }

        return null;
    }

    /// <summary>Whether some unit's spelling begins so.</summary>
    public bool Begins(string text) => Spelled().Any(unit => Spelling.Plain(unit.Name).StartsWith(Spelling.Plain(text), StringComparison.Ordinal));

    /// <summary>The units of one kind whose spelling begins so, each measure once; of all where the text is empty. The given unit and its multiples come first.</summary>
    public IReadOnlyList<Unit> Beginning(string text, Unit own)
    {
        var plain = Spelling.Plain(text);
        var all = Spelled().Where(unit => unit.Kind == own.Kind && Spelling.Plain(unit.Name).StartsWith(plain, StringComparison.Ordinal)).OrderBy(unit => IsMultipleOf(unit, own) ? 0 : 1);
        return [.. all.DistinctBy(unit => unit.Times / unit.Per)];
    }

    private bool IsMultipleOf(Unit unit, Unit own) => _multipliers.Select(multiplier => multiplier.Times).Append(1).Any(times => unit.Times * own.Per == own.Times * times * unit.Per);

    /// <summary>Every spelling with the unit it stands for, each also behind every multiplier.</summary>
    private IEnumerable<Unit> Spelled() => _units.SelectMany(unit => _multipliers.Prepend(("", 1)).Select(multiplier => unit.Value with
    {
        Name = multiplier.Name + (unit.Key == Spelling.Plain(unit.Value.Name) ? unit.Value.Name : unit.Key), Times = unit.Value.Times * multiplier.Times,
    }));

    /// <summary>How much a text like 万 multiplies; 1 for an empty one, null if it is no such text.</summary>
    public decimal? Multiplier(string text) => Spelling.Plain(text) is var plain && plain.Length == 0 ? 1 : _multipliers.Where(one => one.Name == plain).Select(one => (decimal?)one.Times).FirstOrDefault();

    /// <summary>A value in another unit of the same kind, exact in decimal as far as decimal goes; null if the kinds differ.</summary>
    public static double? Converted(double value, Unit from, Unit to)
    {
        if (from.Kind != to.Kind)
            return null;
        return Math.Abs(value) < Most
            ? (double)((decimal)value * (from.Times * to.Per) / (from.Per * to.Times))
            : value * (double)(from.Times * to.Per) / (double)(from.Per * to.Times);
    }

    private void Add(PackNode node, string kind)
    {
        node.OnlyKeys("id", "en", "also", "is");
        var (times, per) = Fraction(node["is"]);
        var unit = new Unit(node["id"].Text(), kind, times, per);
        foreach (var spelling in node["also"].Texts().Prepend(unit.Name).Select(Spelling.Plain).Distinct().Where(spelling => !_units.TryAdd(spelling, unit)).ToArray())
            node.Report(new($"单位“{spelling}”出现两次", $"the unit '{spelling}' stands twice"));
    }

    /// <summary>"10000/15" as written; 1 where it can't be read, which is reported.</summary>
    private static (decimal Times, decimal Per) Fraction(PackNode node)
    {
        var parts = node.Text().Split('/');
        if (parts.Length <= 2 && TryPositive(parts[0], out var times) && TryPositive(parts.Length == 2 ? parts[1] : "1", out var per))
            return (times, per);
        node.Report(new($"“{node.TextOrNull()}”应为正数或两个正数之比，如 10000/15", $"'{node.TextOrNull()}': a positive number or a fraction of two like 10000/15 is expected"));
        return (1, 1);
    }

    private static bool TryPositive(string text, out decimal value) => decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value is > 0 and <= 1_000_000_000_000m;
}
