namespace Mingzhu.Renewal;

/// <summary>How thoroughly a search looks at each of its steps.</summary>
/// <param name="RootSteps">Steps of the prices at the root.</param>
/// <param name="BranchSteps">Steps of the prices in each branch.</param>
/// <param name="ClusterRounds">How often clusters are made anew.</param>
/// <param name="ClusterMost">How many candidates are judged together at most.</param>
/// <param name="Torn">How often the best plan at the root is torn and filled.</param>
/// <param name="TornInDive">How often that of a branch is.</param>
/// <param name="FirstDives">How many branches at first are made a plan of.</param>
/// <param name="DiveEvery">After those, one of how many.</param>
internal sealed record ChoiceEffort(int RootSteps, int BranchSteps, int ClusterRounds, int ClusterMost, int Torn, int TornInDive, int FirstDives, int DiveEvery)
{
    /// <summary>How much a smaller question near a good plan may compute.</summary>
    public const int PartWork = 20_000;

    /// <summary>For the whole question.</summary>
    public static ChoiceEffort Whole(long work) => new((int)Math.Clamp(work / 50, 500, 4_000), 25, 4, 8, (int)Math.Clamp(work / 200, 50, 3_000), 25, HasParts(work) ? 20 : 60, HasParts(work) ? 32 : 16);

    /// <summary>Whether there is work enough for smaller questions; branching alone gives more otherwise.</summary>
    public static bool HasParts(long work) => work >= 5 * PartWork;

    /// <summary>For a smaller question near a good plan: many branches, little for each.</summary>
    public static ChoiceEffort Part { get; } = new(400, 10, 1, 6, 20, 5, 60, 8);
}
