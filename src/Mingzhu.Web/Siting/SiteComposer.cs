using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Siting;

/// <summary>Puts the fields of a form together to a question (条件拼装): whatever was typed becomes an address that can be handed on, also what can't be read yet.</summary>
internal static class SiteComposer
{
    /// <summary>The form field that says what is to be done: apply, add:KIND, remove:N.</summary>
    public const string Act = "do";

    /// <summary>What begins the names of the fields that say which of the candidates.</summary>
    public const string CandidatePrefix = "f.";

    private const string Add = "add:", Remove = "remove:";

    // A form that holds more than this was not made here.
    private const int MostRows = 50;

    /// <summary>The question a form about a selection asks, and the condition to be looked at next; null for the answer.</summary>
    public static (SiteQuery Query, int? Next) Selection(IQueryCollection form, SitingWords words) => Composed(SelectionQuery.Of(form) with { Site = "" }, form, words);

    /// <summary>The same of a form about one more.</summary>
    public static (SiteQuery Query, int? Next) OneMore(IQueryCollection form, SitingWords words) => Composed(OneMoreQuery.Of(form) with { Site = "" }, form, words);

    private static (SiteQuery, int?) Composed(SiteQuery query, IQueryCollection form, SitingWords words)
    {
        var candidates = words.LayerOf(query.From.Length > 0 ? query.From : words.Rules.UsualFrom);
        var only = WhereFields.From(form, CandidatePrefix, candidates);
        var from = query.From.Length == 0 || only.IsNone ? query.From : $"{query.From}[{only.Written(candidates)}]";
        var act = form[Act].ToString();
        var rows = Enumerable.Range(0, MostRows).Select(at => (at, Row: ConditionFields.From(form, at, words, candidates))).Where(pair => pair.Row is not null)
            .Where(pair => act != Remove + pair.at.ToString(CultureInfo.InvariantCulture)).Select(pair => pair.Row!.Written(words, candidates)).ToImmutableArray();
        if (!act.StartsWith(Add, StringComparison.Ordinal) || !ConditionFields.Kinds.Contains(act[Add.Length..]))
            return (query.With(from, rows), null);
        var added = New(act[Add.Length..], words, candidates);
        return (query.With(from, [.. rows, added.Written(words, candidates)]), rows.Length);
    }

    /// <summary>A new condition on what there is: the field of an own condition is one the candidates have.</summary>
    private static ConditionFields New(string kind, SitingWords words, LayerSchema? candidates)
    {
        var added = ConditionFields.New(kind);
        if (kind == ConditionFields.Where && candidates?.Fields.All(field => field.Id != added.Rows.Field) == true)
            return added with { Rows = WhereFields.None with { Field = (candidates.Fields.FirstOrDefault(field => !field.Codes.IsEmpty) ?? candidates.Fields.FirstOrDefault())?.Id ?? "" } };
        if (kind is ConditionFields.Walk or ConditionFields.Need && words.Kinds.Find(added.Name) is null)
            return added with { Name = words.Kinds.All.FirstOrDefault()?.Id ?? "" };
        return added.HasTarget && words.LayerOf(added.Name) is null ? added with { Name = words.Layers.FirstOrDefault(layer => layer.Geometry is GeometryKind.Polygon)?.Id ?? "" } : added;
    }

    /// <summary>A question's candidates in the parts of a form; unreadable ones stand as they were written.</summary>
    public static (string Name, WhereFields Only) Candidates(string from)
    {
        try
        {
            var target = SiteTarget.Parse(from);
            return (target.Name, WhereFields.Of(target.Where?.ToString()));
        }
        catch (RefusedException)
        {
            return from.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? (from[..bracket], WhereFields.Of(from[(bracket + 1)..].TrimEnd(']'))) : (from, WhereFields.None);
        }
    }
}
