using System.Xml.Linq;

namespace Mingzhu.Cli.Tests.Architecture;

/// <summary>Who may use whom (rule 4). A new arrow needs a decision record.</summary>
public class RoomTests
{
    /// <summary>The rooms from upstream to downstream, and for each the rooms it uses.</summary>
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["Spatial"] = [],
        ["City"] = [],
        ["Store"] = ["City"],
        ["People"] = ["City", "Store"],
        ["Procedures"] = ["City", "Spatial", "Store", "People"],
        ["Atlas"] = ["City", "Spatial", "Store"],
        ["Civic"] = ["City", "Store", "People", "Procedures"],
        ["CheckUp"] = ["City", "Spatial", "Store", "Atlas"],
        ["Renewal"] = ["City", "Spatial", "Store", "People", "Procedures", "Atlas", "Civic", "CheckUp"],
        ["Publishing"] = ["City", "Spatial", "Store", "People", "Atlas", "CheckUp"],
        ["Sample"] = ["City", "Spatial", "Store"],
        ["Web"] = ["City", "Spatial", "Store", "People", "Procedures", "Atlas", "Civic", "CheckUp", "Renewal", "Publishing"],
        ["Cli"] = ["City", "Spatial", "Store", "People", "Procedures", "Atlas", "Civic", "CheckUp", "Renewal", "Publishing", "Sample", "Web"],
    };

    [Fact]
    public void Every_room_references_only_the_rooms_upstream_that_the_plan_allows()
    {
        foreach (var (room, allowed) in Uses)
        {
            var references = XDocument.Load(Path.Combine(Repository.Root, "src", $"Mingzhu.{room}", $"Mingzhu.{room}.csproj"))
                .Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Mingzhu.".Length..]);

            references.Except(allowed).ShouldBeEmpty($"{room} has an arrow that is not in the plan");
        }
    }

    [Fact]
    public void The_plan_itself_flows_one_way()
    {
        var order = Uses.Keys.ToList();

        foreach (var (room, allowed) in Uses)
            allowed.ShouldAllBe(upstream => order.IndexOf(upstream) < order.IndexOf(room));
    }

    [Fact]
    public void There_is_no_room_outside_the_plan() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)["Mingzhu.".Length..])
            .Except(Uses.Keys).ShouldBeEmpty();

    [Fact]
    public void A_room_opens_its_insides_only_to_its_own_tests()
    {
        foreach (var project in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var room = Path.GetFileNameWithoutExtension(project);
            var opened = XDocument.Load(project).Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value);

            opened.ShouldAllBe(friend => friend == room + ".Tests" || friend == "Mingzhu.Bench" || friend == "Mingzhu.Journeys");
        }
    }

    [Fact]
    public void Only_Store_opens_SQLite() =>
        Repository.Sources().Where(file => !file.StartsWith("src/Mingzhu.Store/", StringComparison.Ordinal))
            .Where(file => Repository.Text(file).Contains("Microsoft.Data.Sqlite", StringComparison.Ordinal)).ShouldBeEmpty();
}
