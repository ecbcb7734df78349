using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>One record of a DBF file.</summary>
/// <param name="Number">Its number from 1, deleted records counted.</param>
/// <param name="Deleted">Whether it is marked as deleted.</param>
/// <param name="Values">Its values by field.</param>
/// <param name="Problems">What is wrong with single values; null if nothing is.</param>
internal readonly record struct DbfRecord(long Number, bool Deleted, IReadOnlyDictionary<string, object?> Values, List<SourceProblem>? Problems);

/// <summary>A DBF file, opened: header, text encoding, fields; its records stream (属性表).</summary>
internal sealed class DbfTable
{
    private const int BufferBytes = 1 << 16;

    // Bytes of a name without the zero that ends it; dBase 7 has more.
    private const int NameRoom = 10, NameRoom7 = 31;
    private readonly string _path;
    private readonly DbfHeader _header;
    private readonly DbfValue[] _columns;

    private DbfTable(string path, DbfHeader header, TextEncoding encoding)
    {
        (_path, _header, Encoding) = (path, header, encoding);
        var names = Names(header, encoding.Named, out var renamed);
        MayBeCut = [.. header.Columns.Select((column, index) => (column, Name: names[index])).Where(pair => FillsItsRoom(pair.column.Name, header.Level7, encoding.Named)).Select(pair => pair.Name)];
        _columns = [.. header.Columns.Select((column, index) => new DbfValue(column, names[index], header, encoding.Named)).Where(column => !column.Column.Hidden)];
        Problems = [.. encoding.Problems, .. header.Problems, .. renamed, .. _columns.Where(column => column.IsMemo).Select(column => NoMemo(column.Name))];
    }

    /// <summary>How its texts are spelled.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>Its fields, without those that FoxPro hides.</summary>
    public ImmutableArray<Field> Fields => [.. _columns.Select(column => new Field(column.Name, column.Type))];

    /// <summary>Fields whose names fill their room, as <see cref="SourceLayer.MayBeCut"/> says.</summary>
    public ImmutableHashSet<string> MayBeCut { get; }

    /// <summary>What is wrong with the file as a whole.</summary>
    public ImmutableArray<SourceProblem> Problems { get; }

    /// <summary>Records it holds, deleted ones counted.</summary>
    public long Count => _header.Records;

    /// <summary>Records that its header promises beyond these: the file is cut off.</summary>
    public long Missing => _header.Missing;

    /// <summary>Opens a file; goes over all its texts once to find their encoding.</summary>
    /// <param name="path">The .dbf.</param>
    /// <param name="said">Encoding said by the user; null: found out.</param>
    /// <param name="cpg">Text of the .cpg; null if there is none.</param>
    /// <exception cref="BrokenFileException">It is no DBF file, or the user's encoding is none.</exception>
    public static DbfTable Open(string path, string? said, string? cpg)
    {
        var name = Path.GetFileName(path);
        using var file = OpenRead(path);
        var header = DbfHeader.Read(file, name);
        return new DbfTable(path, header, TextEncoding.Of(name, said, cpg, header.Language, proof => Prove(file, header, proof)));
    }

    /// <summary>All records in file order.</summary>
    public IEnumerable<DbfRecord> Records()
    {
        using var file = OpenRead(_path);
        file.Position = _header.Length;
        var record = new byte[_header.RecordLength];
        for (long number = 1; number <= _header.Records && file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length; number++)
            yield return record[0] == '*' ? new(number, true, ImmutableDictionary<string, object?>.Empty, null) : Record(number, record);
    }

    private DbfRecord Record(long number, byte[] record)
    {
        var values = new Dictionary<string, object?>(_columns.Length);
        List<SourceProblem>? problems = null;
        foreach (var column in _columns)
        {
            values[column.Name] = column.Read(record, out var problem);
            if (problem is not null)
                (problems ??= []).Add(problem);
        }
        return new(number, false, values, problems);
    }

    private static void Prove(FileStream file, DbfHeader header, TextProof proof)
    {
        foreach (var column in header.Columns)
            proof.Add(column.Name, 32, atEdge: column.Name.Length >= 10);
        DbfColumn[] texts = [.. header.Columns.Where(column => column is { Hidden: false, Type: 'C' or 'V', Length: > 0 } && column.Offset + column.Length <= header.RecordLength)];
        if (texts.Length == 0)
            return;
        file.Position = header.Length;
        var record = new byte[header.RecordLength];
        for (long number = 0; number < header.Records && file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length; number++)
        {
            if (record[0] == '*' || Ascii.IsValid(record))
                continue;
            foreach (var column in texts)
            {
                var field = record.AsSpan(column.Offset, column.Length);
                proof.Add(FieldText.Trimmed(field), header.Length + (number * header.RecordLength) + column.Offset, atEdge: field[^1] is not ((byte)' ' or 0));
            }
        }
    }

    // Names differ in more than case: our own tables do not tell upper from lower.
    private static string[] Names(DbfHeader header, NamedEncoding encoding, out List<SourceProblem> problems)
    {
        problems = [];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new string[header.Columns.Length];
        for (var column = 0; column < names.Length; column++)
        {
            var found = FieldText.Read(header.Columns[column].Name, encoding, "", out _);
            var name = found ?? string.Create(CultureInfo.InvariantCulture, $"field_{column + 1}");
            for (var again = 2; !taken.Add(name); again++)
                name = string.Create(CultureInfo.InvariantCulture, $"{found ?? "field"}_{again}");
            names[column] = name;
            if (name != found && !header.Columns[column].Hidden)
                problems.Add(Renamed(column + 1, found ?? "", name));
        }
        return names;
    }

    // Where another Chinese character would not fit, also a name that is a byte shorter.
    private static bool FillsItsRoom(byte[] name, bool level7, NamedEncoding encoding)
    {
        var left = (level7 ? NameRoom7 : NameRoom) - name.Length;
        return left <= 0 || (!Ascii.IsValid(name) && left < (encoding == NamedEncoding.Utf8 ? 3 : 2));
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);

    private static SourceProblem Renamed(int column, string found, string name) => new(
        "dbf.field-name",
        found.Length == 0 ? $"第 {column} 个字段没有名称，称为“{name}”" : $"字段名“{found}”重复，第 {column} 个字段称为“{name}”",
        found.Length == 0 ? $"field {column} has no name; it is called '{name}'" : $"the field name '{found}' is there twice; field {column} is called '{name}'",
        ProblemSeverity.Note)
    {
        Field = name,
        Found = found,
    };

    private static SourceProblem NoMemo(string field) => new(
        "dbf.memo", $"字段“{field}”的内容在备注文件中，未读取，按空值处理", $"the contents of field '{field}' lie in a memo file and were not read; they are taken as no value", ProblemSeverity.Note)
    {
        Field = field,
    };
}
