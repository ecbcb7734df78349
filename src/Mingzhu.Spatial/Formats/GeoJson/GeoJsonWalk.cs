using System.Text.Json;

namespace Mingzhu.Spatial;

/// <summary>A part of a GeoJSON object: a feature of its list (no name) or any other member. The bytes are good until the next part is asked for.</summary>
internal readonly record struct GeoJsonPart(string? Name, ReadOnlyMemory<byte> Json);

/// <summary>Walks a GeoJSON file part by part; only one part is in memory at a time.</summary>
internal sealed class GeoJsonWalk : IDisposable
{
    public const int MostNested = 64;
    private const int FirstBuffer = 1 << 20;
    private const int LargestPart = 1 << 29;
    private readonly string _name;
    private readonly FileStream _file;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _final;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MostNested });
    private JsonTokenType _token;
    private string _property = "";
    private ReadOnlyMemory<byte> _value;

    public GeoJsonWalk(string path)
    {
        _name = Path.GetFileName(path);
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        Fill();
        var start = _buffer.AsSpan(0, _end);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Broken("文件是 UTF-16 编码，应为 UTF-8；请另存为 UTF-8", "the file is UTF-16, expected UTF-8; save it as UTF-8");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _start = 3;
    }

    /// <summary>Whether a list "features" was met, be it empty.</summary>
    public bool SawFeatures { get; private set; }

    public void Dispose() => _file.Dispose();

    /// <summary>The members of the root object; those of its list "features" one by one.</summary>
    public IEnumerable<GeoJsonPart> Parts()
    {
        if (!Step(whole: false) || _token != JsonTokenType.StartObject)
            throw Broken("文件内容不是 JSON 对象，应为 GeoJSON 的 FeatureCollection、Feature 或几何", "the file holds no JSON object, expected a GeoJSON FeatureCollection, Feature or geometry");
        while (Step(whole: false) && _token == JsonTokenType.PropertyName)
        {
            var name = _property;
            if (name != "features")
            {
                Step(whole: true);
                yield return new(name, _value);
                continue;
            }
            if (!Step(whole: false) || _token != JsonTokenType.StartArray)
                throw Broken("features 不是数组；请重新导出", "'features' is no list; export the file again");
            SawFeatures = true;
            while (Step(whole: true) && _token != JsonTokenType.EndArray)
                yield return new(null, _value);
        }
        while (Step(whole: false))
        {
            // Only white space may follow; anything else makes the reader throw.
        }
    }

    /// <summary>The whole root value, for a file that is one feature or geometry.</summary>
    public ReadOnlyMemory<byte> Whole()
    {
        Step(whole: true);
        return _value;
    }

    public BrokenFileException Broken(string zh, string en, Exception? cause = null) =>
        new(new SourceProblem("geojson.broken", $"{_name}：{zh}", $"{_name}: {en}"), cause);

    // Reads one token, or one whole value. Where the buffer ends too early it is filled up and the step taken again from its beginning.
    private bool Step(bool whole)
    {
        while (true)
        {
            if (TryStep(whole, out var isEnd))
                return !isEnd;
            Fill();
        }
    }

    private bool TryStep(bool whole, out bool isEnd)
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
            isEnd = false;
            if (!reader.Read())
                return isEnd = _final;
            (_token, var from) = (reader.TokenType, (int)reader.TokenStartIndex);
            if (_token == JsonTokenType.PropertyName)
                _property = reader.GetString()!;
            if (whole && !reader.TrySkip())
                return false;
            _value = _buffer.AsMemory(_start + from, (int)reader.BytesConsumed - from);
            _state = reader.CurrentState;
            _start += (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException broken)
        {
            throw At(broken);
        }
        catch (InvalidOperationException broken)
        {
            throw Broken("属性名不是 UTF-8；请另存为 UTF-8", "a name is no UTF-8; save the file as UTF-8", broken);
        }
    }

    private BrokenFileException At(JsonException broken)
    {
        var (line, at) = ((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
        var what = broken.Message.Split(" LineNumber:")[0];
        return Broken($"第 {line} 行第 {at} 字节处不是正确的 JSON；应为 GeoJSON 文件，请重新导出", $"line {line}, byte {at}: broken JSON ({what}); a GeoJSON file was expected: export the file again", broken);
    }

    private void Fill()
    {
        var kept = _end - _start;
        if (kept == _buffer.Length)
        {
            if (_buffer.Length >= LargestPart)
                throw Broken($"单个要素超过 {LargestPart >> 20} MB；请拆分", $"one part is larger than {LargestPart >> 20} MB; split it");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, kept);
        (_start, _end) = (0, kept);
        var read = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _final = read == 0;
    }
}
