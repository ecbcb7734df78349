using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The entities of a drawing, one after the other.</summary>
internal static class DxfEntities
{
    private const int MostPairs = 8_000_000;

    /// <summary>What stands in the section ENTITIES; blocks and objects are passed over.</summary>
    /// <exception cref="BrokenFileException">No DXF, or an entity without end.</exception>
    public static IEnumerable<DxfEntity> In(string path, string file, Encoding encoding)
    {
        using var codes = new DxfCodes(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), encoding, file);
        var (isEntities, sawSection) = (false, false);
        DxfEntity? whole = null, part = null;
        var pairs = 0;
        for (var pair = codes.Next(); pair is { } next; pair = codes.Next())
        {
            if (next.Code != 0)
            {
                if (next.Code == 2 && part is { Type: "SECTION" })
                    isEntities = next.Value.Trim() == "ENTITIES";
                if (part is null && !sawSection && next.Code != 999)
                    throw Broken(file, "不是 DXF（应以 0/SECTION 开始）", "it is no DXF (it should begin with 0/SECTION)");
                if (++pairs > MostPairs)
                    throw Broken(file, $"第 {next.Line} 行的图元过大", $"the entity at line {next.Line} is too large");
                if (isEntities || part is { Type: "SECTION" })
                    part?.Pairs.Add(next);
                continue;
            }
            var type = next.Value.Trim();
            sawSection |= type == "SECTION";
            if (!sawSection)
                throw Broken(file, "不是 DXF（应以 0/SECTION 开始）", "it is no DXF (it should begin with 0/SECTION)");
            var begun = new DxfEntity(type, next.Line);
            if (isEntities && whole is not null && type is "VERTEX" or "ATTRIB")
            {
                // Vertices of a polyline and attributes of a block follow it.
                whole!.Parts.Add(begun);
                part = begun;
                pairs++;
                continue;
            }
            if (whole is not null)
                yield return whole;
            pairs = 0;
            part = begun;
            isEntities &= type is not ("ENDSEC" or "EOF" or "SECTION");
            whole = isEntities && type != "SEQEND" ? begun : null;
        }
        if (whole is not null)
            yield return whole;
        if (!sawSection)
            throw Broken(file, "不是 DXF（应以 0/SECTION 开始）", "it is no DXF (it should begin with 0/SECTION)");
    }

    private static BrokenFileException Broken(string file, string zh, string en) => new(new SourceProblem("dxf.broken", $"{file}：{zh}；请重新导出 DXF", $"{file}: {en}; export the DXF again"));
}
