using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What is summed over inspected objects.</summary>
public enum InspectedTake : byte
{
    /// <summary>Objects with at least one finding.</summary>
    Count,

    /// <summary>Their length, m.</summary>
    Length,

    /// <summary>How many times something was seen on them, as the inspections' count says; the largest of one object's findings, 1 where none says.</summary>
    Seen,
}

/// <summary>Objects with a confirmed finding of a checklist (检查属实的对象), each counted once. Not inspected is not sound.</summary>
/// <param name="Of">The objects that should be inspected.</param>
/// <param name="Take">What is summed.</param>
/// <param name="FindingTypes">Ids of the checklist's items.</param>
public sealed record InspectedMeasure(Rows Of, InspectedTake Take, ImmutableArray<string> FindingTypes) : Measure
{
    public override IEnumerable<string> Layers => [Of.Layer, "inspections"];

    internal override IEnumerable<string> Placed => [Of.Layer];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (world.Find(Of.Layer) is not { } layer)
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.LayerMissing(world.NameOf(Of.Layer))));
        if (world.Find("inspections") is null)
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.LayerMissing(world.NameOf("inspections"))));
        var about = layer.Mask(Of.Where);
        if (!about.Contains(true))
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.NoneInLayer(world.NameOf(Of.Layer))));
        var parts = new Parts(world, indicator);
        var (asked, inspected) = (Asked(world, indicator), world.Inspections.ObjectsOf(layer));
        var (sound, open, found) = (new Reading(ReadingState.Measured, 0, 1, 1, 1), Reading.Missing(Reasons.NotInspected, 1), new Reading(ReadingState.Measured, 1, 1, 1, 1));
        for (var row = 0; row < layer.Count; row++)
        {
            if (about[row] != true || world.IsOutside(layer, row))
                continue;
            var (looked, seen, most) = Look(world.Inspections.Of(inspected[row]), asked);
            var weight = Take == InspectedTake.Length ? layer.LengthsM[row] : 1;
            parts.Add(layer, row, Take == InspectedTake.Length
                ? !looked ? Reading.Missing(Reasons.NotInspected, weight) : new Reading(ReadingState.Measured, seen ? weight : 0, weight, weight, weight)
                : !looked ? open
                : !seen ? sound
                : Take == InspectedTake.Seen ? found with { Numerator = most } : found);
            if (seen)
                AddFindings(world, indicator, asked, layer, row, world.Inspections.Of(inspected[row]), parts.Findings);
        }

        return parts.Sum();
    }

    /// <summary>The checklist's items this measure asks about, by number; null for the others.</summary>
    private FindingType?[] Asked(World world, Indicator indicator)
    {
        var asked = new FindingType?[world.Inspections.Numbers];
        foreach (var type in indicator.FindingTypes.Where(type => FindingTypes.Contains(type.Id)))
        {
            if (world.Inspections.NumberOf(type.Id) is >= 0 and var number)
                asked[number] ??= type;
        }

        return asked;
    }

    /// <summary>Whether anything asked about was looked for and seen, and how many times at most.</summary>
    private static (bool Looked, bool Seen, double Most) Look(ReadOnlySpan<Inspection> records, FindingType?[] asked)
    {
        var (looked, seen, most) = (false, false, double.NegativeInfinity);
        foreach (ref readonly var record in records)
        {
            if (asked[record.Finding] is null)
                continue;
            looked = true;
            seen |= record.Seen;
            most = record.Seen ? Math.Max(most, record.Count ?? 1) : most;
        }

        return (looked, seen, most);
    }

    /// <summary>A finding for every item that was seen, by its first record.</summary>
    private static void AddFindings(World world, Indicator indicator, FindingType?[] asked, Layer layer, int row, ReadOnlySpan<Inspection> records, List<Finding> findings)
    {
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i].Seen && asked[records[i].Finding] is { } type && !IsRepeated(records[..i], records[i].Finding))
                findings.Add(Found(world, indicator, type, layer, row, records[i]));
        }
    }

    private static bool IsRepeated(ReadOnlySpan<Inspection> before, int finding)
    {
        foreach (ref readonly var record in before)
        {
            if (record.Seen && record.Finding == finding)
                return true;
        }

        return false;
    }

    private static Finding Found(World world, Indicator indicator, FindingType type, Layer layer, int row, Inspection record)
    {
        var says = record.Count is { } count ? new Wording($"{type.Name.Zh}（{count:0.##}）", $"{type.Name.En} ({count:0.##})") : type.Name;
        return FindingsOf.Row(world, indicator, type with { Severity = record.Severity ?? type.Severity }, layer, row, says, FindingsOf.Households(layer, row));
    }
}
