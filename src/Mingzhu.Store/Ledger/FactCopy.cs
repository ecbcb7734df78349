using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>Copies facts from one database to another as they are, hash by hash. Facts never change, so what stands up to one of them can be copied while others are added.</summary>
internal static class FactCopy
{
    private const int Page = 10_000;

    /// <summary>The facts up to one of them, in pages, each checked against the one before it.</summary>
    /// <exception cref="RefusedException">The chain is broken: names the first bad fact.</exception>
    public static IEnumerable<IReadOnlyList<Fact>> Checked(ICityDatabase from, long upTo, CancellationToken cancel)
    {
        var (last, hash) = (0L, Chain.Origin);
        while (last < upTo)
        {
            cancel.ThrowIfCancellationRequested();
            var facts = from.Facts(last, upTo, Page);
            foreach (var fact in facts)
            {
                if (fact.Seq != last + 1 || Chain.Hash(fact, hash) is not { } expected || !expected.AsSpan().SequenceEqual(fact.Hash.Span))
                    throw Broken(last + 1);
                (last, hash) = (fact.Seq, expected);
            }

            if (facts.Count == 0)
                throw Broken(last + 1);
            yield return facts;
        }
    }

    /// <summary>Copies them into an empty database.</summary>
    public static void Run(ICityDatabase from, ICityDatabase to, long upTo, Action<Fact> seen, CancellationToken cancel)
    {
        foreach (var facts in Checked(from, upTo, cancel))
        {
            to.Append([], _ => facts);
            foreach (var fact in facts)
                seen(fact);
        }
    }

    private static RefusedException Broken(long seq) => new(new Refusal("ledger.chain-broken", new(
        $"账本第 {seq} 条事实缺失或被改动，不能复制；请运行 mingzhu verify，并从更早的备份恢复", $"fact {seq} of the ledger is missing or was changed, so it is not copied; run 'mingzhu verify' and restore from an earlier backup")));
}
