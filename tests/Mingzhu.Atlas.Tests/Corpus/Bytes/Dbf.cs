using System.Text;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>A dBase III table, bytes as given: texts are cut where the field ends, be it in the middle of a character.</summary>
internal sealed class Dbf(Encoding encoding)
{
    private readonly List<(byte[] Name, char Type, int Length, int Decimals)> _columns = [];
    private readonly List<(byte[] Bytes, bool Deleted)> _rows = [];

    /// <summary>The language id (byte 29): 0x4D Chinese GBK, 0x4F Big5, 0x57 ANSI, 0 nothing.</summary>
    public int LanguageId { get; init; }

    public long? SaysRows { get; init; }

    public int? SaysHeaderLength { get; init; }

    public int? SaysRowLength { get; init; }

    /// <summary>Whether the mark 0x1A ends the file.</summary>
    public bool WithEnd { get; init; } = true;

    public Dbf Text(string name, int length) => Column(name, 'C', length);

    public Dbf Column(string name, char type, int length, int decimals = 0)
    {
        _columns.Add((encoding.GetBytes(name), type, length, decimals));
        return this;
    }

    public Dbf Row(params object?[] cells) => Add(cells, deleted: false);

    public Dbf Deleted(params object?[] cells) => Add(cells, deleted: true);

    public byte[] ToBytes()
    {
        var rowLength = 1 + _columns.Sum(column => column.Length);
        var file = new Little().Byte(3).Byte(126).Byte(11).Byte(20).Int(SaysRows ?? _rows.Count).Short(SaysHeaderLength ?? 33 + (32 * _columns.Count)).Short(SaysRowLength ?? rowLength)
            .Zeros(17).Byte(LanguageId).Zeros(2);
        foreach (var (name, type, length, decimals) in _columns)
            file.Put(Cut(name, 10, 0)).Byte(0).Byte(type).Zeros(4).Byte(length).Byte(decimals).Zeros(14);
        file.Byte(0x0D);
        foreach (var (bytes, deleted) in _rows)
            file.Byte(deleted ? '*' : ' ').Put(bytes);
        return (WithEnd ? file.Byte(0x1A) : file).ToBytes();
    }

    private Dbf Add(object?[] cells, bool deleted)
    {
        var row = new Little();
        foreach (var ((_, type, length, _), cell) in _columns.Zip(cells))
        {
            var bytes = cell as byte[] ?? encoding.GetBytes(Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture) ?? "");
            row.Put(type is 'N' or 'F' && bytes.Length < length ? [.. Enumerable.Repeat((byte)' ', length - bytes.Length), .. bytes] : Cut(bytes, length, (byte)' '));
        }

        _rows.Add((row.ToBytes(), deleted));
        return this;
    }

    private static byte[] Cut(byte[] bytes, int length, byte filler) => [.. bytes.Take(length), .. Enumerable.Repeat(filler, Math.Max(0, length - bytes.Length))];
}
