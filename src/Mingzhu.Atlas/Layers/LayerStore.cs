using System.Collections.Concurrent;
using System.Data.Common;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>Layer versions opened as tables in memory.</summary>
public static class LayerStore
{
    /// <summary>Name of the one feature table in a layer's GeoPackage.</summary>
    public const string TableName = "features";

    private const long LargeBytes = 8 << 20;
    private static readonly ConcurrentDictionary<string, WeakReference<FeatureTable>> Opened = new();

    /// <summary>
    /// All features of a layer version, ordered by id. A version never changes, so tables are shared while anybody holds one.
    /// </summary>
    /// <exception cref="RefusedException">The file is not in the vault or is no GeoPackage of ours.</exception>
    public static FeatureTable Open(Workspace workspace, LayerVersion version)
    {
        if (Opened.TryGetValue(version.File, out var held) && held.TryGetTarget(out var table))
            return table;
        if (!workspace.Vault.Has(version.File))
            throw new RefusedException(new Refusal("atlas.layer-file-missing", new(
                $"图层 {version.Layer} 第 {version.Number} 版的文件 {version.File} 不在保险库中；请运行 mingzhu verify",
                $"layer {version.Layer} version {version.Number}: its file {version.File} is not in the vault; run mingzhu verify")));
        table = Read(workspace.Vault.PathOf(version.File));
        Opened[version.File] = new WeakReference<FeatureTable>(table);
        return table;
    }

    /// <summary>Large files are read by as many threads as the machine has, each a stretch of the rows.</summary>
    private static FeatureTable Read(string path)
    {
        var connections = new List<DbConnection>();
        try
        {
            for (var threads = Math.Clamp(new FileInfo(path).Length / LargeBytes, 1, Environment.ProcessorCount); threads > 0; threads--)
                connections.Add(SqliteFile.OpenOurs(path));
            return GeoPackage.ReadTable(connections, static (connection, sql) => new LayerRows(connection, sql), TableName);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>The newest version of a layer as a table.</summary>
    /// <exception cref="RefusedException">The pack knows no such layer, or nothing has been imported into it.</exception>
    public static FeatureTable OpenCurrent(Workspace workspace, string layer) => Open(workspace, LayerVersions.Find(workspace.Pack, workspace.View<Layers>(), layer, null));
}
