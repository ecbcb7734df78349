using Mingzhu.City;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests.Siting;

/// <summary>One street of 2 km along y = 0 and parcels of 20 m that lie across it, called by where they begin: p100 is met by the street from x = 100 to x = 120. Distances can be read off the x axis.</summary>
internal static class SiteTown
{
    /// <summary>The town with some parcels.</summary>
    public static TinyCity With(params (string Id, NetTopologySuite.Geometries.Geometry? Shape, (string, object?)[] Values)[] parcels)
    {
        var city = new TinyCity()
            .With("boundaries", ("1", Box(0, -500, 2000, 500), [("level", "city")]), ("west", Box(0, -500, 600, 500), [("level", "subdistrict"), ("name", "西街")]), ("east", Box(600, -500, 2000, 500), [("level", "subdistrict"), ("name", "东街")]))
            .With("paths", ("p", Line((0, 0), (1000, 0), (2000, 0)), []))
            .With("parcels", parcels);
        city.PackFiles["layers.yaml"] = """
            layers:
              - {id: parcels, name: {zh: 地块, en: Parcels}, topic: land, geometry: polygon, key: id, class: staff, fields: [{id: id, type: text}, {id: land_use, type: text, codes: land-use, zh: [用地性质]}, {id: register, type: text, zh: [登记]}]}
              - {id: facilities, name: {zh: 公共服务设施, en: Facilities}, topic: services, geometry: any, class: public, fields: [{id: kind, type: text, codes: facility-kind, zh: [类别]}]}
              - {id: pipes, name: {zh: 管线, en: Pipes}, topic: utilities, geometry: line, class: sensitive, fields: [{id: kind, type: text, zh: [类别]}]}
              - {id: control-lines, name: {zh: 三区三线, en: Control lines}, topic: planning, geometry: polygon, class: staff, fields: [{id: kind, type: text, zh: [类别]}]}
              - {id: buildings, name: {zh: 建筑, en: Buildings}, topic: housing, geometry: polygon, class: staff, fields: [{id: use, type: text, zh: [用途]}]}
            codes: {land-use: [vacant, industrial], facility-kind: [kindergarten, nursery]}
            labels: {land-use: {vacant: [空闲地], industrial: [工业用地]}}
            """;
        city.PackFiles["siting.yaml"] = """
            candidates:
              - {id: land-register, name: {zh: 台账, en: Register}, layer: parcels, where: register IS NOT NULL, source: none}
            usual: land-register
            selections: []
            additions: []
            near_miss: {share: 0.2, source: none}
            across_border: {share: 0.01, source: none}
            """;
        return city;
    }

    /// <summary>A parcel, vacant and 20 m square unless said otherwise.</summary>
    public static (string, NetTopologySuite.Geometries.Geometry?, (string, object?)[]) Parcel(int east, object? landUse = null, double side = 20) =>
        ($"p{east}", Box(east, -side / 2, east + side, side / 2), [("land_use", landUse ?? "vacant")]);

    public static SiteGround Ground(TinyCity city) => Ground(city.Inputs(Entry("R", "reported", "city", "measure: reported")));

    public static SiteGround Ground(CheckUpInputs inputs) => SiteGround.On(ScenarioGround.Prepare(inputs), _ => null);

    public static SiteAnswer Search(TinyCity city, params string[] conditions) => Search(city, "parcels", conditions);

    public static SiteAnswer Search(TinyCity city, string from, string[] conditions) =>
        SiteSearch.Run(Ground(city), new SiteSelection(SiteTarget.Parse(from), [.. conditions.Select(SiteCondition.Parse)]), null, CancellationToken.None);

    public static string[] Ids(this SiteAnswer answer, IEnumerable<int> rows) => [.. rows.Select(row => answer.Describe(row).Id)];
}
