using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas.Tests.Imports;

public sealed class LayersImportedTests
{
    // As the ledger held it before answers and accuracy were recorded.
    private const string Old = """
        {"fileName":"parks.geojson","fileHash":"00aa","asOf":"2026-06-30","provenance":{"source":{"zh":"园林处","en":"parks office"},"invented":false},"report":"vault:1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b",
         "layers":[{"layer":"parks","file":"vault:2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c","rows":"33dd","count":2,"box":[115,36,115.01,36.01]}]}
        """;

    [Fact]
    public void An_event_from_before_answers_were_kept_still_reads()
    {
        var read = JsonSerializer.Deserialize<LayersImported>(Old, FactJson.Options)!;

        read.Answers.ShouldBeNull();
        read.Layers.Single().As(1, read, seq: 7).ShouldBe(new LayerVersion(
            "parks", 1, "2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c", "33dd", 2, new DateOnly(2026, 6, 30), "parks.geojson", new Provenance(new Wording("园林处", "parks office")), 115, 36, 115.01, 36.01, 7));
    }

    [Fact]
    public void What_the_user_answered_is_on_record_and_nothing_else()
    {
        var request = new ImportRequest("/x/a.csv", As: "parks", Crs: "GCJ-02", Columns: new Dictionary<string, string> { ["name"] = "公园" }, SkipBadRows: true);

        JsonSerializer.Serialize(request.Answers, FactJson.Options).ShouldBe("""{"as":"parks","crs":"GCJ-02","skipBadRows":true,"columns":{"name":"公园"}}""");
        new ImportRequest("/x/a.csv").Answers.ShouldBeNull();
    }
}
