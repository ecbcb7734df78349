using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Reads the values of one column of a DBF file.</summary>
internal sealed class DbfValue
{
    // Whole numbers of more digits than a long has are read as floating point.
    private const int MostWholeDigits = 20;
    private const int JulianDayOfYearOne = 1721426;
    private readonly NamedEncoding _encoding;
    private readonly DbfColumn? _nullFlags;
    private readonly int _recordLength;
    private readonly bool _level7;
    private readonly bool _foxPro;

    public DbfValue(DbfColumn column, string name, DbfHeader header, NamedEncoding encoding)
    {
        (Column, Name, _encoding, _nullFlags, _recordLength, _level7, _foxPro) = (column, name, encoding, header.NullFlags, header.RecordLength, header.Level7, header.FoxPro);
        Type = column.Type switch
        {
            'N' => column.Decimals == 0 && column.Length <= MostWholeDigits ? FieldType.Integer : FieldType.Real,
            'I' or '+' when column.Length >= 4 => FieldType.Integer,
            'F' => FieldType.Real,
            'Y' or 'O' when column.Length == 8 => FieldType.Real,
            'B' when IsDouble => FieldType.Real,
            'L' => FieldType.Boolean,
            'D' => FieldType.Date,
            _ => FieldType.Text,
        };
    }

    public DbfColumn Column { get; }

    public string Name { get; }

    public FieldType Type { get; }

    /// <summary>Whether the record only refers to the value, which lies in another file.</summary>
    public bool IsMemo => Column.Type is 'M' or 'G' or 'P' or 'W' || (Column.Type == 'B' && !IsDouble);

    private bool IsDouble => Column.Length == 8 && _foxPro;

    /// <summary>The value in a record; null if there is none or it can't be read, which the problem says.</summary>
    public object? Read(ReadOnlySpan<byte> record, out SourceProblem? problem)
    {
        problem = null;
        if (Column.Length == 0 || Column.Offset + Column.Length > _recordLength || Flag(record, Column.NullBit))
            return null;
        var bytes = record.Slice(Column.Offset, Column.Length);
        return Column.Type switch
        {
            'N' or 'F' => Number(bytes, out problem),
            'L' => Truth(bytes, out problem),
            'D' => Day(bytes, out problem),
            'I' or '+' when bytes.Length >= 4 => (long)Whole(bytes),
            'B' or 'O' when bytes.Length == 8 && (IsDouble || Column.Type == 'O') => Floating(bytes, out problem),
            'Y' when bytes.Length == 8 => BinaryPrimitives.ReadInt64LittleEndian(bytes) / 10_000d,
            'T' or '@' when bytes.Length == 8 => Moment(bytes, out problem),
            'V' when Flag(record, Column.LengthBit) && bytes[^1] < bytes.Length => FieldText.Read(bytes[..bytes[^1]], _encoding, Name, out problem),
            'Q' => null,
            _ when IsMemo => null,
            _ => FieldText.Read(bytes, _encoding, Name, out problem),
        };
    }

    private bool Flag(ReadOnlySpan<byte> record, int bit) =>
        bit >= 0 && _nullFlags is { } flags && bit / 8 < flags.Length && flags.Offset + (bit / 8) < _recordLength && (record[flags.Offset + (bit / 8)] >> (bit % 8) & 1) != 0;

    private object? Number(ReadOnlySpan<byte> bytes, out SourceProblem? problem)
    {
        problem = null;
        var text = FieldText.Trimmed(bytes);
        if (text.IsEmpty)
            return null;
        if (Type == FieldType.Integer && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        Span<byte> pointed = stackalloc byte[text.Length];
        text.CopyTo(pointed);
        if (pointed.IndexOf((byte)'.') < 0 && pointed.IndexOf((byte)',') is >= 0 and var comma)
            pointed[comma] = (byte)'.';
        if (double.TryParse(pointed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        problem = text.IndexOfAnyExcept((byte)'*') < 0
            ? Overflowed(Shown(text))
            : Unreadable("dbf.number", Shown(text), "不是数", "is no number", "12.5");
        return null;
    }

    private object? Truth(ReadOnlySpan<byte> bytes, out SourceProblem? problem)
    {
        problem = null;
        switch ((char)bytes[0])
        {
            case 'T' or 't' or 'Y' or 'y' or '1':
                return true;
            case 'F' or 'f' or 'N' or 'n' or '0':
                return false;
            case '?' or ' ' or '\0':
                return null;
            default:
                problem = Unreadable("dbf.truth", Shown(bytes), "既不是真也不是假", "is neither true nor false", "T, F");
                return null;
        }
    }

    private object? Day(ReadOnlySpan<byte> bytes, out SourceProblem? problem)
    {
        problem = null;
        var text = FieldText.Trimmed(bytes);
        if (text.IndexOfAnyExcept((byte)'0', (byte)' ') < 0)
            return null;
        var shown = Shown(text);
        if (DateOnly.TryParseExact(shown, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        problem = Unreadable("dbf.date", shown, "不是日期", "is no day", "20260131");
        return null;
    }

    // dBase 7 puts the high byte first and turns the sign over, so that bytes sort as the numbers do.
    private int Whole(ReadOnlySpan<byte> bytes) => unchecked(_level7 ? BinaryPrimitives.ReadInt32BigEndian(bytes) ^ int.MinValue : BinaryPrimitives.ReadInt32LittleEndian(bytes));

    private object? Floating(ReadOnlySpan<byte> bytes, out SourceProblem? problem)
    {
        problem = null;
        var number = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        if (double.IsFinite(number))
            return number;
        problem = Unreadable("dbf.number", number.ToString(CultureInfo.InvariantCulture), "不是有限的数", "is not a finite number", "12.5");
        return null;
    }

    // A Julian day and milliseconds since midnight. There is no field type for moments, so they are text, ISO 8601.
    private string? Moment(ReadOnlySpan<byte> bytes, out SourceProblem? problem)
    {
        problem = null;
        var (julian, milliseconds) = (BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]));
        if (julian == 0 || (julian == 0x20202020 && milliseconds == 0x20202020))
            return null;
        var day = (long)julian - JulianDayOfYearOne;
        if (day < 0 || day > DateOnly.MaxValue.DayNumber || milliseconds is < 0 or >= 86_400_000)
        {
            problem = Unreadable("dbf.date", string.Create(CultureInfo.InvariantCulture, $"{julian}:{milliseconds}"), "不是时间", "is no moment", "2026-01-31T12:00:00");
            return null;
        }
        return DateOnly.FromDayNumber((int)day).ToDateTime(TimeOnly.MinValue).AddMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private SourceProblem Overflowed(string found) => new(
        "dbf.overflow",
        $"字段“{Name}”是“{found}”，即原来的数写不下；按空值处理，请在原数据中加宽该字段",
        $"field '{Name}' holds '{found}': the number did not fit when it was written; it is taken as no value; widen the field at the source",
        ProblemSeverity.Repaired)
    {
        Field = Name,
        Found = found,
    };

    private SourceProblem Unreadable(string code, string found, string zh, string en, string expected) => new(
        code, $"字段“{Name}”的“{found}”{zh}，按空值处理；应形如 {expected}", $"'{found}' in field '{Name}' {en} and is taken as no value; write it like {expected}", ProblemSeverity.Repaired)
    {
        Field = Name,
        Found = found,
        Expected = expected,
    };

    private static string Shown(ReadOnlySpan<byte> bytes) => new([.. Encoding.Latin1.GetString(bytes).Trim().Select(sign => sign is > ' ' and <= '~' or ' ' ? sign : '?')]);
}
