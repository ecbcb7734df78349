using Mingzhu.City.Tests.Expressions;
using Mingzhu.City.Tests.Packs;

namespace Mingzhu.City.Tests.Osm;

/// <summary>osm.yaml as content: what an element's tags become. The importer that streams a whole file stands in a later room.</summary>
public sealed class OsmMappingTests
{
    private static readonly Pack Generic = Repository.Load("generic");

    [Theory]
    [InlineData("line", "highway=primary_link", "roads class=arterial bridge=false")]
    [InlineData("line", "highway=tertiary bridge=viaduct", "roads class=branch bridge=true")]
    [InlineData("line", "highway=unclassified foot=designated", "roads class=branch foot=yes bridge=false")]
    [InlineData("line", "highway=service access=private", "roads class=service foot=no bridge=false")]
    [InlineData("line", "highway=footway", "paths class=footway")]
    [InlineData("line", "highway=cycleway foot=yes", "paths class=cycleway foot=yes")]
    [InlineData("line", "highway=path name=古运河绿道", "paths name=古运河绿道 class=path; greenways name=古运河绿道")]
    [InlineData("line", "highway=pedestrian area=yes", "")]
    [InlineData("line", "highway=construction", "")]
    [InlineData("line", "waterway=canal name=徒骇河", "rivers name=徒骇河 class=canal")]
    [InlineData("polygon", "landuse=residential", "residential-land; construction-land land_use=residential; parcels land_use=residential")]
    [InlineData("polygon", "landuse=grass", "parcels land_use=green")]
    [InlineData("polygon", "building=semidetached_house building:levels=2", "buildings use=residential floors=2")]
    [InlineData("polygon", "building=yes", "buildings")]
    [InlineData("polygon", "building=yes shop=supermarket", "buildings use=commercial; facilities kind=market class=supermarket")]
    [InlineData("polygon", "building=garage", "buildings use=other")]
    [InlineData("polygon", "building=no", "")]
    [InlineData("polygon", "leisure=park access=private", "parks enclosed=true")]
    [InlineData("polygon", "leisure=park name=龙湾口袋公园", "parks name=龙湾口袋公园 class=pocket enclosed=false")]
    [InlineData("polygon", "leisure=garden", "")]
    [InlineData("point", "amenity=school name=柳园小学", "facilities name=柳园小学 kind=primary-school class=school")]
    [InlineData("point", "amenity=school name=第一中学", "facilities name=第一中学 kind=secondary-school class=junior")]
    [InlineData("point", "amenity=school name=第一高级中学", "facilities name=第一高级中学 kind=secondary-school class=senior")]
    [InlineData("point", "amenity=school isced:level=1;2", "facilities kind=secondary-school class=nine-year")]
    [InlineData("point", "amenity=school isced:level=1", "facilities kind=primary-school class=school")]
    [InlineData("point", "amenity=school", "facilities kind=other class=school")]
    [InlineData("point", "highway=bus_stop public_transport=platform", "facilities kind=bus-stop")]
    [InlineData("point", "highway=bus_stop public_transport=stop_position", "")]
    [InlineData("point", "amenity=toilets access=customers", "")]
    [InlineData("point", "amenity=recycling recycling_type=container", "")]
    [InlineData("point", "amenity=clinic healthcare=dentist", "")]
    [InlineData("point", "amenity=clinic name=新区社区卫生服务站", "facilities name=新区社区卫生服务站 kind=health-station")]
    [InlineData("polygon", "leisure=pitch sport=soccer", "facilities kind=football-3 class=unknown-size")]
    [InlineData("polygon", "leisure=pitch sport=soccer name=五人制足球场", "facilities name=五人制足球场 kind=football-5 class=declared")]
    [InlineData("polygon", "leisure=pitch sport=tennis access=private", "facilities kind=sports-ground-small class=tennis open_to_public=false")]
    [InlineData("point", "entrance=main", "entrances kind=main")]
    [InlineData("point", "entrance=exit", "")]
    [InlineData("point", "building=entrance", "entrances kind=yes")]
    [InlineData("polygon", "natural=water landuse=reservoir", "water; parcels land_use=water")]
    public void Tags_become_rows(string geometry, string tags, string rows) =>
        string.Join("; ", RowsOf(Generic.File("osm.yaml")["rules"], geometry, tags)).ShouldBe(rows);

