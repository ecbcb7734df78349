using Microsoft.Extensions.Localization;
using Mingzhu.City;
using Mingzhu.Civic;

namespace Mingzhu.Web.Experts;

/// <summary>How experts and draws are told (专家与抽取的措辞).</summary>
/// <param name="text">The words of the pages.</param>
/// <param name="reader">In which language.</param>
/// <param name="room">Names of fields and people.</param>
public sealed class ExpertWords(IStringLocalizer text, Reader reader, ExpertRoom room)
{
    /// <summary>One of both bodies.</summary>
    public string Body(ExpertBody body) => text[body == ExpertBody.Committee ? "expert.committee" : "expert.library"];

    /// <summary>A field of expertise; its id if the pack has it no more.</summary>
    public string Field(string field) => room.Rules.Fields.FirstOrDefault(known => known.Id == field) is { } known ? reader.In(known.Name) : field;

    /// <summary>An expert, by number and as much of the name as may be seen; the opaque id of one erased.</summary>
    public string Who(string expert) => room.Number(expert) is { Length: > 0 } number ? $"{number} {room.Name(expert)}" : $"{text["expert.erased"].Value} {expert[..Math.Min(8, expert.Length)]}";

    /// <summary>How far a draw has come.</summary>
    public string State(Draw draw) => draw.State switch
    {
        DrawState.Opened => text["draw.opened"],
        DrawState.Witnessed => text["draw.witnessed"],
        DrawState.Cancelled => text["draw.cancelled"],
        _ when draw.Unheard.Any() => text["draw.unheard", draw.Unheard.Count(), draw.Seats.Length],
        _ => text["draw.heard", draw.Seats.Length],
    };

    /// <summary>What an opinion comes to.</summary>
    public string Stance(ExpertStance stance) => stance switch
    {
        ExpertStance.Agree => text["draw.agree"],
        ExpertStance.Amend => text["draw.amend"],
        _ => text["draw.disagree"],
    };

    /// <summary>Why an expert cannot be drawn.</summary>
    public string Why(ExcludedExpert excluded) => reader.List(excluded.Reasons.Select(reason => reader.In(DrawPage.Of(reason))));
}
