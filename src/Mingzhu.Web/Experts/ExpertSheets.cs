using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Experts;

/// <summary>The tables of experts and draws as files; of people no more than the page shows.</summary>
internal static class ExpertSheets
{
    public static Sheet List(IEnumerable<Expert> experts, ExpertRoom room, ExpertWords tell, SheetWords words) => new(
        "experts", words["expert.title"], null, words.Headings("expert.number", "expert.name", "expert.bodies", "expert.fields", "expert.employer", "expert.projects", "expert.telephone", "expert.from", "expert.until", "expert.last-seat"),
        experts.Select(expert => new object?[]
        {
            room.Number(expert.Id), room.Name(expert.Id), string.Join('、', expert.Bodies.Select(tell.Body)), string.Join('、', expert.Fields.Select(tell.Field)), expert.Employer, string.Join('、', expert.Projects), room.Telephone(expert.Id),
            expert.Term.First, expert.Term.Last, room.Book.LastSeat.TryGetValue(expert.Id, out var last) ? last : (DateOnly?)null,
        }))
    {
        Beside = [Draws(room, tell, words)],
    };

    /// <summary>A list without rows, with the headings an import knows.</summary>
    public static Sheet Template(SheetWords words, Language language) => new("experts-template", words["expert.title"], null, ExpertReading.Headings(language), []);

    private static Sheet Draws(ExpertRoom room, ExpertWords tell, SheetWords words) => new(
        "draws", words["expert.draws"], null, words.Headings("draw.id", "draw.for", "draw.number", "draw.from", "draw.day", "cases.state", "draw.seats"),
        room.Book.Draws.Values.OrderByDescending(draw => draw.Opened.Day).Select(draw => new object?[]
        {
            draw.Opened.Draw, room.CaseOf(draw)?.Title ?? draw.Opened.Terms.Project, draw.Opened.Number, tell.Body(draw.Opened.Terms.Body), draw.Opened.Day, tell.State(draw), string.Join('、', draw.Seats.Select(seat => tell.Who(seat.Expert))),
        }));
}
