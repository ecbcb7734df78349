using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Holds every text of a file against the encodings it might be in (编码检验).</summary>
/// <param name="stated">An encoding besides UTF-8, GB 18030 and Big5 that something names; null if nothing does.</param>
internal sealed class TextProof(NamedEncoding? stated = null)
{
    private readonly List<Candidate> _candidates =
    [
        new(NamedEncoding.Utf8, ByteFit.Utf8),
        new(NamedEncoding.Gb18030, ByteFit.Gb18030),
        new(NamedEncoding.Big5, ByteFit.Big5),
        .. stated is null || stated == NamedEncoding.Utf8 || stated == NamedEncoding.Gb18030 || stated == NamedEncoding.Big5
            ? Array.Empty<Candidate>() : [new(stated, text => ByteFit.Other(text, stated.Encoding))],
    ];

    /// <summary>Texts that are not ASCII alone.</summary>
    public long Texts { get; private set; }

    /// <summary>Takes one text.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="offset">Where it stands in the file.</param>
    /// <param name="atEdge">Whether it fills its field to the end, where the last character may be cut through.</param>
    public void Add(ReadOnlySpan<byte> text, long offset, bool atEdge)
    {
        if (Ascii.IsValid(text))
            return;
        Texts++;
        foreach (var candidate in _candidates)
            candidate.Take(text, offset, atEdge);
    }

    /// <summary>How the texts fit an encoding; one that was not named beforehand fits nothing.</summary>
    public Candidate this[NamedEncoding encoding] => _candidates.First(candidate => candidate.Encoding == encoding);

    /// <summary>The encoding that the bytes alone speak for, and why: strict UTF-8, then GB 18030 or Big5 by the characters in daily use.</summary>
    public (Candidate Best, (string Zh, string En) Evidence) Speaks()
    {
        var (utf8, gb, big5) = (this[NamedEncoding.Utf8], this[NamedEncoding.Gb18030], this[NamedEncoding.Big5]);
        if (Texts == 0)
            return (utf8, ("全部文字都是 ASCII，任何编码都一样", "every text is ASCII, the same in every encoding"));
        if (utf8.FitsAll)
            return (utf8, ($"全部 {Texts} 处非 ASCII 文字都是严格的 UTF-8", $"all {Texts} texts beyond ASCII are strict UTF-8"));
        if (gb.FitsAll && big5.FitsAll)
            return Chinese(gb, big5);
        if (gb.FitsAll)
            return (gb, ($"全部 {Texts} 处非 ASCII 文字都符合 GB18030，不符合 UTF-8", $"all {Texts} texts beyond ASCII fit GB18030, not UTF-8"));
        if (big5.FitsAll)
            return (big5, ($"全部 {Texts} 处非 ASCII 文字都符合 Big5，不符合 UTF-8 和 GB18030", $"all {Texts} texts beyond ASCII fit Big5, not UTF-8 nor GB18030"));
        var best = new[] { utf8, gb, big5 }.MinBy(candidate => candidate.Misfits)!;
        return (best, ($"没有一种编码符合全部 {Texts} 处非 ASCII 文字；{best.Encoding.Name} 不符的最少，有 {best.Misfits} 处", $"no encoding fits all {Texts} texts beyond ASCII; {best.Encoding.Name} fails least, {best.Misfits} times"));
    }

    // Both standards put what is in daily use first; read in the wrong one, every other character is a rare one.
    private static (Candidate Best, (string Zh, string En) Evidence) Chinese(Candidate gb, Candidate big5)
    {
        var shares = ($"按 GB18030 有 {gb.Common} 个常用字，按 Big5 有 {big5.Common} 个", $"{gb.Common} characters in daily use by GB18030, {big5.Common} by Big5");
        if (big5.Common > gb.Common)
            return (big5, ($"文字既符合 GB18030 又符合 Big5；{shares.Item1}，所以是 Big5", $"the texts fit both GB18030 and Big5; {shares.Item2}, so they are Big5"));
        return gb.Common > big5.Common
            ? (gb, ($"文字不符合 UTF-8，既符合 GB18030 又符合 Big5；{shares.Item1}，所以是 GB18030", $"the texts are no UTF-8 and fit both GB18030 and Big5; {shares.Item2}, so they are GB18030"))
            : (gb, ($"文字既符合 GB18030 又符合 Big5，分不清（{shares.Item1}）；取 GB18030", $"the texts fit both GB18030 and Big5 and can't be told apart ({shares.Item2}); GB18030 is taken"));
    }

    /// <summary>What was found of one encoding.</summary>
    internal sealed class Candidate(NamedEncoding encoding, Candidate.Test test)
    {
        internal delegate ByteFit Test(ReadOnlySpan<byte> text);

        public NamedEncoding Encoding { get; } = encoding;

        public long Misfits { get; private set; }

        public long FirstMisfit { get; private set; } = -1;

        public long Characters { get; private set; }

        public long Common { get; private set; }

        public bool FitsAll => Misfits == 0;

        private double Share => Characters == 0 ? 0 : (double)Common / Characters;

        /// <summary>Whether the texts look written in it, not in the other: at least every other character is in daily use, and half as many again as in the other.</summary>
        public bool Beats(Candidate other) => FitsAll && Share >= 0.5 && Share > 1.5 * other.Share;

        public void Take(ReadOnlySpan<byte> text, long offset, bool atEdge)
        {
            var fit = test(text);
            (Characters, Common) = (Characters + fit.Characters, Common + fit.Common);
            if (fit.Fits == text.Length || (fit.Cut && atEdge))
                return;
            Misfits++;
            if (FirstMisfit < 0)
                FirstMisfit = offset + fit.Fits;
        }
    }
}
