using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>
/// The readings of one indicator at one level as a vault file: reasons once, then state, reason index, numerator, denominator, known and expected weight, each as a column.
/// A column is one value if all are equal, one byte a row if all are whole and small, else eight.
/// </summary>
internal static class Column
{
    private const byte Constant = 0;
    private const byte Bytes = 1;
    private const byte Doubles = 2;
    private static readonly byte[] Magic = "MZREAD1\n"u8.ToArray();

    /// <remarks>Cost: what is written, allocated once.</remarks>
    public static byte[] Write(ImmutableArray<Reading> readings)
    {
        var (reasons, index) = Reasons(readings);
        Func<Reading, double>[] columns =
        [
            reading => (double)reading.State, reading => reading.Reason is { } reason ? index[reason] : 0,
            reading => reading.Numerator, reading => reading.Denominator, reading => reading.KnownWeight, reading => reading.ExpectedWeight,
        ];
        var kinds = Array.ConvertAll(columns, of => KindOf(readings, of));
        var head = Head(readings.Length, reasons);
        var bytes = new byte[head.Length + kinds.Sum(kind => 1 + Size(kind, readings.Length))];
        head.CopyTo(bytes, 0);
        var at = head.Length;
        foreach (var (of, kind) in columns.Zip(kinds))
        {
            bytes[at++] = kind;
            var into = bytes.AsSpan(at, Size(kind, readings.Length));
            WriteNumbers(into, kind, readings, of);
            at += into.Length;
        }

        return bytes;
    }

    public static ImmutableArray<Reading> Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new RefusedException(new Refusal("checkup.no-column", new("文件不是体检读数列", "the file is no column of readings")));
        var count = reader.ReadInt32();
        var reasons = new Wording?[reader.ReadInt32() + 1];
        for (var i = 1; i < reasons.Length; i++)
            reasons[i] = new Wording(reader.ReadString(), reader.ReadString());
        var columns = Enumerable.Range(0, 6).Select(_ => ReadNumbers(reader, count)).ToArray();
        return [.. Enumerable.Range(0, count).Select(row => new Reading(
            (ReadingState)(byte)columns[0][row], columns[2][row], columns[3][row], columns[4][row], columns[5][row], reasons[(int)columns[1][row]]))];
    }

    /// <summary>Reasons in order of first use, numbered from 1.</summary>
    private static (List<Wording> Reasons, Dictionary<Wording, int> Index) Reasons(ImmutableArray<Reading> readings)
    {
        var (reasons, index) = (new List<Wording>(), new Dictionary<Wording, int>());
        foreach (var reading in readings)
        {
            if (reading.Reason is { } reason && index.TryAdd(reason, reasons.Count + 1))
                reasons.Add(reason);
        }

        return (reasons, index);
    }

    private static byte[] Head(int count, List<Wording> reasons)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(count);
        writer.Write(reasons.Count);
        foreach (var reason in reasons)
        {
            writer.Write(reason.Zh);
            writer.Write(reason.En);
        }

        writer.Flush();
        return memory.ToArray();
    }

    private static byte KindOf(ImmutableArray<Reading> readings, Func<Reading, double> of)
    {
        var first = readings.IsEmpty ? 0 : of(readings[0]);
        var (isConstant, areBytes) = (true, true);
        foreach (var reading in readings)
        {
            var value = of(reading);
            isConstant &= value.Equals(first);
            areBytes &= value is >= 0 and <= byte.MaxValue && value == Math.Truncate(value) && !double.IsNegative(value);
        }

        return isConstant ? Constant : areBytes ? Bytes : Doubles;
    }

    private static int Size(byte kind, int count) => kind switch { Constant => sizeof(double), Bytes => count, _ => count * sizeof(double) };

    private static void WriteNumbers(Span<byte> into, byte kind, ImmutableArray<Reading> readings, Func<Reading, double> of)
    {
        if (kind == Constant)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(into, readings.IsEmpty ? 0 : of(readings[0]));
            return;
        }

        for (var row = 0; row < readings.Length; row++)
        {
            if (kind == Bytes)
                into[row] = (byte)of(readings[row]);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(into[(row * sizeof(double))..], of(readings[row]));
        }
    }

    private static double[] ReadNumbers(BinaryReader reader, int count)
    {
        var values = new double[count];
        switch (reader.ReadByte())
        {
            case Constant:
                Array.Fill(values, reader.ReadDouble());
                break;
            case Bytes:
                values = Array.ConvertAll(reader.ReadBytes(count), value => (double)value);
                break;
            default:
                for (var row = 0; row < count; row++)
                    values[row] = reader.ReadDouble();
                break;
        }

        return values;
    }
}
