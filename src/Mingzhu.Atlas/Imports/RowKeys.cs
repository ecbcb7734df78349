using System.Runtime.InteropServices;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>The ids of the rows of a layer that is being read (行编号): millions of them without an object each.</summary>
/// <remarks>
/// In memory are the letters of an id (a byte each where they are Latin), 5 bytes a row, and 6 to 11 to find a key again.<br/>
/// Always: the order is that of <see cref="RowOrder"/>. Not thread-safe.
/// </remarks>
internal sealed class RowKeys
{
    private const int BlockShift = 20, BlockBytes = 1 << BlockShift;
    private const uint Without = uint.MaxValue;

    // What stands in front of the letters: how many there are, or that more follows.
    private const byte Long = 254, Wide = 255;
    private readonly List<byte[]> _blocks = [];
    private readonly ChunkedList<uint> _places = new(Without);
    private int _used = BlockBytes;

    // Row + 1 where the hash of its key leads, or behind; 0 is free.
    private int[] _slots = new int[16];
    private int _keys;

    /// <summary>How many rows.</summary>
    public int Count => _places.Count;

    /// <summary>Whether any row has a key.</summary>
    public bool HasKeys => _keys > 0;

    /// <summary>The id of a row; null if it has none yet.</summary>
    public string? this[int row] => _places[row] is var place && place == Without ? null : At(place).ToString();

    /// <summary>The row that has a key; −1 if none has.</summary>
    public int Find(string key)
    {
        for (var slot = SlotOf(Hash(key)); _slots[slot] != 0; slot = Next(slot))
        {
            if (At(_places[_slots[slot] - 1]).Is(key))
                return _slots[slot] - 1;
        }

        return -1;
    }

    /// <summary>The next row, with a key that no row before it has, or without one.</summary>
    public void Add(string? key)
    {
        _places.Add(key is null ? Without : Write(key));
        if (key is null)
            return;
        _keys++;
        if (_keys * 4L > _slots.Length * 3L)
            Index(_slots.Length * 2);
        else
            Enter(Count - 1);
    }

    /// <summary>Gives an id to a row that has none; it can't be found by it.</summary>
    public void Give(int row, string id) => _places[row] = Write(id);

    /// <summary>Leaves only some rows, in their order.</summary>
    public void Keep(IReadOnlyList<int> rows)
    {
        _places.Keep(rows);
        Index(_slots.Length);
    }

    /// <summary>All rows in the order of their ids; each must have one.</summary>
    public int[] Order()
    {
        var rows = new int[Count];
        var sorted = true;
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            sorted = sorted && (row == 0 || At(_places[row - 1]).Against(At(_places[row])) <= 0);
        }

        if (!sorted)
            rows.AsSpan().Sort((a, b) => At(_places[a]).Against(At(_places[b])));
        return rows;
    }

    private void Index(int slots)
    {
        (_slots, _keys) = (new int[slots], 0);
        for (var row = 0; row < Count; row++)
        {
            if (_places[row] == Without)
                continue;
            _keys++;
            Enter(row);
        }
    }

    private void Enter(int row)
    {
        var slot = SlotOf(At(_places[row]).Hash());
        while (_slots[slot] != 0)
            slot = Next(slot);
        _slots[slot] = row + 1;
    }

    private int SlotOf(uint hash) => (int)(hash & (uint)(_slots.Length - 1));

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private uint Write(string text)
    {
        var wide = text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff');
        var (head, letters) = (wide || text.Length >= Long ? 5 : 1, wide ? 2 * text.Length : text.Length);
        if (_used + head + letters > BlockBytes)
        {
            _blocks.Add(new byte[Math.Max(BlockBytes, head + letters)]);
            _used = 0;
        }

        var place = ((uint)(_blocks.Count - 1) << BlockShift) | (uint)_used;
        var into = _blocks[^1].AsSpan(_used, head + letters);
        into[0] = wide ? Wide : text.Length >= Long ? Long : (byte)text.Length;
        if (head > 1)
            MemoryMarshal.Write(into[1..], text.Length);
        if (wide)
            MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(into[head..]);
        else
            Narrow(text, into[head..]);
        _used += head + letters;
        return place;
    }

    private static void Narrow(ReadOnlySpan<char> text, Span<byte> into)
    {
        for (var at = 0; at < text.Length; at++)
            into[at] = (byte)text[at];
    }

    private Letters At(uint place)
    {
        var from = _blocks[(int)(place >> BlockShift)].AsSpan((int)(place & (BlockBytes - 1)));
        return from[0] switch
        {
            Wide => new([], MemoryMarshal.Cast<byte, char>(from.Slice(5, 2 * MemoryMarshal.Read<int>(from[1..])))),
            Long => new(from.Slice(5, MemoryMarshal.Read<int>(from[1..])), []),
            var length => new(from.Slice(1, length), []),
        };
    }

    // FNV-1a over letter codes: the same for a text and for how it is held. Neighbouring keys differ in their last letters, which it scatters.
    private static uint Hash(uint before, char letter) => unchecked((before ^ letter) * 16777619u);

    private static uint Scattered(uint hash) => hash ^ (hash >> 15);

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = Hash(hash, letter);
        return Scattered(hash);
    }

    /// <summary>A text as it is held: one of the two is empty.</summary>
    private readonly ref struct Letters(ReadOnlySpan<byte> narrow, ReadOnlySpan<char> wide)
    {
        private readonly ReadOnlySpan<byte> _narrow = narrow;
        private readonly ReadOnlySpan<char> _wide = wide;

        private int Length => _wide.Length + _narrow.Length;

        private char this[int at] => _wide.Length > 0 ? _wide[at] : (char)_narrow[at];

        public bool Is(ReadOnlySpan<char> text)
        {
            if (text.Length != Length)
                return false;
            for (var at = 0; at < text.Length; at++)
            {
                if (this[at] != text[at])
                    return false;
            }

            return true;
        }

        public int Against(Letters other)
        {
            for (var at = 0; at < Math.Min(Length, other.Length); at++)
            {
                if (this[at] != other[at])
                    return this[at].CompareTo(other[at]);
            }

            return Length.CompareTo(other.Length);
        }

        public uint Hash()
        {
            if (_wide.Length > 0)
                return RowKeys.Hash(_wide);
            var hash = 2166136261u;
            foreach (var letter in _narrow)
                hash = RowKeys.Hash(hash, (char)letter);
            return Scattered(hash);
        }

        public override string ToString() => _wide.Length > 0 ? new(_wide) : System.Text.Encoding.Latin1.GetString(_narrow);
    }
}
