using System.Collections.Immutable;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What a backup holds (备份).</summary>
/// <param name="Head">The end of the ledger it holds.</param>
/// <param name="Files">How many vault files.</param>
/// <param name="Registry">Whether the registry is in it (sealed as ever: its key is not).</param>
/// <param name="AccessDays">How many days of access records.</param>
/// <param name="Faults">Vault files that were missing or altered; a backup is made all the same, for the rest of it.</param>
public sealed record BackupReport(Head Head, int Files, bool Registry, int AccessDays, ImmutableArray<LedgerFault> Faults);

/// <summary>
/// Makes a backup while the city is in use. Whatever the store, a backup holds the ledger as an SQLite file; as a folder it is a city folder that can be read and verified as it lies. Nothing has to be
/// held still: facts never change, so those up to the head of the beginning are one consistent state, and the vault has every file they lead to.
/// </summary>
internal sealed class Backup(string folder, ICityDatabase database, Vault vault, TimeProvider time, CancellationToken cancel)
{
    public const string LedgerName = "ledger.db", RegistryName = "registry.db", AccessFolder = "access";
    private readonly ImmutableArray<LedgerFault>.Builder _faults = ImmutableArray.CreateBuilder<LedgerFault>();

    /// <summary>Name of a vault file inside a backup.</summary>
    public static string VaultFile(string hash) => $"vault/{hash[..2]}/{hash[2..]}";

    /// <summary>Makes it.</summary>
    public BackupReport Run(string to)
    {
        using var target = BackupTarget.At(to);
        try
        {
            var (seq, hash) = database.Head();
            var walk = new VaultWalk();
            CopyLedger(target, seq, walk);
            var report = new BackupReport(new Head(seq, Convert.ToHexStringLower(hash)), CopyVault(target, walk), CopyRegistry(target), CopyAccess(target), _faults.ToImmutable());
            target.Add("city.json", stream => JsonSerializer.Serialize(stream, CityCard.New(null, time.GetUtcNow()), FactJson.Options));
            target.Add("backup.json", stream => JsonSerializer.Serialize(stream, new { made = time.GetUtcNow(), program = Workspace.Program, head = report.Head.ToString(), faults = report.Faults.Select(fault => fault.Says.En) }, FactJson.Options));
            target.Finish();
            return report;
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, to);
        }
    }

    private void CopyLedger(BackupTarget target, long upTo, VaultWalk walk)
    {
        var path = target.Beside(LedgerName);
        File.Delete(path);
        using (var copy = SqliteCity.Create(path))
        {
            FactCopy.Run(database, copy, upTo, walk.Take, cancel);
            foreach (var job in database.Jobs().Reverse())
                copy.Submit(job);
            copy.Settle();
        }

        target.AddAndDelete(LedgerName, path);
    }

    private int CopyVault(BackupTarget target, VaultWalk walk)
    {
        var count = 0;
        foreach (var (name, by) in walk.Files())
        {
            if (walk.Erased.ContainsKey(name) || vault.ErasedBy(name) is not null)
                continue;
            if (!vault.Keeps(name))
            {
                _faults.Add(new LedgerFault(by, "verify.file-missing", new($"保险库缺少文件 {name}（第 {by} 条事实引用）", $"the vault has no file {name}, which fact {by} leads to")));
                continue;
            }

            using var file = vault.OpenKept(name);
            target.Add(VaultFile(name), copy =>
            {
                if (!walk.Read(name, file, copy, cancel))
                    _faults.Add(new LedgerFault(by, "verify.file-changed", new($"保险库文件 {name} 的内容已被改动（第 {by} 条事实引用）", $"vault file {name}, which fact {by} leads to, has other content than its name says")));
            });
            count++;
        }

        return count;
    }

    // After the ledger: every person a copied fact knows is in it.
    private bool CopyRegistry(BackupTarget target)
    {
        if (!Registry.Exists(folder))
            return false;
        var path = target.Beside(RegistryName);
        File.Delete(path);
        Registry.Copy(folder, path);
        target.AddAndDelete(RegistryName, path);
        return true;
    }

    // Somebody may be writing the last line of the newest: a line without its end does not count there either.
    private int CopyAccess(BackupTarget target)
    {
        var segments = AccessSegment.In(CityFolder.Accesses(folder));
        foreach (var segment in segments)
        {
            target.Add($"{AccessFolder}/{Path.GetFileName(segment)}", stream =>
            {
                using var file = new FileStream(segment, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                file.CopyTo(stream);
            });
        }

        return segments.Length;
    }
}
