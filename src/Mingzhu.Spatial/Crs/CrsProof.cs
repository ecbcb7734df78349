using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>What a file, or a person, says of the coordinates.</summary>
/// <param name="Epsg">An EPSG code; null if none is said.</param>
/// <param name="Text">A definition, as <see cref="CrsDefinition.Read"/> reads it; null if there is none. Goes before the code: parameters win.</param>
/// <param name="Evidence">Where that stands: "the .prj says …"; "nothing in the file says".</param>
public sealed record CrsClaim(int? Epsg, string? Text, (string Zh, string En) Evidence)
{
    /// <summary>What the file of a layer says.</summary>
    public static CrsClaim Of(SourceLayer layer) => new(layer.Epsg, layer.CrsText, layer.CrsEvidence);

    /// <summary>What a person answered.</summary>
    public static CrsClaim Said(Crs crs) => new(null, null, ($"指定为 {crs.Name}", $"said to be {crs.Name}")) { Answer = crs };

    /// <summary>The person's answer; null if the file speaks.</summary>
    public Crs? Answer { get; private init; }
}

/// <summary>What is known of the city when a file comes: it tells where the data may lie. Everything may be missing.</summary>
public sealed record CrsSurroundings
{
    /// <summary>The extent of what the city has, EPSG:4490 degrees; null at the first import.</summary>
    public Box? City { get; init; }

    /// <summary>What the city is called in sentences; null for "the city".</summary>
    public (string Zh, string En)? Name { get; init; }

    /// <summary>How far from the city's extent data may lie before it is said, degrees.</summary>
    public double FarDegrees { get; init; } = 1;

    /// <summary>Systems that are usual there, the likeliest first: the pack's plane, its neighbour zone.</summary>
    public ImmutableArray<Crs> Usual { get; init; } = [];
}

/// <summary>How sure it is what the coordinates are.</summary>
public enum CrsVerdict : byte
{
    /// <summary>The file or a person says so, and the numbers can be that.</summary>
    Proved,

    /// <summary>The file says so but for zone number, axis order or zone, which the numbers prove to be another; the datum is the file's.</summary>
    Corrected,

    /// <summary>The numbers can't be what the file says; a person has to say what they are.</summary>
    Contradicted,

    /// <summary>The file doesn't say; a person has to.</summary>
    Ask,
}

/// <summary>One thing the coordinates could be.</summary>
/// <param name="Crs">The system; its name is the answer to give.</param>
/// <param name="Says">What it would mean: "CGCS2000 3 度带 …：数据将位于 115.28–116.55°E、35.79–37.04°N，在城市范围内".</param>
/// <param name="Where">The rectangle in which nearly all data would lie, EPSG:4490 degrees.</param>
public sealed record CrsCandidate(Crs Crs, (string Zh, string En) Says, Box Where);

/// <summary>What a layer's coordinates are, and what that rests on (坐标系证明).</summary>
/// <param name="Verdict">How sure.</param>
/// <param name="Crs">The system to read the layer in; null if a person has to say it first.</param>
/// <param name="Evidence">What the answer rests on, whole sentences.</param>
/// <param name="Candidates">If a person has to say: what the numbers allow, the likeliest first; empty if anything may be typed.</param>
/// <param name="Notes">What is odd: "crs.corrected", "crs.far", "crs.name-contradicts", "crs.unreadable", "crs.unsupported", …; one is Refused only where the file speaks of a system that can't be used.</param>
/// <remarks>
/// Numbers prove zone, zone number, axis order and degrees or metres; they never prove the datum. So without a word of the file the answer is always <see cref="CrsVerdict.Ask"/>, and
/// among the candidates are all datums. 1 position in 20 may lie anywhere: files hold slips.<br/>
/// By: GB/T 17278 (zones: eastings with a number in front never overlap; northings of China, 0.4 to 5.9 million metres, are no eastings without a number).
/// </remarks>
public sealed record CrsProof(
    CrsVerdict Verdict, Crs? Crs, (string Zh, string En) Evidence, ImmutableArray<CrsCandidate> Candidates, ImmutableArray<SourceProblem> Notes)
{
    /// <summary>Weighs what is said against the numbers and the place.</summary>
    public static CrsProof Of(CrsClaim claim, CoordinateSample numbers, CrsSurroundings known)
    {
        var (crs, notes) = Claimed(claim);
        var judge = new CrsJudge(numbers, known);
        if (crs is not null)
            return judge.Check(crs, claim.Evidence, notes);
        return notes.Any(note => note.Severity == ProblemSeverity.Refused)
            ? new CrsProof(CrsVerdict.Ask, null, claim.Evidence, [], notes)
            : judge.Ask(claim.Evidence, notes);
    }

    /// <summary>The system that is spoken of, and what is odd about the words. A definition that can't be read counts as none.</summary>
    private static (Crs? Crs, ImmutableArray<SourceProblem> Notes) Claimed(CrsClaim claim)
    {
        if (claim.Answer is { } answer)
            return (answer, []);
        var byText = string.IsNullOrWhiteSpace(claim.Text) ? null : CrsDefinition.Read(claim.Text);
        var byCode = claim.Epsg is { } epsg ? CrsDefinition.OfCode(epsg) : null;
        if (byText?.Crs is { } written)
            return (written, byCode?.Crs is { } coded && !coded.IsSameAs(written) && byText.Notes.IsEmpty ? [.. byText.Notes, Differs(coded, written)] : byText.Notes);
        if (byCode?.Crs is { } known)
            return (known, []);
        var problem = (byCode ?? byText)?.Problem;
        if (byText?.Problem is { Code: "crs.unsupported" } unsupported)
            problem = unsupported;
        return (null, problem is null ? [] : [problem.Code == "crs.unreadable" ? problem with { Severity = ProblemSeverity.Note } : problem]);
    }

    private static SourceProblem Differs(Crs coded, Crs written) => new(
        "crs.name-contradicts",
        $"文件给出代码 {coded.Name}，但定义的参数是 {written.Says.Zh}；以参数为准",
        $"the file gives the code {coded.Name}, but the parameters of its definition are those of {written.Says.En}; the parameters were followed",
        ProblemSeverity.Note);
}
