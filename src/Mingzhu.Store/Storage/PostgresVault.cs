using System.Data.Common;
using Mingzhu.City;
using Npgsql;

namespace Mingzhu.Store;

/// <summary>
/// The files of the vault in the schema of the city's ledger, in pieces of 1 MiB, so that no file need fit into memory on either side. Put is committed durably or not at all; the same content is kept once, whichever node puts it.
/// Several may ask at once, each on a connection of its own.
/// </summary>
internal sealed class PostgresVault : IDisposable
{
    /// <summary>Made with the city. Pieces are stored as they are: what fills a vault is compressed already.</summary>
    public const string Tables = """
        CREATE TABLE vault_files (hash text COLLATE "C" PRIMARY KEY, size_bytes bigint NOT NULL, erased_by bigint);
        CREATE TABLE vault_pieces (hash text COLLATE "C" NOT NULL REFERENCES vault_files, piece integer NOT NULL, body bytea NOT NULL, PRIMARY KEY (hash, piece));
        ALTER TABLE vault_pieces ALTER body SET STORAGE EXTERNAL;
        """;

    private const int PieceBytes = 1 << 20, MostConnections = 4;
    private readonly NpgsqlDataSource _source;
    private readonly string _place;

    public PostgresVault(string database, Access access)
    {
        var settings = PostgresCity.Settings(database, access);
        (settings.Pooling, settings.MaxPoolSize, settings.ApplicationName) = (true, MostConnections, "mingzhu vault");
        (_source, _place) = (NpgsqlDataSource.Create(settings), PostgresCity.Place(settings));
    }

    public bool Has(string hash)
    {
        const string Sql = "SELECT 1 FROM vault_files WHERE hash = $1 AND erased_by IS NULL";
        return Ask(connection => Command(connection, Sql, hash).ExecuteScalar() is not null);
    }

    public long? ErasedBy(string hash)
    {
        const string Sql = "SELECT erased_by FROM vault_files WHERE hash = $1";
        return Ask(connection => Command(connection, Sql, hash).ExecuteScalar() as long?);
    }

    public IReadOnlyList<string> Names()
    {
        const string Sql = "SELECT hash FROM vault_files WHERE erased_by IS NULL ORDER BY hash";
        return Ask(connection =>
        {
            using var reader = Command(connection, Sql).ExecuteReader();
            var names = new List<string>();
            while (reader.Read())
                names.Add(reader.GetString(0));
            return names;
        });
    }

    /// <summary>Keeps what the stream holds from where it stands; nothing if it is there already.</summary>
    public void Put(string hash, Stream content)
    {
        const string Name = "INSERT INTO vault_files (hash, size_bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        const string Piece = "INSERT INTO vault_pieces (hash, piece, body) VALUES ($1, $2, $3)";
        Ask(connection =>
        {
            using var transaction = connection.BeginTransaction();
            if (Command(connection, Name, hash, content.Length - content.Position).ExecuteNonQuery() == 0)
                return 0;
            var piece = new byte[PieceBytes];
            for (int number = 0, read; (read = content.ReadAtLeast(piece, PieceBytes, throwOnEndOfStream: false)) > 0; number++)
                Command(connection, Piece, hash, number, read == PieceBytes ? piece : piece[..read]).ExecuteNonQuery();
            transaction.Commit();
            return 0;
        });
    }

    /// <summary>A file as the database holds it, piece by piece; null if it holds none.</summary>
    public Stream? Open(string hash) => Has(hash) ? new Pieces(this, hash) : null;

    /// <summary>Erases a file on behalf of a fact; the content is never kept again.</summary>
    public void Erase(string hash, long by)
    {
        const string Mark = "INSERT INTO vault_files (hash, size_bytes, erased_by) VALUES ($1, 0, $2) ON CONFLICT (hash) DO UPDATE SET size_bytes = 0, erased_by = coalesce(vault_files.erased_by, $2)";
        const string Remove = "DELETE FROM vault_pieces WHERE hash = $1", Clear = "VACUUM (SKIP_LOCKED) vault_pieces";
        if (ErasedBy(hash) is not null)
            return;
        Ask(connection =>
        {
            using (var transaction = connection.BeginTransaction())
            {
                Command(connection, Mark, hash, by).ExecuteNonQuery();
                Command(connection, Remove, hash).ExecuteNonQuery();
                transaction.Commit();
            }

            return Command(connection, Clear).ExecuteNonQuery();
        });
    }

    public void Dispose() => _source.Dispose();

    private byte[]? PieceOf(string hash, int number)
    {
        const string Sql = "SELECT body FROM vault_pieces WHERE hash = $1 AND piece = $2";
        return Ask(connection => Command(connection, Sql, hash, number).ExecuteScalar() as byte[]);
    }

    private T Ask<T>(Func<NpgsqlConnection, T> question)
    {
        try
        {
            using var connection = _source.OpenConnection();
            return question(connection);
        }
        catch (DbException full) when (full.SqlState == PostgresErrorCodes.DiskFull)
        {
            throw new RefusedException([new Refusal("vault.disk-full", new(
                $"数据库服务器磁盘已满，未能写入 {_place}；什么都没有改变。请腾出空间后重试", $"the disk of the database server is full: {_place} was not written and nothing has changed; free some space and try again"))], full);
        }
        catch (DbException failed)
        {
            throw PostgresCity.Told(failed, _place);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
#pragma warning disable CA2100 // every caller passes a constant
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Reads forward, one piece at a time.</summary>
    private sealed class Pieces(PostgresVault vault, string hash) : Stream
    {
        private byte[] _piece = [];
        private int _number, _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == _piece.Length)
                (_piece, _at, _number) = (vault.PieceOf(hash, _number) ?? [], 0, _number + 1);
            var read = Math.Min(buffer.Length, _piece.Length - _at);
            _piece.AsSpan(_at, read).CopyTo(buffer);
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
