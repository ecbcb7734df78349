using System.Collections.Concurrent;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads OpenStreetMap extracts in PBF form (OSM 数据).</summary>
public static class OsmPbf
{
    /// <summary>Reads the wanted elements of an extract.</summary>
    /// <remarks>
    /// In: an <c>.osm.pbf</c> file. <paramref name="wanted"/> is asked once for every element that has tags, and for every relation of type multipolygon or
    /// boundary (other relations make no area and are not read). It is called from several threads at once and must not keep the tags it is shown.<br/>
    /// Out: nodes, then ways, then relations, each in file order, whatever the number of threads; EPSG:4326 as OpenStreetMap has it, x = longitude, degrees, exact to 1e-7.<br/>
    /// Always: a wanted element is delivered, with a geometry or with the problem that prevents one.<br/>
    /// Cost: three passes over the file, the later two only over the blocks they need; memory for the wanted elements and the nodes they rest on. Linear.<br/>
    /// By: OpenStreetMap wiki, PBF Format. A file cut off exactly between two blocks can't be told from a whole one.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Which elements, by kind and tags.</param>
    /// <param name="progress">Told the share done, 0–1; from the reading thread.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="BrokenFileException">No PBF, cut off, or broken inside: says at which byte.</exception>
    public static OsmExtract Read(string path, Func<OsmKind, OsmTags, bool> wanted, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var file = new PbfFile(path);
        return new Passes(file, wanted, progress, cancellation).Run();
    }

    /// <summary>The three passes: relations first, since they name ways; then ways, since they name nodes; then nodes.</summary>
    private sealed class Passes(PbfFile file, Func<OsmKind, OsmTags, bool> wanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        private readonly ConcurrentDictionary<string, string> _strings = new();
        private readonly List<(PbfBlob Blob, OsmContents Contents)> _blocks = [];
        private readonly List<OsmRelationRecord> _relations = [];
        private readonly List<OsmWayRecord> _ways = [];
        private readonly List<(long Id, int Longitude, int Latitude, OsmTags Tags)> _points = [];
        private readonly Envelope _extent = new();
        private long _bytesDone;

        public OsmExtract Run()
        {
            var header = ReadRelations();
            ReadWays();
            var nodes = ReadNodes();
            progress?.Report(1);
            return new OsmExtract(header, header.Extent ?? _extent, nodes, _points, _ways, _relations);
        }

        private OsmHeader ReadRelations()
        {
            OsmHeader? header = null;
            var blobs = file.Blobs().Where(blob =>
            {
                if (blob.Type == "OSMHeader")
                    header ??= OsmHeader.Read(file, blob);
                return blob.Type == "OSMData";
            });
            var decoded = InOrder.Map(blobs, blob => Decode(blob, (block, take) => block.Relations(take, tags => wanted(OsmKind.Relation, tags)), new List<OsmRelationRecord>()), cancellation);
            foreach (var (blob, contents, relations) in decoded)
            {
                _blocks.Add((blob, contents));
                _relations.AddRange(relations);
                Told(blob);
            }
            return header!;
        }

        private void ReadWays()
        {
            var members = _relations.SelectMany(relation => relation.Ways).ToHashSet();
            var decoded = InOrder.Map(
                With(OsmContents.Ways),
                blob => Decode(blob, (block, take) => block.Ways(take, tags => wanted(OsmKind.Way, tags), members), new List<OsmWayRecord>()),
                cancellation);
            foreach (var (blob, _, ways) in decoded)
            {
                _ways.AddRange(ways);
                Told(blob);
            }
        }

        private OsmNodeStore ReadNodes()
        {
            var store = new OsmNodeStore(_ways);
            foreach (var (blob, found) in InOrder.Map(With(OsmContents.Nodes), blob => (blob, NodesOf(blob, store)), cancellation))
            {
                store.Put(found.Placed);
                _points.AddRange(found.Wanted);
                _extent.ExpandToInclude(found.Extent);
                Told(blob);
            }
            return store;
        }

        private OsmNodesFound NodesOf(PbfBlob blob, OsmNodeStore store)
        {
            var bytes = file.Unpacked(blob);
            return file.Reading(blob.Offset, () =>
            {
                var found = new OsmNodesFound();
                var near = 0;
                new OsmBlock(bytes, _strings).Nodes(node =>
                {
                    near = store.Find(node.Id, near, out var isNeeded);
                    found.Take(node, isNeeded ? near : -1, node.Tags.Count > 0 && wanted(OsmKind.Node, node.Tags));
                });
                return found;
            });
        }

        private (PbfBlob Blob, OsmContents Contents, List<T> Found) Decode<T>(PbfBlob blob, Action<OsmBlock, Action<T>> read, List<T> found)
        {
            var bytes = file.Unpacked(blob);
            return file.Reading(blob.Offset, () =>
            {
                var block = new OsmBlock(bytes, _strings);
                read(block, found.Add);
                return (blob, block.Contents, found);
            });
        }

        private IEnumerable<PbfBlob> With(OsmContents contents) =>
            _blocks.Where(block => (block.Contents & contents) != OsmContents.None).Select(block => block.Blob);

        // Every block is read in the first pass and nearly every one in one of the other two.
        private void Told(PbfBlob blob)
        {
            _bytesDone += blob.Length;
            progress?.Report(Math.Min(1, _bytesDone / (2.0 * file.Length)));
        }
    }
}

/// <summary>What one block gives to the node pass.</summary>
internal sealed class OsmNodesFound
{
    public List<(int Index, int Longitude, int Latitude)> Placed { get; } = [];

    public List<(long Id, int Longitude, int Latitude, OsmTags Tags)> Wanted { get; } = [];

    public Envelope Extent { get; } = new();

    public void Take(OsmNodeRecord node, int index, bool isWanted)
    {
        Extent.ExpandToInclude(node.Longitude / OsmNodeStore.PerDegree, node.Latitude / OsmNodeStore.PerDegree);
        if (index >= 0)
            Placed.Add((index, node.Longitude, node.Latitude));
        if (isWanted)
            Wanted.Add((node.Id, node.Longitude, node.Latitude, node.Tags.Alone()));
    }
}
