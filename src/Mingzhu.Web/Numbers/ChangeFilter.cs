using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>Which changes of a comparison are listed.</summary>
/// <param name="Kind">added, removed, moved, changed; null for all.</param>
/// <param name="Field">Changes of this field only; null for any.</param>
/// <param name="Text">Id or name contains this; null for any.</param>
public sealed record ChangeFilter(string? Kind, string? Field, string? Text)
{
    /// <summary>The kinds by the names they have in addresses, in the order of every list.</summary>
    public static IReadOnlyList<(string Key, ChangeKind Kind)> Kinds { get; } =
        [("added", ChangeKind.Added), ("removed", ChangeKind.Removed), ("moved", ChangeKind.Moved), ("changed", ChangeKind.Edited)];

    /// <summary>Whether anything is filtered.</summary>
    public bool Any => Kind is not null || Field is not null || Text is not null;

    /// <summary>As an address says it.</summary>
    public static ChangeFilter From(IQueryCollection query) => new(Said(query, "kind"), Said(query, "field"), Said(query, "q"));

    /// <summary>The versions an address names, the older first whichever way they are named: the one before the newest and the newest where it names none.</summary>
    public static (int From, int To) VersionsOf(IQueryCollection query, int newest)
    {
        var (from, to) = (Number(query["from"], Math.Max(1, newest - 1)), Number(query["to"], newest));
        return (Math.Min(from, to), Math.Max(from, to));
    }

    /// <summary>The name of a kind in addresses, tiles and styles.</summary>
    public static string Code(ChangeKind kind) => Kinds.First(each => each.Kind == kind).Key;

    /// <summary>The changes that pass.</summary>
    public IEnumerable<FeatureChange> In(Comparison comparison) => comparison.Changes.Where(change =>
        (Kind is null || Code(change.Kind) == Kind)
        && (Field is null || change.Fields.Any(value => value.Field == Field))
        && (Text is null || change.Id.Contains(Text, StringComparison.OrdinalIgnoreCase) || comparison.NameOf(change).Contains(Text, StringComparison.OrdinalIgnoreCase)));

    private static int Number(string? said, int otherwise) => int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string? Said(IQueryCollection query, string key) => query[key].ToString() is { Length: > 0 } text ? text : null;
}
