using System.Buffers;
using System.Text;
using System.Xml;

namespace Mingzhu.Spatial;

/// <summary>Reads XML that foreigners wrote: no document type, nothing from outside, bounded in depth and in what must be held at once.</summary>
internal sealed class ForeignXml : IDisposable
{
    private const int MostDepth = 64;
    private const int MostText = 1 << 24;
    private const int ChunkUnits = 4096;

    private readonly string _file;
    private readonly IDisposable? _with;
    private readonly XmlReader _reader;
    private readonly char[] _chunk = new char[ChunkUnits];
    private readonly Func<bool> _read;
    private readonly Func<int> _readChunk;

    // XML in GBK names its encoding.
    static ForeignXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="from">Closed with this.</param>
    /// <param name="file">How errors call it.</param>
    /// <param name="with">What is closed after it; null: nothing.</param>
    public ForeignXml(Stream from, string file, IDisposable? with = null)
    {
        (_file, _with) = (file, with);
        // Many files use these prefixes without declaring them.
        var prefixes = new XmlNamespaceManager(new NameTable());
        foreach (var prefix in (ReadOnlySpan<string>)["gx", "kml", "xsi", "atom", "xal", "r", "mc", "x14ac"])
            prefixes.AddNamespace(prefix, $"undeclared:{prefix}");
        var context = new XmlParserContext(prefixes.NameTable, prefixes, null, XmlSpace.None);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            // Surveying and office programs let control characters slip into texts.
            CheckCharacters = false,
            NameTable = prefixes.NameTable,
        };
        _reader = Opened(() => XmlReader.Create(new TagBoundStream(from, file), settings, context), from);
        _read = _reader.Read;
        _readChunk = () => _reader.ReadValueChunk(_chunk, 0, ChunkUnits);
    }

    public string Name => _reader.LocalName;

    public int Depth => _reader.Depth;

    public bool IsStart => _reader.NodeType == XmlNodeType.Element;

    public bool IsEmpty => _reader.IsEmptyElement;

    /// <summary>The value of an attribute, by its local name; null if there is none.</summary>
    public string? this[string attribute]
    {
        get
        {
            string? value = null;
            for (var more = _reader.MoveToFirstAttribute(); more && value is null; more = _reader.MoveToNextAttribute())
                value = _reader.LocalName == attribute ? _reader.Value : null;
            _reader.MoveToElement();
            return value;
        }
    }

    /// <summary>Goes to the next node; false at the end.</summary>
    /// <exception cref="BrokenFileException">No XML, or deeper than any honest file.</exception>
    public bool Next()
    {
        var more = Guarded(_read);
        return _reader.Depth <= MostDepth ? more : throw Broken($"嵌套超过 {MostDepth} 层", $"nested more than {MostDepth} deep");
    }

    /// <summary>Goes to the next element that starts inside the one that starts at <paramref name="depth"/>; false at that element's end.</summary>
    public bool NextInside(int depth)
    {
        while (Next() && _reader.Depth > depth)
        {
            if (IsStart)
                return true;
        }
        return false;
    }

    /// <summary>Goes through the elements that start inside the one that starts here, at any depth, by their names; each may be read to its end.</summary>
    public IEnumerable<string> Inside()
    {
        if (IsEmpty)
            yield break;
        for (var depth = Depth; NextInside(depth);)
            yield return Name;
    }

    /// <summary>The text of the element that starts here, with that of the elements in it but those named <paramref name="without"/>; leaves the reader at its end.</summary>
    public string Text(string? without = null)
    {
        if (IsEmpty)
            return "";
        var depth = Depth;
        StringBuilder? text = null;
        var first = "";
        var skipped = int.MaxValue;
        while (Next() && Depth > depth)
        {
            if (Depth <= skipped)
                skipped = IsStart && Name == without && !IsEmpty ? Depth : int.MaxValue;
            if (skipped != int.MaxValue || _reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
                continue;
            for (var read = Chunk(); read > 0; read = Chunk())
            {
                if (first.Length == 0 && text is null)
                    first = new string(_chunk, 0, read);
                else
                    text = (text ?? new StringBuilder(first)).Append(_chunk, 0, read);
                if (text?.Length > MostText)
                    throw Broken($"一段文字超过 {MostText} 字", $"a text of more than {MostText} characters");
            }
        }
        return text?.ToString() ?? first;
    }

    /// <summary>The element that starts here as a piece of XML of its own is passed over.</summary>
    public void Skip()
    {
        if (IsEmpty)
            return;
        var depth = Depth;
        while (Next() && Depth > depth)
        {
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _with?.Dispose();
    }

    private XmlReader Opened(Func<XmlReader> create, Stream from)
    {
        try
        {
            return Guarded(create);
        }
        catch
        {
            from.Dispose();
            _with?.Dispose();
            throw;
        }
    }

    private int Chunk() => Guarded(_readChunk);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException broken)
        {
            throw Broken(
                $"第 {broken.LineNumber} 行第 {broken.LinePosition} 个字处不是有效的 XML（不允许 DTD 和实体）",
                $"at line {broken.LineNumber}, character {broken.LinePosition}, it is no valid XML (document types and entities are not allowed)",
                broken);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or DecoderFallbackException or ArgumentException)
        {
            throw Broken("内容已损坏", "its contents are damaged", broken);
        }
    }

    private BrokenFileException Broken(string zh, string en, Exception? cause = null) =>
        new(new SourceProblem("xml.broken", $"{_file}：{zh}；请重新导出", $"{_file}: {en}; export it again"), cause);

    /// <summary>Refuses a run of bytes without any tag that is longer than an honest file has: the reader would have to hold it whole (an attribute, a list of attributes).</summary>
    private sealed class TagBoundStream(Stream from, string file) : Stream
    {
        private static readonly SearchValues<byte> Tag = SearchValues.Create((byte)'<');
        private long _run;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = from.Read(buffer);
            var last = buffer[..read].LastIndexOfAny(Tag);
            _run = last < 0 ? _run + read : read - last;
            return _run <= 2L * MostText ? read : throw new BrokenFileException(new SourceProblem(
                "xml.broken",
                $"{file}：有一段超过 {2 * MostText} 字节没有任何标记；请重新导出",
                $"{file}: more than {2 * MostText} bytes without any tag; export it again"));
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                from.Dispose();
            base.Dispose(disposing);
        }
    }
}
