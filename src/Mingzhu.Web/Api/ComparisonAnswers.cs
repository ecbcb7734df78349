using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Api;

/// <summary>Two scenarios beside each other: the same under /api and on the command line.</summary>
/// <param name="A">Name of one; empty if it is not kept.</param>
/// <param name="B">Name of the other.</param>
/// <param name="Both">Changes both have, as written.</param>
/// <param name="OnlyA">Changes only the one has.</param>
/// <param name="OnlyB">Changes only the other has.</param>
/// <param name="Kinds">Every kind that either changes.</param>
/// <param name="Indicators">Every indicator that looks at what either changes.</param>
public sealed record ScenariosComparedAnswer(
    string A, string B, IReadOnlyList<string> Both, IReadOnlyList<string> OnlyA, IReadOnlyList<string> OnlyB, IReadOnlyList<KindComparedRow> Kinds, IReadOnlyList<IndicatorComparedRow> Indicators)
{
    /// <summary>Of two trials, in a language, with the places of a level.</summary>
    public static ScenariosComparedAnswer Of(string a, string b, TrialPair pair, ScenarioGround ground, Level level, Language language) => new(
        a, b, [.. pair.Both.Select(ChangeText.Write)], [.. TrialPair.Only(pair.A, pair.B).Select(ChangeText.Write)], [.. TrialPair.Only(pair.B, pair.A).Select(ChangeText.Write)],
        [.. pair.Kinds.Select(kind => KindComparedRow.Of(kind.A, kind.B, ground, level, language))], [.. pair.Indicators.Select(one => IndicatorComparedRow.Of(one.A, one.B, ground, level, language))]);
}

/// <summary>Whom a kind reaches today and by either scenario.</summary>
/// <param name="Kind">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Counts">residents, or households where no population is known.</param>
/// <param name="City">In the whole city.</param>
/// <param name="Places">The places of the level that either changes.</param>
public sealed record KindComparedRow(string Kind, string Name, string Counts, ReachComparedRow City, IReadOnlyList<ReachComparedRow> Places)
{
    internal static KindComparedRow Of(KindTrial a, KindTrial b, ScenarioGround ground, Level level, Language language)
    {
        ReachComparedRow Row(Level at, int place) => new(ground.Places(at)[place].Id, ground.Places(at)[place].Name, a.ByLevel[at][place].Residents, a.ByLevel[at][place].Covered, a.ByLevel[at][place].After, b.ByLevel[at][place].After);
        return new KindComparedRow(
            a.Kind.Id, a.Kind.Name.In(language), a.InHouseholds ? "households" : "residents", Row(Level.City, 0),
            [.. Enumerable.Range(0, a.ByLevel.TryGetValue(level, out var places) ? places.Length : 0).Where(place => a.ByLevel[level][place].Changes || b.ByLevel[level][place].Changes).Select(place => Row(level, place))]);
    }
}

/// <summary>Residents of a place within reach.</summary>
/// <param name="Id">Id of the place.</param>
/// <param name="Name">Its name.</param>
/// <param name="All">All its residents.</param>
/// <param name="Covered">Within reach as the data are.</param>
/// <param name="A">Within reach by the one scenario.</param>
/// <param name="B">Within reach by the other.</param>
public sealed record ReachComparedRow(string Id, string Name, double All, double Covered, double A, double B);

/// <summary>An indicator today and by either scenario, in its own unit.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Variant">ruled, or derived.</param>
/// <param name="Before">The city's value as the data are; absent if there is none.</param>
/// <param name="A">The value by the one; absent if there is none.</param>
/// <param name="B">The value by the other; absent if there is none.</param>
/// <param name="Places">The places of the level where the two differ.</param>
public sealed record IndicatorComparedRow(string Code, string Name, string Unit, string Variant, double? Before, double? A, double? B, IReadOnlyList<ValueComparedRow> Places)
{
    internal static IndicatorComparedRow Of(IndicatorTrial a, IndicatorTrial b, ScenarioGround ground, Level level, Language language)
    {
        double? Value(ImmutableSortedDictionary<Level, ImmutableArray<Reading>> at, Level of, int place) => at[of][place].Value(a.Indicator.Kind, a.Indicator.UnitFactor);
        return new IndicatorComparedRow(
            a.Indicator.Code, a.Indicator.Name.In(language), a.Indicator.Unit.In(language), a.Variant == Mingzhu.CheckUp.Variant.Derived ? "derived" : "ruled", Value(a.Before, Level.City, 0), Value(a.After, Level.City, 0), Value(b.After, Level.City, 0),
            [.. Enumerable.Range(0, a.After.TryGetValue(level, out var places) ? places.Length : 0).Where(place => a.After[level][place] != b.After[level][place])
                .Select(place => new ValueComparedRow(ground.Places(level)[place].Id, ground.Places(level)[place].Name, Value(a.Before, level, place), Value(a.After, level, place), Value(b.After, level, place)))]);
    }
}

/// <summary>A value of a place today and by either scenario.</summary>
/// <param name="Id">Id of the place.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">The value as the data are; absent if there is none.</param>
/// <param name="A">The value by the one.</param>
/// <param name="B">The value by the other.</param>
public sealed record ValueComparedRow(string Id, string Name, double? Before, double? A, double? B);
