using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Which coordinate system a layer of a file is in (坐标系判定): what the file or the user says and the numbers allow, else it is asked with a picture of each possibility.</summary>
/// <param name="Crs">The system to read it in; null if it must be asked or has no use.</param>
/// <param name="Evidence">What that rests on.</param>
/// <param name="Question">What has to be answered first; null if nothing.</param>
internal sealed record LayerCrs(Crs? Crs, Wording Evidence, Question? Question = null)
{
    private const int MostPictured = 300;

    /// <summary>What the file says by itself; null if nothing, or nothing that can be used.</summary>
    public static Crs? Stated(SourceLayer source) => (source.CrsText is { } text ? CrsDefinition.Read(text).Crs : null) ?? (source.Epsg is { } epsg ? Crs.OfEpsg(epsg) : null);

    /// <summary>What a user names.</summary>
    /// <exception cref="RefusedException">It is none that is known here.</exception>
    public static Crs Named(string name) => Crs.Of(name) ?? throw new RefusedException(new Refusal("crs.unknown", new(
        $"不认识坐标系“{name}”；--crs 可用 EPSG:4490、EPSG:4326、EPSG:3857、高斯-克吕格各带的 EPSG 代码、GCJ-02、BD-09",
        $"the coordinate system '{name}' is not known here; --crs takes EPSG:4490, EPSG:4326, EPSG:3857, the codes of the Gauss-Krüger zones, GCJ-02, BD-09")));

    /// <summary>What the pack and the city's data tell of where a file may lie.</summary>
    public static CrsSurroundings Surroundings(Pack pack, CityGround ground)
    {
        var plane = Crs.Of(pack.Root["plane"].TextOrNull() ?? "");
        // A city at the edge of a zone sends data in its neighbour too.
        Crs?[] usual = plane?.Epsg is { } epsg ? [plane, Crs.OfEpsg(epsg - 1), Crs.OfEpsg(epsg + 1)] : [plane];
        return new CrsSurroundings
        {
            City = (ground.Box ?? [.. PackSettings.ReadExtent(pack.Root["extent"])]) is [var west, var south, var east, var north] ? new Box(west, south, east, north) : null,
            Name = pack.Root["place"].WordingOrNull() is { } name ? (name.Zh, name.En) : null,
            Usual = [.. usual.OfType<Crs>()],
        };
    }

    /// <summary>Decides.</summary>
    /// <param name="source">The layer.</param>
    /// <param name="sight">Some of its shapes.</param>
    /// <param name="said">What the user says; null if nothing.</param>
    /// <param name="saysForOthers">Whether the user's answer is meant for other layers of the file, which state nothing themselves.</param>
    /// <param name="known">Where the city is.</param>
    /// <param name="reference">Shapes of the city that other layers follow; only looked at where offset coordinates are possible.</param>
    /// <param name="problems">Where contradictions go.</param>
    public static LayerCrs Of(SourceLayer source, LayerSight sight, Crs? said, bool saysForOthers, CrsSurroundings known, Lazy<OffsetReference> reference, ProblemList problems)
    {
        var sample = new CoordinateSample();
        foreach (var shape in sight.Shapes)
            sample.Add(shape);
        var proof = CrsProof.Of(CrsClaim.Of(source), sample, known);
        if (sight.Shapes.Count == 0)
            return new(proof.Crs ?? said, new(source.CrsEvidence.Zh, source.CrsEvidence.En));
        if (said is not null && !(saysForOthers && proof.Crs is not null) && proof.Crs?.IsSameAs(said) != true)
        {
            if (proof.Crs is { } stated && !MayBeShifted(stated, said))
                problems.File("crs.contradicts", RowSeverity.Refused, Contradiction(proof, said), source.Name);
            proof = CrsProof.Of(CrsClaim.Said(said), sample, known);
            if (proof.Crs is null)
                problems.File("crs.impossible", RowSeverity.Refused, new(proof.Evidence.Zh, proof.Evidence.En), source.Name);
        }

        foreach (var note in proof.Notes)
            problems.Source(note, Grave(note), source.Name);
        var evidence = new Wording(proof.Evidence.Zh, proof.Evidence.En);
        if (proof.Crs is null && said is null)
            return new(null, evidence, Asked(source, sight, proof));
        return said is null && proof.Crs is { } declared && Suspected(source, sight, declared, reference) is { } question ? new(null, evidence, question) : new(proof.Crs, evidence);
    }

