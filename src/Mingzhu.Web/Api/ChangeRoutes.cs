using Microsoft.Extensions.Localization;
using Mingzhu.People;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>One change between two versions of a layer, as the map of changes tells it when it is clicked.</summary>
internal static class ChangeRoutes
{
    public static void MapChanges(this IEndpointRouteBuilder app) =>
        app.MapGet("/data/layers/{layer}/changes/{from:int}-{to:int}/{**id}", Change).Opens(RightIds.ViewLayers);

    private static IResult Change(string layer, int from, int to, string id, ICityBook book, Reader reader, Show show, IStringLocalizer text)
    {
        if (book.Layers.FirstOrDefault(each => each.Id == layer) is not { Open: true } sheet || book.Compare(layer, from, to) is not { } comparison
            || comparison.Changes.FirstOrDefault(change => change.Id == id) is not { } change)
            return Results.NotFound();
        string Told(object? value) => RunRoutes.Written(value, null, text) is { Length: > 0 } said ? said : "—";
        string[][] fields =
        [
            [text["column.id"], change.Id],
            .. change.FormerId is { } former ? [[text["compare.former"], former]] : Array.Empty<string[]>(),
            .. change.Shape?.ShiftM is { } metres ? [[text["compare.moved-m"], Show.Number(metres, metres < 10 ? 1 : 0)]] : Array.Empty<string[]>(),
            .. change.Related is [] ? Array.Empty<string[]>() : [[text["compare.related"], string.Join(" · ", change.Related)]],
            .. change.Fields.Select(value => new[] { sheet.Fields.FirstOrDefault(field => field.Id == value.Field) is { } known ? reader.In(known.Name) : value.Field, $"{Told(value.Before)} → {Told(value.After)}" }),
        ];
        return Results.Ok(new FeatureAnswer(
            comparison.NameOf(change) is { Length: > 0 } name ? name : change.Id, show.Change(change.Kind), fields, Addresses.Compare(layer, from, to, text: change.Id)));
    }
}
