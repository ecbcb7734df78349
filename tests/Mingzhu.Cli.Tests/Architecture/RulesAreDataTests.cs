using System.Text.RegularExpressions;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Cli.Tests.Architecture;

/// <summary>Rules are data (rule 2): no place name, threshold, indicator or article stands in C#.</summary>
public partial class RulesAreDataTests
{
    [Fact]
    public void No_place_of_a_pack_is_named_in_the_code()
    {
        var pack = Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng"));
        var file = pack.File("jurisdictions.yaml");
        var names = file["districts"].Items().Concat(file["zones"].Items()).Append(file["city"])
            .SelectMany(place => new[] { place["name"]["zh"].TextOrNull(), place["code"].TextOrNull() })
            .Append("聊城").OfType<string>().ToArray();

        names.Length.ShouldBeGreaterThan(20);
        Hits(names).ShouldBeEmpty();
    }

    [Fact]
    public void No_indicator_of_a_catalog_is_named_in_the_code()
    {
        var codes = Catalog.Load(Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng")), "MOHURD-2025").Indicators.Select(indicator => '"' + indicator.Code + '"').ToArray();

        codes.Length.ShouldBeGreaterThanOrEqualTo(60);
        Hits(codes).ShouldBeEmpty();
    }

    [Fact]
    public void No_article_of_a_document_is_cited_in_the_code() =>
        Code().Where(line => Article().IsMatch(line.Text)).Select(line => line.Where).ShouldBeEmpty();

    [Fact]
    public void The_rooms_that_judge_hold_no_numbers_that_could_be_thresholds()
    {
        // Counting (3: the limits between four grades, the kinds a finding names), 7 decimals of a degree, percent, millimetres in a metre, square metres in a hectare. Any other number in a room that judges belongs in the pack.
        double[] harmless = [0, 1, 2, 3, 7, 100, 1000, 10_000];
        string[] rooms = ["src/Mingzhu.CheckUp/Measures/", "src/Mingzhu.CheckUp/Findings/", "src/Mingzhu.CheckUp/Catalogs/"];
        var found = Code().Where(line => rooms.Any(room => line.File.StartsWith(room, StringComparison.Ordinal)))
            .SelectMany(line => Number().Matches(Quoted().Replace(line.Text, "")).Select(match => (line.Where, match.Value)))
            .Where(hit => !harmless.Contains(double.Parse(hit.Value.Replace("_", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)));

        found.ShouldBeEmpty();
    }

    private static IEnumerable<string> Hits(string[] texts) =>
        Code().Where(line => texts.Any(text => line.Text.Contains(text, StringComparison.Ordinal))).Select(line => line.Where);

    /// <summary>Lines of code without comments: a docstring may cite where a term comes from.</summary>
    private static IEnumerable<(string File, string Where, string Text)> Code() =>
        from file in Repository.Sources()
        from line in Repository.Text(file).Split('\n').Select((text, index) => (Text: Comment().Replace(text, ""), Number: index + 1))
        where line.Text.Trim().Length > 0
        select (file, $"{file}:{line.Number}: {line.Text.Trim()}", line.Text);

    [GeneratedRegex(@"^\s*(///|//|@\*).*$|\s//\s.*$")]
    private static partial Regex Comment();

    // GB18030 and GB2312 are encodings of text, not rules of a city.
    [GeneratedRegex(@"第[一二三四五六七八九十百]+条(?!成立)|〔\d{4}〕|GB(/T)?\s?(?!18030|2312)\d{4,}|\bS\d-\d")]
    private static partial Regex Article();

    [GeneratedRegex(@"(?<!\$)""[^""{}]*""|:[0#.,]+(?=\})")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.""#])\d[\d_]*(\.\d+)?(e-?\d+)?(?![\w""])")]
    private static partial Regex Number();
}
