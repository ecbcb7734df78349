using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>How the texts of a file spell their characters (字符编码), and what that rests on.</summary>
/// <param name="Named">The encoding.</param>
/// <param name="Evidence">Why it is that one, for <see cref="SourceLayer.EncodingEvidence"/>.</param>
internal sealed record TextEncoding(NamedEncoding Named, (string Zh, string En) Evidence)
{
    private const int ChunkBytes = 1 << 16;
    private const int MostChunkBytes = 1 << 24;

    /// <summary>What was noticed on the way: a .cpg that lies or names nothing known.</summary>
    public ImmutableArray<SourceProblem> Problems { get; init; } = [];

    /// <summary>The encoding named by whoever has the right to: the user, the .cpg, the language id; else what the bytes speak for.</summary>
    /// <param name="said">By the user; believed without proof.</param>
    /// <param name="cpg">Text of the .cpg; null if there is none.</param>
    /// <param name="language">Language id of the DBF file; 0 says nothing.</param>
    /// <param name="prove">Goes over all texts.</param>
    /// <exception cref="BrokenFileException">The user says a name that is none.</exception>
    public static TextEncoding Of(string file, string? said, string? cpg, byte language, Action<TextProof> prove)
    {
        if (said is not null)
        {
            var named = Known(file, said);
            return new(named, ($"由用户指明为 {named.Name}", $"said by the user: {named.Name}"));
        }
        var problems = new List<SourceProblem>();
        var byCpg = cpg is null || NamedEncoding.SaysNothing(cpg) ? null : NamedEncoding.Of(cpg) is { HoldsAscii: true } known ? known : null;
        if (cpg is not null && byCpg is null && !NamedEncoding.SaysNothing(cpg))
            problems.Add(CpgUnknown(cpg));
        var byLanguage = NamedEncoding.OfLanguage(language);
        var proof = new TextProof(byCpg ?? byLanguage);
        prove(proof);
        if (byCpg is null && byLanguage is null)
            return Silent(proof, problems);
        var (stated, label) = byCpg is null
            ? (byLanguage!, (Zh: $"DBF 的语言标识 0x{language:X2} 表示 {byLanguage!.Name}", En: $"the language id 0x{language:X2} of the DBF file says {byLanguage.Name}"))
            : (byCpg, (Zh: $".cpg 写的是 {Shown(cpg!)}", En: $"the .cpg says {Shown(cpg!)}"));
        return Stated(proof, stated, label, byCpg is null ? "text.ldid-lies" : "text.cpg-lies", problems);
    }

    /// <summary>The encoding of a text file: what the user says, else its mark, else what all its bytes speak for.</summary>
    /// <exception cref="BrokenFileException">None fits, or the name is unknown.</exception>
    public static TextEncoding OfFile(string path, string? said)
    {
        var file = Path.GetFileName(path);
        if (said is not null)
            return Of(file, said, null, 0, _ => { });
        if (Marked(path) is { } marked)
            return new(marked, ("文件开头有 UTF-16 标记", "the file begins with the mark of UTF-16"));
        var proof = new TextProof();
        Prove(path, proof);
        var (best, evidence) = proof.Speaks();
        if (best.FitsAll)
            return new(best.Encoding, evidence);
        var (noUtf8, noGb18030, noBig5) = (proof[NamedEncoding.Utf8].FirstMisfit, proof[NamedEncoding.Gb18030].FirstMisfit, proof[NamedEncoding.Big5].FirstMisfit);
        throw new BrokenFileException(new SourceProblem(
            "text.encoding",
            $"{file}：文字既不是 UTF-8（第 {noUtf8} 字节起不符）也不是 GB18030（第 {noGb18030} 字节起不符）或 Big5（第 {noBig5} 字节起不符）；请另存为 UTF-8 或指明编码",
            $"{file}: its text is neither UTF-8 (fails at byte {noUtf8}) nor GB18030 (fails at byte {noGb18030}) nor Big5 (fails at byte {noBig5}); save it as UTF-8 or say its encoding"));
    }

    private static TextEncoding Silent(TextProof proof, List<SourceProblem> problems)
    {
        var (best, evidence) = proof.Speaks();
        return new(best.Encoding, ($"文件没有说明编码；{evidence.Zh}", $"nothing states an encoding; {evidence.En}")) { Problems = [.. problems] };
    }

