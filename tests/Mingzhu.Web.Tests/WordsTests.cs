using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.Web.Tests;

public sealed partial class WordsTests
{
    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_gaps()
    {
        foreach (var (key, wording) in Words.All)
        {
            wording.Zh.ShouldNotBeNullOrWhiteSpace(key);
            wording.En.ShouldNotBeNullOrWhiteSpace(key);
            Gaps(wording.Zh).ShouldBe(Gaps(wording.En), key);
        }
    }

    [Fact]
    public void Every_text_a_page_asks_for_is_there_and_none_is_left_over()
    {
        var asked = Sources().SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();

        asked.Where(key => Words.All.ContainsKey(key) is false && Looks(key)).ShouldBeEmpty();
        Words.All.Keys.Where(key => !asked.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void No_component_carries_a_style_or_a_script_of_its_own()
    {
        foreach (var file in Sources().Where(file => file.EndsWith(".razor", StringComparison.Ordinal) && Path.GetFileName(file) != "Document.razor"))
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain(" style=", customMessage: file);
            text.ShouldNotContain("<script", customMessage: file);
            text.ShouldNotContain(" onclick", customMessage: file);
        }
    }

    // A quoted string with a first part that begins a key: "overview.title"; the name of a file is none.
    private static bool Looks(string key) => !key.EndsWith(".yaml", StringComparison.Ordinal) && Words.All.Keys.Any(known => known.Split('.')[0] == key.Split('.')[0]);

    private static string Gaps(string text) => string.Join(',', Gap().Matches(text).Select(match => match.Value).Distinct().Order());

    private static IEnumerable<string> Sources() => new[] { "*.razor", "*.cs" }.SelectMany(pattern => Directory.EnumerateFiles(Repository.Web, pattern, SearchOption.AllDirectories)).Where(file => !file.Contains("node_modules"));

    [GeneratedRegex("\"([a-z][a-z-]*\\.[a-z][a-z-]*|colon)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}

/// <summary>Where the repository lies, seen from the built tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Web => Path.Combine(Root, "src", "Mingzhu.Web");

    public static string Approved => Path.Combine(Root, "tests", "Mingzhu.Web.Tests", "Approved");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
