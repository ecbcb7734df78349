using Mingzhu.City;

namespace Mingzhu.Store;

/// <content>Backups, and cities that come out of them.</content>
public sealed partial class Workspace
{
    /// <summary>Makes a backup to a new folder, or to one file if the path ends in .zip. Others may go on writing.</summary>
    /// <exception cref="RefusedException">Something is there already; the chain is broken; the disk is full. Nothing is left there then.</exception>
    public BackupReport Backup(string to, CancellationToken cancel = default) => new Backup(Folder, _database, Vault, _time, cancel).Run(Path.GetFullPath(to));

    /// <summary>Makes a new city out of a backup and opens it.</summary>
    /// <param name="from">The backup.</param>
    /// <param name="folder">The new city; nothing may be there.</param>
    /// <param name="point">How far.</param>
    /// <param name="laterCity">A city or backup folder whose ledger knows erasures that the backup does not; null if there is none.</param>
    /// <param name="database">As for <see cref="Create"/>: a backup of either store becomes a city of either.</param>
    /// <param name="session">Who restores.</param>
    /// <param name="time">The clock.</param>
    /// <param name="whole">As for <see cref="Create"/>.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="RefusedException">No backup; its chain is broken; the moment is not in it; the folder is not free; the disk is full.</exception>
    public static (Workspace City, RestoreReport Report) Restore(
        string from, string folder, RestorePoint point, string? laterCity, string? database, Session session, TimeProvider time, bool whole = false, CancellationToken cancel = default)
    {
        var path = Path.GetFullPath(folder);
        database = database is null ? null : PostgresCity.Checked(database);
        using var source = BackupSource.At(Path.GetFullPath(from));
        var erasedLater = laterCity is null ? [] : ErasuresOf(Path.GetFullPath(laterCity));
        RestoreReport? report = null;
        var city = Found(path, database, whole, time, workspace =>
            report = new Restoration(source, path, workspace._database, workspace.Vault, whole ? database : null, cancel).Run(point, erasedLater, command => workspace.Execute(session, command)));
        return (city, report!);
    }

    private static List<string> ErasuresOf(string folder)
    {
        using var ledger = CityFolder.RequireCity(folder).OpenDatabase(folder, Access.Read);
        return [.. Restoration.Erasures(ledger)];
    }
}
