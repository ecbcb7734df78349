using System.Globalization;
using System.Text;

namespace Mingzhu.Sample.Files;

/// <summary>Says beside the files what they are: <c>source.yaml</c> for the importer, README.txt for people.</summary>
internal static class Provenance
{
    public static void WriteSource(string path, Recipe recipe, int seed)
    {
        var text = new StringBuilder()
            .Append("invented: true\n")
            .Append("source:\n")
            .Append(CultureInfo.InvariantCulture, $"  zh: {string.Format(CultureInfo.InvariantCulture, recipe.SourceZh, seed)}\n")
            .Append(CultureInfo.InvariantCulture, $"  en: {string.Format(CultureInfo.InvariantCulture, recipe.SourceEn, seed)}\n")
            .Append(CultureInfo.InvariantCulture, $"licence: {recipe.Licence}\n")
            .Append(CultureInfo.InvariantCulture, $"date: {recipe.Date}\n");
        File.WriteAllText(path, text.ToString());
    }

    public static void WriteReadme(string path, Recipe recipe, int buildings, int seed) => File.WriteAllText(
        path, string.Format(CultureInfo.InvariantCulture, recipe.ReadmeZh, seed, buildings) + "\n\n" + string.Format(CultureInfo.InvariantCulture, recipe.ReadmeEn, seed, buildings) + "\n");
}