    // ISO-8859-1 fits everything, so fitting is not enough: what is stated yields to what the texts look written in.
    private static TextEncoding Stated(TextProof proof, NamedEncoding stated, (string Zh, string En) label, string code, List<SourceProblem> problems)
    {
        if (proof.Texts == 0)
            return new(stated, ($"{label.Zh}；全部文字都是 ASCII", $"{label.En}; every text is ASCII")) { Problems = [.. problems] };
        var own = proof[stated];
        var (best, evidence) = proof.Speaks();
        if (own.FitsAll && !best.Beats(own))
            return new(stated, ($"{label.Zh}，全部文字都符合", $"{label.En}, and every text fits it")) { Problems = [.. problems] };
        if (!best.FitsAll && own.Misfits <= best.Misfits)
            return new(stated, ($"{label.Zh}；有 {own.Misfits} 处文字不符，但没有更合适的编码", $"{label.En}; {own.Misfits} texts do not fit it, but nothing fits better")) { Problems = [.. problems] };
        var lies = own.FitsAll
            ? (Zh: "照此读出的不是通常的文字", En: "but read so, the texts are hardly words")
            : (Zh: $"但有 {own.Misfits} 处文字不符（第 {own.FirstMisfit} 字节起）", En: $"but {own.Misfits} texts do not fit it (from byte {own.FirstMisfit})");
        problems.Add(new SourceProblem(
            code, $"{label.Zh}，{lies.Zh}；改按 {best.Encoding.Name} 读取：{evidence.Zh}", $"{label.En}, {lies.En}; read as {best.Encoding.Name}: {evidence.En}", ProblemSeverity.Note)
        {
            Found = stated.Name,
            Expected = best.Encoding.Name,
        });
        return new(best.Encoding, ($"{label.Zh}，{lies.Zh}；{evidence.Zh}", $"{label.En}, {lies.En}; {evidence.En}")) { Problems = [.. problems] };
    }

    private static NamedEncoding Known(string file, string said) => NamedEncoding.Of(said) ?? throw new BrokenFileException(
        new SourceProblem("text.encoding", $"{file}：没有名为“{said}”的编码；可用 UTF-8、GB18030、UTF-16", $"{file}: there is no encoding '{said}'; use UTF-8, GB18030 or UTF-16"));

    private static SourceProblem CpgUnknown(string cpg) => new(
        "text.cpg-unknown", $".cpg 写的“{Shown(cpg)}”不是已知的编码，未采用", $"the .cpg says '{Shown(cpg)}', which is no known encoding; it was passed over", ProblemSeverity.Note)
    {
        Found = Shown(cpg),
    };

    private static string Shown(string cpg)
    {
        var text = new string([.. cpg.Where(sign => !char.IsControl(sign) && sign is not ('\uFEFF' or '\uFFFD'))]).Trim();
        return text.Length > 40 ? text[..40] + "…" : text;
    }

    private static NamedEncoding? Marked(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        start = start[..file.ReadAtLeast(start, 3, throwOnEndOfStream: false)];
        return start switch
        {
            [0xFF, 0xFE, ..] => new("UTF-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true)),
            [0xFE, 0xFF, ..] => new("UTF-16", new UnicodeEncoding(bigEndian: true, byteOrderMark: true)),
            _ => null,
        };
    }

    // A byte below '0' is never part of a longer character in any of the three, so the file is cut there into pieces.
    private static void Prove(string path, TextProof proof)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var buffer = new byte[ChunkBytes];
        var (held, offset) = (0, 0L);
        for (var read = -1; read != 0;)
        {
            read = file.Read(buffer.AsSpan(held));
            held += read;
            var piece = buffer.AsSpan(0, held).LastIndexOfAnyInRange((byte)0, (byte)('0' - 1)) + 1;
            if (read == 0 || (piece == 0 && held >= MostChunkBytes))
                piece = held;
            if (piece == 0 && held == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            proof.Add(buffer.AsSpan(0, piece), offset, atEdge: false);
            buffer.AsSpan(piece, held - piece).CopyTo(buffer);
            (held, offset) = (held - piece, offset + piece);
        }
    }
}
