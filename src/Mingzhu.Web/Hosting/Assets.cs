using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>What npm built for the browser (前端资源): the one script and the one style sheet every page names, by their hashed file names.</summary>
public sealed record Assets(string Folder, string Script, string Style)
{
    /// <summary>Reads Vite's manifest.</summary>
    /// <exception cref="RefusedException">Nothing was built yet.</exception>
    public static Assets In(string contentRoot)
    {
        var folder = Path.GetFullPath(Path.Combine(contentRoot, "wwwroot", "assets"));
        var manifest = Path.Combine(folder, "manifest.json");
        if (!File.Exists(manifest))
        {
            throw new RefusedException(new Refusal("web.assets-not-built", new(
                $"{folder} 中没有网页资源；请运行 ./start，或在 src/Mingzhu.Web/assets 中运行 npm ci && npm run build",
                $"{folder} holds no web assets; run ./start, or npm ci && npm run build in src/Mingzhu.Web/assets")));
        }

        using var built = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var entry = built.RootElement.GetProperty("src/page.ts");
        return new Assets(folder, $"/assets/{entry.GetProperty("file").GetString()}", $"/assets/{entry.GetProperty("css")[0].GetString()}");
    }
}
