using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What a check of the whole city found (校验).</summary>
/// <param name="Head">The end of the ledger.</param>
/// <param name="Facts">How many facts were read.</param>
/// <param name="Files">How many vault files facts lead to.</param>
/// <param name="Unreferenced">How many vault files no fact leads to: work that was broken off, no fault.</param>
/// <param name="Faults">Everything wrong, in the order it was met; empty if all is well.</param>
public sealed record Verification(Head Head, long Facts, int Files, int Unreferenced, ImmutableArray<LedgerFault> Faults)
{
    /// <summary>Vault files that facts lead to and that were erased, each with the fact that did it: no fault either.</summary>
    public ImmutableArray<(string File, long By)> Erased { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Faults.IsEmpty;
}

/// <summary>Something wrong with ledger or vault.</summary>
/// <param name="Seq">The fact it was found at; null where it concerns none.</param>
/// <param name="Code">Stable: "verify.hash".</param>
/// <param name="Says">What was found, what was expected.</param>
public sealed record LedgerFault(long? Seq, string Code, Wording Says);

/// <summary>Walks the chain and the files it leads to.</summary>
internal sealed class Verifier(ICityDatabase database, Vault vault, CancellationToken cancel)
{
    private const int Page = 1_000;
    private readonly ImmutableArray<LedgerFault>.Builder _faults = ImmutableArray.CreateBuilder<LedgerFault>();
    private readonly Dictionary<string, long> _versions = [];
    private readonly VaultWalk _walk = new();
    private long _count, _last;
    private byte[]? _previous = Chain.Origin; // null after a fact that cannot be read

    public Verification Run(Head? expected)
    {
        var head = Head.Origin;
        try
        {
            if (database.Damage() is { } damage)
                Fault(null, "verify.database", $"账本数据库损坏：{damage}", $"the ledger's database is damaged: {damage}");
            // The head is read first: what is appended while we walk is after it.
            var (seq, hash) = database.Head();
            head = new Head(seq, Convert.ToHexStringLower(hash));
            Walk(seq, expected);
            if (_last != seq || _previous is not null && !_previous.AsSpan().SequenceEqual(hash))
                Fault(seq, "verify.head", $"账头为第 {seq} 条，与最后一条事实（第 {_last} 条）不符", $"the head names fact {seq}, which is not how the facts end (fact {_last})");
            if (expected?.Seq > seq)
                Fault(expected.Value.Seq, "verify.printed-head", $"账本只到第 {seq} 条，不含第 {expected.Value.Seq} 条", $"the ledger ends at fact {seq} and has no fact {expected.Value.Seq}");
        }
        catch (RefusedException unreadable)
        {
            foreach (var reason in unreadable.Reasons)
                _faults.Add(new LedgerFault(_last + 1, reason.Code, reason.Says));
        }

        ReadFiles();
        var unreferenced = vault.Names().Count(name => !_walk.Named.ContainsKey(name));
        return new Verification(head, _count, _walk.Named.Count, unreferenced, _faults.ToImmutable())
        {
            Erased = [.. _walk.Erased.Where(erased => _walk.Named.ContainsKey(erased.Key)).OrderBy(erased => erased.Value).Select(erased => (erased.Key, erased.Value))],
        };
    }

    private void Walk(long upTo, Head? expected)
    {
        if (expected is { Seq: 0 } printed && printed != Head.Origin)
            Fault(0, "verify.printed-head", "给出的账头不是空账本的账头", "the head given is not that of an empty ledger");
        for (IReadOnlyList<Fact> facts; _last < upTo && (facts = Next(upTo, Page)) is not [];)
        {
            foreach (var fact in facts)
            {
                cancel.ThrowIfCancellationRequested();
                Check(fact);
                if (expected is { } head && head.Seq == fact.Seq && head.Hash != Convert.ToHexStringLower(fact.Hash.Span))
                    Fault(fact.Seq, "verify.printed-head", $"第 {fact.Seq} 条的哈希不是给出的 {head.Hash}", $"fact {fact.Seq} has not the hash that was given, {head.Hash}");
            }
        }
    }

    // Steps over facts that cannot be read, telling each.
    private IReadOnlyList<Fact> Next(long upTo, int limit)
    {
        while (true)
        {
            try
            {
                return database.Facts(_last, upTo, limit);
            }
            catch (RefusedException unreadable) when (unreadable.Reasons[0].Code == "ledger.unreadable-fact")
            {
                if (limit == 1)
                {
                    _faults.Add(new LedgerFault(_last + 1, unreadable.Reasons[0].Code, unreadable.Reasons[0].Says));
                    (_last, _previous) = (_last + 1, null);
                    _count++;
                }

                limit = 1;
            }
        }
    }

    private void Check(Fact fact)
    {
        if (fact.Seq != _last + 1)
            Fault(fact.Seq, "verify.gap", $"第 {_last} 条之后是第 {fact.Seq} 条", $"after fact {_last} comes fact {fact.Seq}");
        var version = _versions.GetValueOrDefault(fact.Stream) + 1;
        if (fact.Version != version)
            Fault(fact.Seq, "verify.version", $"“{fact.Stream}”应为第 {version} 版，记为第 {fact.Version} 版", $"'{fact.Stream}' is at version {version} here, {fact.Version} is recorded");
        if (Chain.Hash(fact, _previous ?? Chain.Origin) is not { } hash)
            Fault(fact.Seq, "verify.alg", $"未知的哈希算法“{fact.Alg}”", $"unknown way to hash, '{fact.Alg}'");
        else if (_previous is not null && !hash.AsSpan().SequenceEqual(fact.Hash.Span))
            Fault(fact.Seq, "verify.hash", $"第 {fact.Seq} 条（“{fact.Stream}”第 {fact.Version} 版，{fact.Kind}）的内容与其哈希不符：该条或前一条的哈希被改动", $"fact {fact.Seq} ('{fact.Stream}' version {fact.Version}, {fact.Kind}) has not the hash its content gives: one of its columns or the hash before it was changed");
        _walk.Take(fact);
        _versions[fact.Stream] = fact.Version;
        (_last, _previous) = (fact.Seq, fact.Hash.ToArray());
        _count++;
    }

    private void ReadFiles()
    {
        foreach (var (name, by) in _walk.Files())
        {
            var erased = _walk.Erased.TryGetValue(name, out var eraser);
            if (!vault.Keeps(name))
            {
                if (!erased)
                    Fault(by, "verify.file-missing", $"保险库缺少文件 {name}（第 {by} 条事实引用）", $"the vault has no file {name}, which fact {by} leads to");
                continue;
            }

            if (erased)
                Fault(eraser, "verify.erased-file-there", $"第 {eraser} 条事实已销毁文件 {name}，保险库中却仍有它", $"fact {eraser} erased file {name}, yet the vault still has it");
            using var file = vault.OpenKept(name);
            if (!_walk.Read(name, file, null, cancel))
                Fault(by, "verify.file-changed", $"保险库文件 {name} 的内容已被改动（第 {by} 条事实引用）", $"vault file {name}, which fact {by} leads to, has other content than its name says");
        }
    }

    private void Fault(long? seq, string code, string zh, string en) => _faults.Add(new LedgerFault(seq, code, new(zh, en)));
}
