using System.Globalization;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>A PostgreSQL of our own with PostGIS, in a folder, reached by a socket in it only; ends when disposed.</summary>
internal sealed class PostGis : IDisposable
{
    private readonly string _programs;
    private readonly string _folder;

    private PostGis(string programs, string folder) => (_programs, _folder) = (programs, folder);

    /// <summary>Starts one; null where it is not installed.</summary>
    public static PostGis? Start()
    {
        const string Installed = "/usr/lib/postgresql";
        var programs = Directory.Exists(Installed) ? Directory.GetDirectories(Installed).Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault() : null;
        if (programs is null || !File.Exists(Path.Combine(programs, "initdb")) || Directory.GetFiles("/usr/share/postgresql", "postgis.control", SearchOption.AllDirectories).Length == 0)
            return null;
        var server = new PostGis(programs, Directory.CreateTempSubdirectory("mingzhu-bench-").FullName);
        if (Environment.UserName == "root")
            WholeProcess.Run("chown", "postgres", server._folder);
        server.Run("initdb", "-D", server.Database, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        server.Run("pg_ctl", "-D", server.Database, "-w", "-l", Path.Combine(server._folder, "log"), "-o", $"-k {server._folder} -c listen_addresses=''", "start");
        server.Sql("CREATE EXTENSION postgis");
        return server;
    }

    /// <summary>Connection string.</summary>
    public string Connection => $"Host={_folder};Database=postgres;Username={(Environment.UserName == "root" ? "postgres" : Environment.UserName)};Search Path=city";

    private string Database => Path.Combine(_folder, "database");

    /// <summary>Makes a table of shapes, indexed and analysed.</summary>
    public void Load(string table, Geometry[] shapes)
    {
        Sql($"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (geom geometry)");
        var file = Path.Combine(_folder, table + ".copy");
        File.WriteAllLines(file, shapes.Select(shape => Convert.ToHexString(shape.AsBinary())));
        Sql($"COPY {table} FROM '{file}'; CREATE INDEX ON {table} USING gist (geom); ANALYZE {table}");
    }

    /// <summary>Makes a table of shapes in the plane of the web map with what is said of them, lying along a curve, indexed and analysed; rows without a shape are left out.</summary>
    public void LoadForTiles(string table, Geometry?[] shapes, (string Name, IReadOnlyList<object?> Values)[] said)
    {
        var (names, columns) = (string.Join(", ", said.Select(field => $"\"{field.Name}\"")), string.Join(", ", said.Select(field => $"\"{field.Name}\" text")));
        Sql($"CREATE UNLOGGED TABLE {table}_rows (geom geometry, {columns})");
        var file = Path.Combine(_folder, table + ".copy");
        File.WriteAllLines(file, Enumerable.Range(0, shapes.Length).Where(row => shapes[row] is not null).Select(row => string.Join('\t', said.Select(field => Cell(field.Values[row])).Prepend(Convert.ToHexString(shapes[row]!.AsBinary())))));
        Sql($"COPY {table}_rows FROM '{file}'");
        Sql($"CREATE TABLE {table} AS SELECT ST_SetSRID(geom, 3857) AS geom, {names} FROM {table}_rows ORDER BY 1; CREATE INDEX ON {table} USING gist (geom)");
        Sql($"VACUUM ANALYZE {table}");
    }

    /// <summary>Tiles of several tables, all layers of a tile together, by one process: seconds of the statement, and bytes.</summary>
    public (double Seconds, long Bytes) Tiles((string Table, string[] Said)[] layers, IReadOnlyList<Spatial.TileAddress> tiles)
    {
        var drawn = layers.Select(layer => $"""
            coalesce((SELECT ST_AsMVT(q, '{layer.Table}', 4096, 'geom') FROM (
                SELECT ST_AsMVTGeom(geom, box, 4096, 80) AS geom, {string.Join(", ", layer.Said.Select(name => $"\"{name}\""))} FROM {layer.Table} WHERE geom && near) AS q WHERE q.geom IS NOT NULL), '')
            """);
        // Small statements many times over: compiling them and sharing them out only costs.
        Sql("ALTER DATABASE postgres SET jit = off; ALTER DATABASE postgres SET max_parallel_workers_per_gather = 0");
        Sql($"DROP TABLE IF EXISTS asked; CREATE TABLE asked (z int, x int, y int); INSERT INTO asked VALUES {string.Join(", ", tiles.Select(tile => $"({tile.Z}, {tile.X}, {tile.Y})"))}");
        var answer = Sql($"""
            SELECT sum(length({string.Join(" || ", drawn)})), extract(epoch FROM clock_timestamp() - statement_timestamp()) FROM asked
            CROSS JOIN LATERAL (SELECT ST_TileEnvelope(z, x, y) AS box, ST_TileEnvelope(z, x, y, margin => 80.0 / 4096) AS near) AS envelope
            """).Split('|');
        return (double.Parse(answer[1], CultureInfo.InvariantCulture), long.Parse(answer[0], CultureInfo.InvariantCulture));
    }

    private static string Cell(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace('\t', ' ').Replace('\n', ' ') : "\\N";

    /// <summary>Share of the land within a radius of a park by two forms, and the seconds of each; null for one that takes longer than one cares to wait.</summary>
    /// <remarks>
    /// <c>union</c>: all buffers united, one intersection. <c>lateral</c>: for each polygon of land the union of the buffers within reach of it, intersected; overlapping land counts twice there. Both may
    /// use two cores; what the planner thinks of that is not asked.
    /// </remarks>
    public ((double Share, double Seconds)? Union, (double Share, double Seconds)? Lateral) Coverage(double radiusM, int segmentsPerQuarter, int patienceSeconds)
    {
        const string Union = """
            WITH land_union AS (SELECT ST_UnaryUnion(ST_Collect(ST_MakeValid(geom))) AS geom FROM land),
                 served AS (SELECT ST_Union(ST_Buffer(geom, {0}, {1})) AS geom FROM parks)
            SELECT ST_Area(ST_Intersection(land_union.geom, served.geom)) / ST_Area(land_union.geom), extract(epoch FROM clock_timestamp() - statement_timestamp()) FROM land_union, served
            """;
        const string Lateral = """
            SELECT sum(coalesce(ST_Area(ST_Intersection(land.geom, served.geom)), 0)) / sum(ST_Area(land.geom)), extract(epoch FROM clock_timestamp() - statement_timestamp())
            FROM (SELECT ST_MakeValid(geom) AS geom FROM land) AS land
            LEFT JOIN LATERAL (SELECT ST_Union(ST_Buffer(parks.geom, {0}, {1})) AS geom FROM parks WHERE ST_DWithin(parks.geom, land.geom, {0})) AS served ON true
            """;
        // Processes of its own are one: with the leader's there are two.
        foreach (var setting in new[] { $"statement_timeout = '{patienceSeconds}s'", "max_parallel_workers_per_gather = 1", "parallel_setup_cost = 0", "parallel_tuple_cost = 0", "min_parallel_table_scan_size = 0", "jit = off", "work_mem = '256MB'" })
            Sql($"ALTER DATABASE postgres SET {setting}");
        return (Ask(Union, radiusM, segmentsPerQuarter), Ask(Lateral, radiusM, segmentsPerQuarter));
    }

    private (double Share, double Seconds)? Ask(string question, double radiusM, int segmentsPerQuarter)
    {
        try
        {
            var answer = Sql(string.Format(CultureInfo.InvariantCulture, question, radiusM, segmentsPerQuarter)).Split('|');
            return (double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
        }
        catch (InvalidOperationException late) when (late.Message.Contains("statement timeout", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>Loads the edges of a graph for pgRouting; false where that is not installed.</summary>
    public bool LoadNetwork(WalkGraph graph, int[][] facilities)
    {
        if (Directory.GetFiles("/usr/share/postgresql", "pgrouting.control", SearchOption.AllDirectories).Length == 0)
            return false;
        var file = Path.Combine(_folder, "edges.copy");
        using (var lines = new StreamWriter(file))
        {
            for (var edge = 0; edge < graph.EdgeCount; edge++)
                lines.Write($"0\t{graph.From[edge]}\t{graph.To[edge]}\t{graph.LengthMm[edge]}\t{graph.LengthMm[edge]}\n");
            for (var category = 0; category < facilities.Length; category++)
            {
                // All facilities of a category are one way, of no length, from a node of their own: the option for several starts loses nodes.
                foreach (var node in facilities[category].Distinct())
                    lines.Write($"{category + 1}\t-1\t{node}\t0\t-1\n");
            }
        }

        Sql($"CREATE EXTENSION pgrouting; CREATE TABLE edges (category int, source bigint, target bigint, cost float8, reverse_cost float8, id bigserial); COPY edges (category, source, target, cost, reverse_cost) FROM '{file}'; ANALYZE edges");
        return true;
    }

    /// <summary>How many nodes are within a limit of a category of facilities, how many millimetres they are from it together, and the milliseconds that took the server.</summary>
    public (long Nodes, long SumMm, double Milliseconds) WalkTo(int category, int limitMm)
    {
        var answer = Sql(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*), sum(agg_cost)::bigint, extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000
            FROM pgr_drivingDistance('SELECT id, source, target, cost, reverse_cost FROM edges WHERE category IN (0, {category + 1})', -1, {limitMm}::float8) WHERE node >= 0
            """)).Split('|');
        return (long.Parse(answer[0], CultureInfo.InvariantCulture), long.Parse(answer[1], CultureInfo.InvariantCulture), double.Parse(answer[2], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        Run("pg_ctl", "-D", Database, "-m", "fast", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string Sql(string statements) => Run("psql", "-h", _folder, "-d", "postgres", "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statements);

    /// <summary>PostgreSQL does not run as root.</summary>
    private string Run(string program, params string[] arguments)
    {
        string[] line = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", Path.Combine(_programs, program), .. arguments] : [Path.Combine(_programs, program), .. arguments];
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            // Into a file: the server keeps its starter's pipes open.
            WholeProcess.Run("bash", ["-c", "out=\"$1\"; shift; \"$@\" >\"$out\" 2>&1 || { cat \"$out\"; exit 1; }", "bash", output, .. line]);
            return File.ReadAllText(output).Trim();
        }
        finally
        {
            File.Delete(output);
        }
    }
}
