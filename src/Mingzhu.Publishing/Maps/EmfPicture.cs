using System.Buffers;
using System.Buffers.Binary;

namespace Mingzhu.Publishing.Maps;

/// <summary>A point of a picture, hundredths of a millimetre from its top left corner.</summary>
internal readonly record struct Spot(int X, int Y);

/// <summary>
/// A vector picture (EMF, 增强型图元文件) of filled shapes, lines, dots and text, by [MS-EMF]. One unit is 0.01 mm on paper, so 16-bit coordinates reach 327 mm. Plain GDI
/// records only: Word and LibreOffice draw these alike.
/// </summary>
internal sealed partial class EmfPicture
{
    private const int UnitsPerMm = 100;
    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly Dictionary<(string Kind, int A, int B, string Text), int> _objects = [];
    private readonly Dictionary<string, int> _selected = [];
    private readonly int _width, _height;
    private int _count = 1;

    public EmfPicture(double widthMm, double heightMm)
    {
        (_width, _height) = ((int)(widthMm * UnitsPerMm), (int)(heightMm * UnitsPerMm));
        Record(17, 8);                       // SETMAPMODE: anisotropic, window and viewport the same: a unit is a device unit
        Record(10, 0, 0);                    // SETWINDOWORGEX
        Record(9, _width, _height);          // SETWINDOWEXTEX
        Record(12, 0, 0);                    // SETVIEWPORTORGEX
        Record(11, _width, _height);         // SETVIEWPORTEXTEX
        Record(18, 1);                       // SETBKMODE: transparent
        Record(19, 1);                       // SETPOLYFILLMODE: alternate, so that a ring inside a ring is a hole
        Record(22, 24);                      // SETTEXTALIGN: left, baseline
    }

    /// <summary>Draws from here on only inside a rectangle, until <see cref="Unclip"/>.</summary>
    public void Clip(int left, int top, int right, int bottom)
    {
        Record(33);                          // SAVEDC
        Record(30, left, top, right, bottom); // INTERSECTCLIPRECT
    }

    /// <summary>Ends <see cref="Clip"/>.</summary>
    public void Unclip()
    {
        Record(34, -1);                      // RESTOREDC; what was selected before comes back, so nothing is known to be selected
        _selected.Clear();
    }

    /// <summary>A shape of one or more rings, filled and outlined; null leaves one of them away.</summary>
    public void Polygon(IReadOnlyList<Spot[]> rings, string? fill, string? line, int lineWidth = 10)
    {
        Pen(line, lineWidth);
        Brush(fill);
        Poly(91, rings);
    }

    /// <summary>Open lines.</summary>
    public void Lines(IReadOnlyList<Spot[]> lines, string colour, int width)
    {
        Pen(colour, width);
        Poly(90, lines);
    }

    /// <summary>A round dot.</summary>
    public void Dot(Spot at, int radius, string fill, string? line)
    {
        Pen(line, 6);
        Brush(fill);
        Record(42, at.X - radius, at.Y - radius, at.X + radius, at.Y + radius);
    }

    /// <summary>A filled rectangle.</summary>
    public void Box(int left, int top, int right, int bottom, string? fill, string? line, int lineWidth = 10) =>
        Polygon([[new(left, top), new(right, top), new(right, bottom), new(left, bottom)]], fill, line, lineWidth);

    /// <summary>The whole file.</summary>
    public byte[] ToBytes()
    {
        Record(14, 0, 0x10, 20);             // EOF
        var bytes = new byte[108 + _records.WrittenCount];
        Header(bytes);
        _records.WrittenSpan.CopyTo(bytes.AsSpan(108));
        return bytes;
    }

    private void Header(byte[] bytes)
    {
        ReadOnlySpan<int> fields =
        [
            1, 108,
            0, 0, _width - 1, _height - 1,   // bounds, device units
            0, 0, _width, _height,           // frame, 0.01 mm
            0x464D4520, 0x10000, bytes.Length, _count,
            _objects.Count + 1,              // handles; the high half is reserved
            0, 0, 0,                         // no description, no palette
            32000, 24000, 320, 240,          // reference device: 100 units a millimetre
            0, 0, 0,                         // no pixel format, no OpenGL
            320_000, 240_000,                // the same device in micrometres
        ];
        for (var at = 0; at < fields.Length; at++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at * 4), fields[at]);
    }

    private void Poly(int type, IReadOnlyList<Spot[]> parts)
    {
        var points = parts.Sum(part => part.Length);
        if (points == 0)
            return;
        Start(type, 32 + 4 * parts.Count + 4 * points);
        Write(parts.SelectMany(part => part).Min(spot => spot.X), parts.SelectMany(part => part).Min(spot => spot.Y));
        Write(parts.SelectMany(part => part).Max(spot => spot.X), parts.SelectMany(part => part).Max(spot => spot.Y));
        Write(parts.Count, points);
        foreach (var part in parts)
            Write(part.Length);
        foreach (var spot in parts.SelectMany(part => part))
            Write((spot.X & 0xFFFF) | (spot.Y << 16));
    }

    private void Pen(string? colour, int width) =>
        Select("pen", colour is null ? unchecked((int)0x80000008) : Object("pen", width, Colour(colour), "", handle => Record(38, handle, 0, width, 0, Colour(colour))));

    private void Brush(string? colour) =>
        Select("brush", colour is null ? unchecked((int)0x80000005) : Object("brush", 0, Colour(colour), "", handle => Record(39, handle, 0, Colour(colour), 0)));

    private int Object(string kind, int a, int b, string text, Action<int> create)
    {
        if (_objects.TryGetValue((kind, a, b, text), out var handle))
            return handle;
        handle = _objects.Count + 1;
        _objects.Add((kind, a, b, text), handle);
        create(handle);
        return handle;
    }

    private void Select(string kind, int handle)
    {
        if (_selected.TryGetValue(kind, out var now) && now == handle)
            return;
        _selected[kind] = handle;
        Record(37, handle);
    }

    private static int Colour(string rrggbb)
    {
        var rgb = Convert.ToInt32(rrggbb, 16);
        return ((rgb & 0xFF) << 16) | (rgb & 0xFF00) | (rgb >> 16);
    }

    private void Record(int type, params ReadOnlySpan<int> fields)
    {
        Start(type, 8 + 4 * fields.Length);
        Write(fields);
    }

    private void Start(int type, int size)
    {
        _count++;
        Write(type, size);
    }

    private void Write(params ReadOnlySpan<int> fields)
    {
        var to = _records.GetSpan(4 * fields.Length);
        for (var at = 0; at < fields.Length; at++)
            BinaryPrimitives.WriteInt32LittleEndian(to[(4 * at)..], fields[at]);
        _records.Advance(4 * fields.Length);
    }
}