    /// <summary>Asks whether a layer that says it is in WGS 84 or CGCS2000 is not in a web map's offset coordinates, where it would fit what the city has much better.</summary>
    private static Question? Suspected(SourceLayer source, LayerSight sight, Crs declared, Lazy<OffsetReference> reference)
    {
        if (declared is not { IsGeographic: true, Datum: Datum.Wgs84 or Datum.Cgcs2000 })
            return null;
        if (IsOfDataV(source))
        {
            return Doubted(source, sight, Crs.Gcj02, declared, new(
                "字段与阿里云 DataV 的边界数据相同，其坐标通常为 GCJ-02，偏移约 500 米", "its fields are those of the boundaries of Alibaba's DataV, whose coordinates are usually GCJ-02, some 500 m off"));
        }

        var sample = new CoordinateSample();
        foreach (var shape in sight.Shapes)
            sample.Add(declared.Apply(shape));
        if (OffsetSuspicion.Find(sample.Positions, reference.Value) is not { } suspicion)
            return null;
        return Doubted(source, sight, suspicion.Crs, declared, new(suspicion.Says.Zh, suspicion.Says.En));
    }

    /// <summary>Nobody else writes these beside a boundary.</summary>
    private static bool IsOfDataV(SourceLayer source) => Array.TrueForAll(["adcode", "acroutes"], name => source.Fields.Any(field => field.Name == name));

    private static Question Doubted(SourceLayer source, LayerSight sight, Crs likelier, Crs declared, Wording says) => new(
        "crs", new($"“{source.Name}”是什么坐标系？{says.Zh}", $"which coordinate system has '{source.Name}'? {says.En}"),
        [.. new[] { likelier, declared }.Select(crs => new Choice(crs.Name, new(crs.Says.Zh, crs.Says.En), Picture(crs, sight)))]);

    private static RowSeverity Grave(SourceProblem note) => note.Severity switch
    {
        ProblemSeverity.Note => RowSeverity.Note,
        ProblemSeverity.Repaired => RowSeverity.Repaired,
        _ => RowSeverity.Refused,
    };

    private static Wording Contradiction(CrsProof proof, Crs said) => new(
        $"文件说明坐标系为 {proof.Crs!.Name}（{proof.Evidence.Zh}），与 --crs {said.Name} 不符；去掉 --crs，或先改正文件",
        $"the file says {proof.Crs!.Name} ({proof.Evidence.En}), --crs says {said.Name}; leave --crs out or mend the file");

    /// <summary>GeoJSON always claims WGS 84; files made in China may hold GCJ-02 or BD-09 all the same, and only the user can say so.</summary>
    private static bool MayBeShifted(Crs stated, Crs said) => stated is { IsGeographic: true, Datum: Datum.Wgs84 or Datum.Cgcs2000 } && said.Datum is Datum.Gcj02 or Datum.Bd09;

    private static Question Asked(SourceLayer source, LayerSight sight, CrsProof proof) => new(
        "crs", new($"“{source.Name}”是什么坐标系？{proof.Evidence.Zh}", $"which coordinate system has '{source.Name}'? {proof.Evidence.En}"),
        [.. proof.Candidates.Select(candidate => new Choice(candidate.Crs.Name, new(candidate.Says.Zh, candidate.Says.En), Picture(candidate.Crs, sight)))]);

    /// <summary>Where the data would lie; slips that would not lie on earth are left out.</summary>
    private static string? Picture(Crs crs, LayerSight sight)
    {
        var picture = new LayerPicture();
        var step = Math.Max(1, sight.Shapes.Count / MostPictured);
        for (var at = 0; at < sight.Shapes.Count; at += step)
        {
            var placed = crs.Apply(sight.Shapes[at]);
            if (OnEarth(placed.EnvelopeInternal))
                picture.Add(placed);
        }

        return picture.ToGeoJson();
    }

    /// <summary>Whether degrees are such as there are.</summary>
    public static bool OnEarth(Envelope box) => box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90;
}