    [Theory]
    [InlineData("wide", "leisure=garden", "parks enclosed=false")]
    [InlineData("admin", "boundary=administrative admin_level=6", "boundaries level=district")]
    [InlineData("admin", "boundary=administrative admin_level=7", "")]
    public void A_second_table_reads_other_things(string table, string tags, string rows) =>
        string.Join("; ", RowsOf(Generic.File("osm.yaml")["tables"][table]["rules"], "polygon", tags)).ShouldBe(rows);

    [Fact]
    public void Every_rule_speaks_of_a_layer_a_field_and_a_code_that_exist()
    {
        var file = Generic.File("layers.yaml");
        var layers = file["layers"].Items().ToDictionary(layer => layer["id"].Text());
        foreach (var rule in AllRules())
        {
            var fields = layers[rule["layer"].Text()]["fields"].Items().ToDictionary(field => field["id"].Text());
            foreach (var (id, value) in rule["set"].Entries())
            {
                fields.ShouldContainKey(id);
                var codes = file["codes"][fields[id]["codes"].TextOrNull() ?? ""].Texts().ToHashSet();
                if (codes.Count > 0)
                    value["cases"].Items().Select(item => item["value"].Text()).Append(value["else"].TextOrNull()).Append(value["value"].TextOrNull()).OfType<string>().ShouldBeSubsetOf(codes);
            }
        }
    }

    [Fact]
    public void Every_expression_can_be_read_and_needs_one_of_the_tags_that_any_of_names()
    {
        foreach (var rule in AllRules())
        {
            var where = rule["where"].Expression();
            rule["set"].Entries().SelectMany(entry => entry.Value["cases"].Items()).Select(item => item["where"].Expression()).Count().ShouldBeGreaterThanOrEqualTo(0);
            where.Fields.Intersect(rule["any-of"].Texts()).ShouldNotBeEmpty();
        }

        Generic.Problems.ShouldBeEmpty();
    }

    private static IEnumerable<PackNode> AllRules() =>
        Generic.File("osm.yaml")["rules"].Items().Concat(Generic.File("osm.yaml")["tables"].Entries().SelectMany(table => table.Value["rules"].Items()));

    private static IEnumerable<string> RowsOf(PackNode rules, string geometry, string tags)
    {
        var row = new Row(tags.Split(' ').ToDictionary(tag => tag[..tag.LastIndexOf('=')], object? (tag) => tag[(tag.LastIndexOf('=') + 1)..]));
        var layers = new HashSet<string>();
        foreach (var rule in rules.Items())
        {
            var fits = rule["geometry"].Text() == geometry || (rule["geometry"].Text() == "any" && geometry != "line");
            var named = rule["any-of"].Texts().Any(tag => row[tag] is not null);
            if (fits && named && rule["where"].Expression().Holds(row) == true && layers.Add(rule["layer"].Text()))
                yield return string.Join(' ', Values(rule, row).Prepend(rule["layer"].Text()));
        }
    }

    private static IEnumerable<string> Values(PackNode rule, Row row) =>
        from entry in rule["set"].Entries()
        let held = entry.Value["cases"].Items().FirstOrDefault(item => item["where"].Expression().Holds(row) == true)
        let value = held?["value"].Text()
            ?? entry.Value["tag"].Texts().Concat(entry.Value["tags"].Texts()).Select(tag => row[tag] as string).FirstOrDefault(text => text is not null)
            ?? entry.Value["value"].TextOrNull() ?? entry.Value["else"].TextOrNull()
        where value is not null
        select $"{entry.Key}={value}";
}
