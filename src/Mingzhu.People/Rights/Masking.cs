using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Personal data that are masked on screen (个人信息项).</summary>
public enum PersonalField
{
    /// <summary>姓名.</summary>
    Name,

    /// <summary>电话.</summary>
    Telephone,

    /// <summary>身份证号.</summary>
    IdentityNumber,

    /// <summary>住址.</summary>
    Address,
}

/// <summary>One row of the masking table: how much of a value is shown in a table of data, and to which roles (脱敏规则).</summary>
/// <param name="Table">The table of data: "accounts", "residents"; "*" for any.</param>
/// <param name="Field">Which value.</param>
/// <param name="To">To which roles; empty for everybody.</param>
/// <param name="Keeps">What stays.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record MaskingRow(string Table, PersonalField Field, ImmutableArray<string> To, Kept Keeps, Citation Source);

/// <summary>What stays of a masked value.</summary>
/// <param name="Head">How many characters at the beginning.</param>
/// <param name="Tail">How many at the end.</param>
/// <param name="Surnames">For names: the surname stays, and these are the ones of two characters.</param>
/// <param name="Until">For addresses: all up to the first of these words, and it.</param>
/// <param name="All">Whether all of it stays.</param>
public sealed record Kept(int Head, int Tail, ImmutableArray<string> Surnames, ImmutableArray<string> Until, bool All);

/// <summary>The masking table of the pack (脱敏表). The first row that fits counts; where none does, nothing is shown.</summary>
/// <param name="Rows">In written order.</param>
public sealed record Masking(ImmutableArray<MaskingRow> Rows)
{
    private const string Nothing = "****";
    private const char Star = '*';
    private static readonly ConditionalWeakTable<Pack, Masking> Known = [];

    /// <summary>Reads <c>masking:</c> of rights.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Masking Of(Pack pack) => Known.GetValue(pack, static read => new([.. read.File("rights.yaml")["masking"].Items().Select(Read)]));

    /// <summary>A value as somebody sees it on a screen; empty if there is none.</summary>
    public string Show(Standing who, string table, PersonalField field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var row = Rows.FirstOrDefault(row => (row.Table == table || row.Table == "*") && row.Field == field && (row.To.IsEmpty || who.Roles.Any(row.To.Contains)));
        return row is null ? Nothing : Mask(row.Keeps, field, value);
    }

    private static string Mask(Kept keeps, PersonalField field, string value) => keeps switch
    {
        { All: true } => value,
        _ when field == PersonalField.Name => Name(keeps, value),
        { Until.IsEmpty: false } => Address(keeps, value),
        _ when value.Length <= keeps.Head + keeps.Tail => new string(Star, value.Length), // what stays would be all of it
        _ => value[..keeps.Head] + new string(Star, value.Length - keeps.Head - keeps.Tail) + value[^keeps.Tail..],
    };

    // 张三 → 张*, 欧阳修 → 欧阳*. A name of one character is hidden whole.
    private static string Name(Kept keeps, string value)
    {
        var head = value.Length > 2 && keeps.Surnames.Any(surname => value.StartsWith(surname, StringComparison.Ordinal)) ? 2 : 1;
        return value.Length <= head ? Nothing : value[..head] + new string(Star, value.Length - head);
    }

    private static string Address(Kept keeps, string value)
    {
        var ends = keeps.Until.Select(word => (At: value.IndexOf(word, StringComparison.Ordinal), word.Length)).Where(found => found.At >= 0).ToArray();
        return ends is [] ? Nothing : ends.Min() is var (at, length) && at + length < value.Length ? value[..(at + length)] + Nothing : value;
    }

    private static MaskingRow Read(PackNode node)
    {
        node.OnlyKeys("table", "field", "to", "keeps", "source");
        var keeps = node["keeps"];
        keeps.OnlyKeys("head", "tail", "surnames", "until", "all");
        var field = RightsFile.Word(node["field"], ("name", PersonalField.Name), ("telephone", PersonalField.Telephone), ("identity-number", PersonalField.IdentityNumber), ("address", PersonalField.Address));
        return new MaskingRow(
            node["table"].Text(), field, [.. node["to"].Texts()],
            new Kept(Count(keeps["head"]), Count(keeps["tail"]), [.. keeps["surnames"].Texts()], [.. keeps["until"].Texts()], keeps["all"].Flag()), node["source"].Citation());
    }

    private static int Count(PackNode node)
    {
        if (!node.Exists)
            return 0;
        if (node.Integer() is >= 0 and var count)
            return count;
        node.Report(new("不得为负", "must not be negative"));
        return 0;
    }
}
