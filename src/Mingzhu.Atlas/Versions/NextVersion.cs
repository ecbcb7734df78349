using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>The next version of a layer on its way into the city: its features get the ids they had before, and it lands as a file in the vault. Everything here happens before the act that names it.</summary>
internal sealed class NextVersion(Workspace workspace, ReadyLayer ready)
{
    private FeatureTable? _read;
    private VaultName? _taken;
    private (LayerVersion? After, CarriedFeatures? Carried, string Rows)? _matched;

    /// <summary>The current version if this one says exactly the same of the same day (or says no day): then there is nothing to record.</summary>
    public LayerVersion? Unchanged(DateOnly? asOf)
    {
        // Canonical rows name the ids, too: where they are the same there is nothing to match.
        var current = workspace.View<Layers>().Current(ready.Layer);
        var (after, rows) = current?.Rows == ready.Rows ? (current, ready.Rows) : Matched() is var matched ? (matched.After, matched.Rows) : default;
        return after is not null && after.Rows == rows && after.AccuracyM.Equals(ready.AccuracyM ?? 0) && (asOf ?? after.AsOf) == after.AsOf ? after : null;
    }

    /// <summary>Puts its file and its match table into the vault.</summary>
    public ImportedLayer Land()
    {
        var (after, carried, rows) = Matched();
        var highest = carried?.HighestIssued ?? ready.HighestIssued;
        if (after is null || carried is null)
            return new ImportedLayer(ready.Layer, FileOf(ready.Rows, null), rows, ready.Count, ready.Box, ready.AccuracyM) { After = 0, HighestIssued = highest };
        var table = new MatchTable(1, ready.Layer, after.Number, after.Rows, rows, MatchRule.Of(workspace.Pack), carried.Counts, carried.Lines);
        return new ImportedLayer(ready.Layer, FileOf(rows, carried.Table), rows, ready.Count, ready.Box, ready.AccuracyM)
        {
            After = after.Number, HighestIssued = highest, Matched = carried.Counts, Matches = new VaultName(workspace.Vault.Put(table.ToBytes())),
        };
    }

    /// <summary>Against the version that is current now; done again only when that has changed.</summary>
    private (LayerVersion? After, CarriedFeatures? Carried, string Rows) Matched()
    {
        var current = workspace.View<Layers>().Current(ready.Layer);
        if (_matched is { } done && done.After?.Number == current?.Number)
            return done;
        if (current is null)
            return (_matched = (null, null, ready.Rows)).Value;
        var before = LayerStore.Open(workspace, current);
        _read ??= Read(_taken is { } taken ? workspace.Vault.PathOf(taken) : ready.Path);
        var carried = FeatureMatching.Of(
            LayerSchema.Of(workspace.Pack).First(schema => schema.Id == ready.Layer), before, _read, ready.Provisional, MatchRule.Of(workspace.Pack), PlaneFor(before, _read), current.HighestIssued);
        var rows = ReferenceEquals(carried.Table, _read) ? ready.Rows : CanonicalRows.Hash(carried.Table);
        return (_matched = (current, carried, rows)).Value;
    }

    private Plane? PlaneFor(FeatureTable before, FeatureTable after) =>
        Array.Exists(before.Geometries, shape => shape is not null) && Array.Exists(after.Geometries, shape => shape is not null) ? CityPlane.Of(workspace) : null;

    /// <summary>The GeoPackage of these rows in the vault: the one that was read, or one written anew where ids changed.</summary>
    private VaultName FileOf(string rows, FeatureTable? table)
    {
        if (table is null || ReferenceEquals(table, _read))
            return _taken ??= new VaultName(workspace.Vault.Take(ready.Path));
        var path = Path.Combine(Path.GetDirectoryName(ready.Path)!, $"{ready.Layer}.{rows}.gpkg");
        using (var connection = SqliteFile.Create(path))
            GeoPackageWriter.Write(connection, LayerStore.TableName, table);
        return new VaultName(workspace.Vault.Take(path));
    }

    private static FeatureTable Read(string path)
    {
        using var connection = SqliteFile.OpenOurs(path);
        return GeoPackage.ReadTable(connection, LayerStore.TableName);
    }
}
