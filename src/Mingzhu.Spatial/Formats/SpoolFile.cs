using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Mingzhu.Spatial;

/// <summary>Records of bytes one after the other, the last ones in memory and those before in a file that nobody else sees.</summary>
internal sealed class SpoolFile(string path) : IDisposable
{
    private const int TailBytes = 1 << 20;

    // What is read at once where records are read in order, and where they are not.
    private const int Ahead = 1 << 18, Single = 1 << 12;
    private readonly ArrayBufferWriter<byte> _tail = new(1 << 16);
    private readonly ArrayBufferWriter<byte> _record = new(1 << 12);
    private SafeFileHandle? _file;
    private long _written;
    private byte[] _window = [];
    private long _windowAt;
    private int _windowBytes;
    private long _next = -1;

    /// <summary>Where the next record will lie.</summary>
    public long Position => _written + _tail.WrittenCount;

    /// <summary>Where to write the next record.</summary>
    public IBufferWriter<byte> Begin()
    {
        _record.ResetWrittenCount();
        return _record;
    }

    /// <summary>The record is complete.</summary>
    public void End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_tail.GetSpan(4), _record.WrittenCount);
        _tail.Advance(4);
        _tail.Write(_record.WrittenSpan);
        if (_tail.WrittenCount < TailBytes)
            return;
        _file ??= File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        RandomAccess.Write(_file, _tail.WrittenSpan, _written);
        _written += _tail.WrittenCount;
        _tail.ResetWrittenCount();
    }

    /// <summary>The record that lies there; good until the next is read or written.</summary>
    public ReadOnlySpan<byte> Read(long at)
    {
        if (at >= _written)
        {
            var tail = _tail.WrittenSpan[(int)(at - _written)..];
            return tail.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(tail));
        }

        var atOnce = at == _next ? Ahead : Single;
        var length = BinaryPrimitives.ReadInt32LittleEndian(Held(at, 4, atOnce));
        _next = at + 4 + length;
        return Held(at, 4 + length, atOnce).Slice(4, length);
    }

    public void Dispose() => _file?.Dispose();

    private ReadOnlySpan<byte> Held(long at, int bytes, int atOnce)
    {
        if (at < _windowAt || at + bytes > _windowAt + _windowBytes)
        {
            var wanted = (int)Math.Min(Math.Max(bytes, atOnce), _written - at);
            if (_window.Length < wanted)
                _window = new byte[wanted];
            (_windowAt, _windowBytes) = (at, 0);
            while (_windowBytes < wanted)
            {
                var read = RandomAccess.Read(_file!, _window.AsSpan(_windowBytes, wanted - _windowBytes), at + _windowBytes);
                _windowBytes += read > 0 ? read : throw new EndOfStreamException($"{path} ends at {at + _windowBytes}");
            }
        }

        return _window.AsSpan((int)(at - _windowAt), bytes);
    }
}
