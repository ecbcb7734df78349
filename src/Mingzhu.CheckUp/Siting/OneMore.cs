using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Where would one more help most (再建一处最有用的地方), and where the best few together. Data, like a selection.</summary>
/// <param name="What">A facility kind, or an addition of the pack's siting.yaml.</param>
/// <param name="ReachM">How far it serves, metres; null for what the pack says.</param>
/// <param name="From">The candidates; null for those the pack looks at.</param>
/// <param name="Conditions">What a site must meet besides.</param>
/// <param name="Sites">How many are to be chosen together.</param>
/// <param name="Indicator">For an addition: the coverage indicator to be raised; null for the first whose target is missed.</param>
public sealed record OneMore(string What, double? ReachM, SiteTarget? From, ImmutableArray<SiteCondition> Conditions, int Sites, string? Indicator = null)
{
    /// <summary>How many sites are chosen together where nothing is said.</summary>
    public const int UsualSites = 5;

    /// <summary>The most that may be asked for together.</summary>
    public const int MostSites = 100;
}

/// <summary>What can be asked for: a kind of facility, or an addition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ReachM">How far it serves by the pack, metres; null where that depends on the site.</param>
/// <param name="OnFoot">Whether that is a walk.</param>
/// <param name="Indicators">For an addition: the coverage indicators it counts for; empty for a kind.</param>
public sealed record Addable(string Id, Wording Name, double? ReachM, bool OnFoot, ImmutableArray<Indicator> Indicators);

/// <summary>A site and what it alone would add.</summary>
/// <param name="Row">Its row; see <see cref="SiteAnswer.Describe"/>.</param>
/// <param name="Gain">Newly served: residents, or m².</param>
/// <param name="ReachM">How far something there would serve, metres.</param>
public sealed record RankedSite(int Row, double Gain, double ReachM);

/// <summary>One of the sites chosen together.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Adds">What it adds to those before it.</param>
/// <param name="Alone">What it would add alone.</param>
/// <param name="ReachM">How far something there would serve, metres.</param>
public sealed record ChosenSite(int Row, double Adds, double Alone, double ReachM);

/// <summary>The best few sites together, and how good they are proved to be; all in residents or m².</summary>
/// <param name="Sites">The sites, each the one of them that adds most to those before it.</param>
/// <param name="Adds">What they newly serve together.</param>
/// <param name="Bound">No other choice of as many of the candidates serves more.</param>
/// <param name="Greedy">What choosing one by one would serve.</param>
/// <param name="GreedyBound">What choosing one by one alone would have proved.</param>
/// <param name="CutM2">Land on the edge of a reach that the choice was made without telling on which side, m²; the bound holds up to it. 0 for residents.</param>
public sealed record BestTogether(ImmutableArray<ChosenSite> Sites, double Adds, double Bound, double Greedy, double GreedyBound, double CutM2)
{
    /// <summary>Whether it is proved that no choice is better.</summary>
    public bool IsBest => Bound <= Adds;

    /// <summary>How much better another choice could be at most, as a share of the bound, 0–1.</summary>
    public double Gap => Bound > 0 ? (Bound - Adds) / Bound : 0;
}

/// <summary>How an indicator stands to its target.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="SitesNeeded">How many sites, chosen one by one, reach the target; null where all together do not, or it is reached already.</param>
/// <param name="Most">The share served if every candidate were built, 0–1.</param>
public sealed record TowardsTarget(Indicator Indicator, int? SitesNeeded, double Most);

/// <summary>Where one more would help most.</summary>
/// <param name="Asked">What was asked, with nothing left open.</param>
/// <param name="What">What is added.</param>
/// <param name="Basis">How far it serves and by which rule, in words.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="City">The whole city: what there is, what is served, and what would be with the best together.</param>
/// <param name="Unreachable">Not served and off the network, so that no site can be told to serve it.</param>
/// <param name="Sites">The candidates that meet the conditions, to be told one by one.</param>
/// <param name="Ranked">Every candidate that adds anything, the most first.</param>
/// <param name="Idle">How many candidates add nothing.</param>
/// <param name="Together">The best few together.</param>
/// <param name="Places">Every subdistrict (district, city where there are none) before and after.</param>
/// <param name="Towards">The target of the indicator; null for a facility kind.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record OneMoreAnswer(
    OneMore Asked, Addable What, Wording Basis, Wording Unit, PlaceGain City, double Unreachable, SiteAnswer Sites, ImmutableArray<RankedSite> Ranked, int Idle, BestTogether Together,
    ImmutableArray<PlaceGain> Places, TowardsTarget? Towards, ImmutableArray<Wording> Notes);
