using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What was restored (恢复).</summary>
/// <param name="Upto">The last fact that was taken from the backup.</param>
/// <param name="BackupHead">Where the backup ends.</param>
/// <param name="Files">How many vault files.</param>
/// <param name="ErasedAgain">Vault files that were erased later than <paramref name="Upto"/> and are erased here by facts of their own.</param>
/// <param name="Faults">Vault files the backup lacks or holds altered.</param>
public sealed record RestoreReport(Head Upto, Head BackupHead, int Files, int ErasedAgain, ImmutableArray<LedgerFault> Faults);

/// <summary>A city was restored to an earlier moment (恢复到过去): what its backup held after that is not in it.</summary>
/// <param name="Upto">The last fact that was kept.</param>
/// <param name="Of">The head of the backup.</param>
public sealed record CityRestored(string Upto, string Of) : Event
{
    internal const string Name = "city.restored";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>How far to restore; all of it if neither is given.</summary>
/// <param name="Seq">Up to this fact.</param>
/// <param name="AsOf">Up to the end of this legal day, in the time zone of the backup's pack.</param>
public sealed record RestorePoint(long? Seq = null, DateOnly? AsOf = null);

/// <summary>Fills a new city from a backup.</summary>
/// <param name="source">The backup.</param>
/// <param name="folder">The city's folder.</param>
/// <param name="database">Its ledger.</param>
/// <param name="vault">Its vault.</param>
/// <param name="whole">The database it stands in as a whole; null if it does not.</param>
/// <param name="cancel">Stops it.</param>
internal sealed class Restoration(BackupSource source, string folder, ICityDatabase database, Vault vault, string? whole, CancellationToken cancel)
{
    private readonly ImmutableArray<LedgerFault>.Builder _faults = ImmutableArray.CreateBuilder<LedgerFault>();

    /// <summary>Restores; the acts that remember it (a moment of the past, files erased again) are done by <paramref name="act"/>.</summary>
    /// <param name="point">How far.</param>
    /// <param name="erasedElsewhere">Erasures that another, later ledger knows.</param>
    /// <param name="act">Executes a command in the new city.</param>
    public RestoreReport Run(RestorePoint point, IReadOnlyCollection<string> erasedElsewhere, Action<Command> act)
    {
        var file = Path.Combine(CityFolder.Work(folder), Guid.NewGuid().ToString("N"));
        source.Extract(Backup.LedgerName, file);
        using var ledger = SqliteCity.Open(file, Access.Read);
        var (end, endHash) = ledger.Head();
        var upTo = UpTo(ledger, end, point);
        var (walk, head) = (new VaultWalk(), Head.Origin);
        FactCopy.Run(ledger, database, upTo, fact =>
        {
            walk.Take(fact);
            head = new Head(fact.Seq, Convert.ToHexStringLower(fact.Hash.Span));
        }, cancel);
        var later = Erasures(ledger).Concat(erasedElsewhere).Where(erased => !walk.Erased.ContainsKey(erased)).ToHashSet(StringComparer.Ordinal);
        var files = CopyVault(walk, later);
        if (upTo == end)
        {
            foreach (var job in ledger.Jobs().Reverse())
                database.Submit(job);
        }

        CopyBeside();
        var backup = new Head(end, Convert.ToHexStringLower(endHash));
        if (upTo < end)
            act(new RestoreCity(Guid.NewGuid(), head, backup));
        foreach (var (erased, by) in walk.Erased)
            vault.Erase(erased, by);
        var again = later.Where(walk.Named.ContainsKey).Order(StringComparer.Ordinal).ToList();
        foreach (var erased in again)
            act(new EraseFile(Guid.NewGuid(), new VaultName(erased), "erased later than this moment, erased again by the restore"));
        File.Delete(file);
        return new RestoreReport(head, backup, files, again.Count, _faults.ToImmutable());
    }

