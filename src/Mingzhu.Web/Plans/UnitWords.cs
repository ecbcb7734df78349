using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Localization;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Plans;

/// <summary>A proposal that somebody takes as a case (以建议立案), as it was typed.</summary>
/// <param name="Rank">Which, from 1.</param>
/// <param name="Of">Id of the plan that draws it.</param>
/// <param name="Unit">What it is called.</param>
/// <param name="Reasons">Why it was not taken.</param>
public sealed record UnitTaking(int Rank, string Of, string Unit, ImmutableArray<Refusal> Reasons)
{
    /// <summary>What was seen of a ground, so that another one is never taken for it.</summary>
    public static string Seen(Geometry shape) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AreaText.Of(shape))).AsSpan(0, 8));
}

/// <summary>How a proposal of a renewal unit is told as a case (建议立案的措辞).</summary>
/// <param name="text">The words of the pages.</param>
/// <param name="reader">In which language.</param>
/// <param name="room">The procedures.</param>
/// <param name="book">The check-up it rests on.</param>
public sealed class UnitWords(IStringLocalizer text, Reader reader, CaseRoom room, ICityBook book)
{
    private const string Unit = "unit", Area = "area", Basis = "basis";

    /// <summary>The kind of finding a unit was grown by.</summary>
    public string Theme(UnitProposal unit) => unit.Theme is not { } theme ? text["unit-proposal.all-kinds"] : book.Latest?.Indicators.FirstOrDefault(indicator => indicator.Code == theme) is { } indicator ? reader.In(indicator.Name) : theme;

    /// <summary>What the case is called.</summary>
    public string Title(string unit) => text["unit-proposal.plan-title", unit];

    /// <summary>What is known from the start: name, ground and reasons, as far as the pack asks for them.</summary>
    public ImmutableSortedDictionary<string, string> Contents(UnitTaking taking, UnitAnswer answer)
    {
        var asked = room.Book.All.Where(procedure => procedure.Subject == UnitRoom.Subject).SelectMany(procedure => procedure.Contents).Select(content => content.Id).ToHashSet();
        return new (string Content, string Text)[] { (Unit, taking.Unit), (Area, AreaText.Of(answer.Shapes[taking.Rank - 1])), (Basis, Reasons(taking.Rank, answer.Proposals[taking.Rank - 1])) }
            .Where(known => asked.Contains(known.Content)).ToImmutableSortedDictionary(known => known.Content, known => known.Text, StringComparer.Ordinal);
    }

    private string Reasons(int rank, UnitProposal unit) => string.Join('\n',
    [
        text["unit-proposal.basis", rank, Theme(unit), Shown.Number(unit.AreaM2 / UnitRules.HectareM2, 1), unit.Findings.Length.ToString(CultureInfo.InvariantCulture), book.Latest?.Manifest.Id ?? ""],
        .. unit.Reasons.Select(reader.In), .. unit.Warnings.Select(warning => "! " + reader.In(warning.Says)),
    ]);
}
