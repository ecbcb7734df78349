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
        var types = indicator.FindingTypes.Where(type => FindingTypes.Contains(type.Id)).ToArray();
        var asked = types.Select(type => type.Id).ToHashSet();
        var (sound, open) = (new Reading(ReadingState.Measured, 0, 1, 1, 1), Reading.Missing(Reasons.NotInspected, 1));
        for (var row = 0; row < layer.Count; row++)
        {
            if (about[row] != true || world.IsOutside(layer, row))
                continue;
            var records = world.InspectionsOf(layer.Table.Ids[row]).FindAll(record => asked.Contains(record.Finding));
            var seen = records.FindAll(record => record.Seen);
            var weight = Take == InspectedTake.Length ? layer.LengthsM[row] : 1;
            parts.Add(layer, row, Take == InspectedTake.Length
                ? records.Count == 0 ? Reading.Missing(Reasons.NotInspected, weight) : new Reading(ReadingState.Measured, seen.Count == 0 ? 0 : weight, weight, weight, weight)
                : records.Count == 0 ? open
                : seen.Count == 0 ? sound
                : new Reading(ReadingState.Measured, Take == InspectedTake.Seen ? seen.Max(record => record.Count ?? 1) : 1, 1, 1, 1));
            parts.Findings.AddRange(seen.DistinctBy(record => record.Finding).Select(record => Found(world, indicator, types, layer, row, record)));
        }

        return parts.Sum();
    }

    private static Finding Found(World world, Indicator indicator, FindingType[] types, Layer layer, int row, Inspection record)
    {
        var type = Array.Find(types, type => type.Id == record.Finding)!;
        var says = record.Count is { } count ? new Wording($"{type.Name.Zh}（{count:0.##}）", $"{type.Name.En} ({count:0.##})") : type.Name;
        return FindingsOf.Row(world, indicator, type with { Severity = record.Severity ?? type.Severity }, layer, row, says, FindingsOf.Households(layer, row));
    }
}

/// <summary>One line of an inspection: what was looked for on an object, and whether it was seen.</summary>
internal readonly record struct Inspection(string Finding, bool Seen, double? Count, Severity? Severity);
