using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Features somebody names (所指要素): a facility kind, a layer, or a group of candidates of the pack, and which of them.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Where">Which of its rows; null for all.</param>
/// <remarks>Written as <c>control-lines[kind = 'blue-line']</c>. Always: reading what is written gives the same again.</remarks>
public sealed partial record SiteTarget(string Name, Expression? Where = null)
{
    /// <summary>As a pattern, for those who read a target within a longer text: name and where.</summary>
    internal const string Pattern = @"(?<name>[\p{L}\p{N}_-]+)(?:\[(?<where>.*)\])?";

    /// <summary>Reads a target.</summary>
    /// <exception cref="RefusedException">It is none, or the condition in it can't be read.</exception>
    public static SiteTarget Parse(string text) => Whole().Match(text.Trim()) is { Success: true } match
        ? Of(match)
        : throw new RefusedException(new Refusal("siting.target", new($"“{text}”应为 名称 或 名称[条件]", $"'{text}' should be a name, or a name and a condition: name[condition]")));

    /// <inheritdoc/>
    public override string ToString() => Where is null ? Name : $"{Name}[{Where}]";

    internal static SiteTarget Of(Match match) => new(match.Groups["name"].Value, match.Groups["where"] is { Success: true, Value: var where } && where.Trim().Length > 0 ? Expression.Parse(where) : null);

    [GeneratedRegex("^" + Pattern + "$")]
    private static partial Regex Whole();
}
