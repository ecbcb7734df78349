using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What a row comes to.</summary>
public enum PolicyEffect
{
    /// <summary>The way is open (可以).</summary>
    Opens,

    /// <summary>The way is closed (不可以).</summary>
    Refuses,

    /// <summary>Neither: something is to be done or borne in mind beside it (另须).</summary>
    Asks,
}

/// <summary>An outcome of a table (结论).</summary>
/// <param name="Id">Stable.</param>
/// <param name="Name">For people.</param>
/// <param name="Effect">What it comes to.</param>
public sealed record PolicyOutcome(string Id, Wording Name, PolicyEffect Effect)
{
    /// <summary>The effect as packs and programs write it: opens, refuses, asks.</summary>
    public string Code => Effect.ToString().ToLowerInvariant();
}

/// <summary>One condition of a row: yes, no, or unknown for what was given.</summary>
/// <param name="If">Over the table's inputs and <c>today</c>.</param>
/// <param name="Says">The condition in words.</param>
public sealed record PolicyCondition(Expression If, Wording Says);

/// <summary>A figure that follows from the inputs when a row holds.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Over the table's inputs.</param>
/// <param name="Unit">Its unit; null for a day.</param>
public sealed record PolicyFigure(Wording Name, Expression Value, Wording? Unit);

/// <summary>One row of a policy table: it holds if every one of its conditions does (一行).</summary>
/// <param name="Id">Within its table.</param>
/// <param name="Rule">The rule it encodes; null for a default of ours.</param>
/// <param name="Basis">Its citation.</param>
/// <param name="When">All must hold; a row without any always does.</param>
/// <param name="Outcome">What follows.</param>
/// <param name="Papers">What has to be brought.</param>
/// <param name="Note">What else is to be known, as a reading of ours; null if nothing.</param>
/// <param name="Figures">What is computed.</param>
public sealed record PolicyRow(
    string Id, Rule? Rule, Citation Basis, ImmutableArray<PolicyCondition> When, PolicyOutcome Outcome,
    ImmutableArray<Wording> Papers, Wording? Note, ImmutableArray<PolicyFigure> Figures)
{
    /// <summary>Whether it holds: one no decides, then one unknown.</summary>
    public bool? Holds(IRow given)
    {
        bool? soFar = true;
        foreach (var condition in When)
        {
            var holds = condition.If.Holds(given);
            if (holds == false)
                return false;
            soFar = holds is null ? null : soFar;
        }

        return soFar;
    }
}