    /// <summary>What a ledger erased, as far as it goes.</summary>
    public static IEnumerable<string> Erasures(ICityDatabase ledger) =>
        ledger.History(EraseFile.Vaults, 0, int.MaxValue).Where(fact => fact.Kind == FileErased.Name).Select(fact => fact.Read<FileErased>().File);

    private long UpTo(ICityDatabase ledger, long end, RestorePoint point)
    {
        if (point.Seq is { } seq)
            return seq >= 1 && seq <= end ? seq : throw Refused($"备份只有第 1 至 {end} 条事实，没有第 {seq} 条", $"the backup has facts 1 to {end}, no fact {seq}");
        if (point.AsOf is not { } day)
            return end;
        var (after, adopted) = (0L, AdoptedPack.Empty);
        var days = new List<(long Seq, long At)>();
        foreach (var fact in FactCopy.Checked(ledger, end, cancel).SelectMany(page => page))
        {
            adopted = adopted.Apply(fact);
            days.Add((fact.Seq, fact.At));
        }

        using var pack = source.Open(Backup.VaultFile(adopted.Name!.Value.Hash)) ?? throw Refused("备份缺少启用的城市包，无法按日期恢复；请用 --seq", "the backup lacks the adopted pack, so it can't be restored by date; use --seq");
        using var bytes = new MemoryStream();
        pack.CopyTo(bytes);
        var zone = Calendar.ZoneOf(Pack.FromBytes(bytes.ToArray())) ?? TimeZoneInfo.Utc;
        foreach (var (fact, at) in days)
        {
            if (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime) > day)
                break;
            after = fact;
        }

        return after > 0 ? after : throw Refused($"{day:yyyy-MM-dd} 时城市尚未建立", $"the city was not yet founded on {day:yyyy-MM-dd}");
    }

    private int CopyVault(VaultWalk walk, HashSet<string> erasedLater)
    {
        var count = 0;
        foreach (var (name, by) in walk.Files())
        {
            if (walk.Erased.ContainsKey(name) || erasedLater.Contains(name))
                continue;
            using var file = source.Open(Backup.VaultFile(name));
            if (file is null)
            {
                _faults.Add(new LedgerFault(by, "verify.file-missing", new($"备份缺少文件 {name}（第 {by} 条事实引用）", $"the backup has no file {name}, which fact {by} leads to")));
                continue;
            }

            var path = Path.Combine(CityFolder.Work(folder), Guid.NewGuid().ToString("N"));
            bool sound;
            using (var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                sound = walk.Read(name, file, copy, cancel);
            if (sound)
            {
                vault.Take(path);
                count++;
                continue;
            }

            File.Delete(path);
            _faults.Add(new LedgerFault(by, "verify.file-changed", new($"备份中文件 {name} 的内容已被改动（第 {by} 条事实引用）", $"file {name} of the backup, which fact {by} leads to, has other content than its name says")));
        }

        return count;
    }

    private void CopyBeside()
    {
        var registry = Path.Combine(CityFolder.Work(folder), Guid.NewGuid().ToString("N"));
        if (source.Extract(Backup.RegistryName, registry))
            Registry.Bring(registry, folder, whole);
        var segments = source.In(Backup.AccessFolder).Where(name => name.EndsWith(AccessSegment.Extension, StringComparison.Ordinal)).ToList();
        if (segments.Count > 0)
            Directory.CreateDirectory(CityFolder.Accesses(folder));
        foreach (var name in segments)
            source.Extract($"{Backup.AccessFolder}/{name}", Path.Combine(CityFolder.Accesses(folder), name));
    }

    private static RefusedException Refused(string zh, string en) => new(new Refusal("restore.no-such-moment", new(zh, en)));

    /// <summary>Remembers that the city comes from an earlier moment of a backup.</summary>
    private sealed record RestoreCity(Guid Id, Head Upto, Head Of) : Command(Id, AdoptPack.City)
    {
        public override Decision<Event> Decide(Context context) => new Decision<Event>.Taken([new CityRestored(Upto.ToString(), Of.ToString())]);
    }
}
