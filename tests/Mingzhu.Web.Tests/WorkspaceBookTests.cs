using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests;

public sealed class WorkspaceBookTests
{
    [Fact]
    public async Task A_new_city_shows_its_name_its_layers_and_the_next_command()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "city");
        using var workspace = Workspace.Create(folder, Pack.Load(Path.Combine(Repository.Root, "packs", "generic")), Session.Operator(Language.Zh), TimeProvider.System);
        await using var city = await ServedCity.Of(new WorkspaceBook(workspace));

        (await city.Get("/")).ShouldContain($"mingzhu import FILE --city {workspace.Folder}");
        (await city.Get("/data")).ShouldContain("residential-land");
        var book = new WorkspaceBook(workspace);
        book.TimeZone.Id.ShouldBe("Asia/Shanghai");
        var fields = book.Layers.Single(layer => layer.Id == "compounds").Fields.ToDictionary(field => field.Id);
        fields["activity_ground_m2"].Name.En.ShouldBe("Activity ground");
        fields["households"].Unit.ShouldBe(new Wording("户", "households"));
        fields["name"].Unit.ShouldBeNull();
        (await city.Get("/map?lang=en")).ShouldContain("There is no layer to draw yet.");
        (await city.Ask("/runs/latest")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
