using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>How strongly a rule binds (约束力).</summary>
public enum RuleForce
{
    /// <summary>It must be so (应当).</summary>
    Must,

    /// <summary>It must never be so (不得).</summary>
    Never,

    /// <summary>It may be so: a route that is open (可以).</summary>
    May,

    /// <summary>Encouraged (鼓励).</summary>
    Encouraged,

    /// <summary>A target (目标).</summary>
    Target,

    /// <summary>A fact or figure (事实、数据).</summary>
    Fact,

    /// <summary>A proposal: never a gate (建议).</summary>
    Proposal,
}

/// <summary>What a document's words weigh (文件效力).</summary>
public enum DocumentWeight
{
    /// <summary>It binds by itself.</summary>
    Normative,

    /// <summary>Practice as announced: a rule of it binds once the city has supplied the document behind it.</summary>
    Announced,

    /// <summary>What it says must be or must never be is law elsewhere, and binds by that law.</summary>
    RepeatsLaw,
}

/// <summary>A document that holds rules (文件).</summary>
/// <param name="Id">"S4".</param>
/// <param name="Name">Its title.</param>
/// <param name="Source">As it is quoted.</param>
/// <param name="Date">The day from which it counts, if known.</param>
/// <param name="Weight">What its words weigh.</param>
public sealed record RuleDocument(string Id, Wording Name, string Source, DateOnly? Date, DocumentWeight Weight);

/// <summary>One rule of a document (规则条目): what it says in its own words, and what follows for this program.</summary>
/// <param name="Id">Stable: "S4-5.2-f". Other files of the pack cite a rule by it.</param>
/// <param name="Document">Where it stands.</param>
/// <param name="Force">How strongly it binds.</param>
/// <param name="Confirmed">Whether the city has supplied the document behind an announcement.</param>
/// <param name="Quotes">The document's own words; empty where its text was not at hand.</param>
/// <param name="Means">What follows for this program.</param>
/// <param name="Open">What the document does not say, so that nobody takes a silence for an answer.</param>
/// <param name="LeftOut">Why this program does not hold it; null where it does.</param>
/// <param name="KeptIn">Files of the pack that hold it without naming its id.</param>
/// <param name="Citation">Document, clause, date.</param>
public sealed record Rule(
    string Id, RuleDocument Document, RuleForce Force, bool Confirmed, ImmutableArray<string> Quotes, Wording Means,
    ImmutableArray<Wording> Open, Wording? LeftOut, ImmutableArray<string> KeptIn, Citation Citation)
{
    /// <summary>Whether it may stop somebody; every other rule opens a route, is counted, shown or warned of.</summary>
    public bool Blocks => Force is RuleForce.Must or RuleForce.Never && (Document.Weight != DocumentWeight.Announced || Confirmed);
}
