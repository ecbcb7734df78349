using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Writes the values of one column of a DBF file; first it is shown all of them, to know how wide it must be.</summary>
internal sealed class DbfColumnWriter(Field field, byte[] name, bool gbk)
{
    /// <summary>The longest text a DBF file holds, in bytes.</summary>
    public const int MostTextBytes = 254;

    // The longest double in its shortest form: -1.7976931348623157E+308. Also as much as the programs in use read.
    private const int MostNumberBytes = 24;
    private const int MostDecimals = 15;
    private readonly byte[] _text = new byte[MostTextBytes];
    private int _longest = 1, _longestWhole = 1, _decimals = 1;
    private bool _shortest;

    /// <summary>What it holds.</summary>
    public Field Field { get; } = field;

    /// <summary>Its name as written, at most 10 bytes.</summary>
    public byte[] Name { get; } = name;

    /// <summary>Texts longer than a field can be.</summary>
    public long Cut { get; private set; }

    /// <summary>Texts with characters that GBK does not have.</summary>
    public long Lost { get; private set; }

    /// <summary>Letter of the type.</summary>
    public char Type => Field.Type switch
    {
        FieldType.Text => 'C',
        FieldType.Integer => 'N',
        FieldType.Real => _shortest ? 'F' : 'N',
        FieldType.Boolean => 'L',
        _ => 'D',
    };

    /// <summary>Bytes of a value.</summary>
    public int Length => Field.Type switch
    {
        FieldType.Real => _shortest ? MostNumberBytes : _longestWhole + 1 + _decimals,
        FieldType.Boolean => 1,
        FieldType.Date => 8,
        _ => _longest,
    };

    /// <summary>Digits after the point.</summary>
    public int Decimals => Field.Type != FieldType.Real ? 0 : _shortest ? MostDecimals : _decimals;

    /// <summary>Takes a value into account.</summary>
    /// <exception cref="ArgumentException">It is not of the field's type.</exception>
    public void Measure(object? value)
    {
        switch (Checked(value))
        {
            case string text:
                _longest = Math.Max(_longest, Encoded(text, out var cut, out var lost));
                (Cut, Lost) = (Cut + (cut ? 1 : 0), Lost + (lost ? 1 : 0));
                break;
            case long whole:
                _longest = Math.Max(_longest, whole.ToString(CultureInfo.InvariantCulture).Length);
                break;
            case double number when !_shortest:
                Measure(number);
                break;
        }
    }

    /// <summary>Writes a value over the whole field.</summary>
    public void Write(object? value, Span<byte> to)
    {
        to.Fill((byte)' ');
        switch (Checked(value))
        {
            case null:
                to[0] = (byte)(Field.Type == FieldType.Boolean ? '?' : ' ');
                break;
            case string text:
                _text.AsSpan(0, Encoded(text, out _, out _)).CopyTo(to);
                break;
            case bool truth:
                to[0] = (byte)(truth ? 'T' : 'F');
                break;
            case DateOnly day:
                Encoding.ASCII.GetBytes(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), to);
                break;
            case long whole:
                Right(whole.ToString(CultureInfo.InvariantCulture), to);
                break;
            case double number:
                Right(number.ToString(_shortest ? "R" : Fixed(_decimals), CultureInfo.InvariantCulture), to);
                break;
        }
    }

    // With a fixed point as long as every value then reads back the same and fits; else each in its shortest form.
    private void Measure(double number)
    {
        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(shortest.AsSpan(shortest.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -MostDecimals or > MostNumberBytes)
        {
            _shortest = true;
            return;
        }
        var decimals = DecimalsOf(number);
        if (decimals <= MostDecimals)
        {
            var whole = number.ToString(Fixed(decimals), CultureInfo.InvariantCulture);
            _decimals = Math.Max(_decimals, decimals);
            _longestWhole = Math.Max(_longestWhole, whole.IndexOf('.') is >= 0 and var point ? point : whole.Length);
        }
        _shortest = decimals > MostDecimals || _longestWhole + 1 + _decimals > MostNumberBytes;
    }

    private static int DecimalsOf(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E');
        var mantissa = e < 0 ? text : text[..e];
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = mantissa.IndexOf('.') is >= 0 and var point ? mantissa.Length - point - 1 : 0;
        return Math.Max(0, digits - exponent);
    }

    private static string Fixed(int decimals) => string.Create(CultureInfo.InvariantCulture, $"F{decimals}");

    private static void Right(string text, Span<byte> to) => Encoding.ASCII.GetBytes(text, to[(to.Length - text.Length)..]);

    private object? Checked(object? value) => (value, Field.Type) switch
    {
        (null, _) or (string, FieldType.Text) or (long, FieldType.Integer) or (bool, FieldType.Boolean) or (DateOnly, FieldType.Date) => value,
        (double number, FieldType.Real) when double.IsFinite(number) => value,
        _ => throw new ArgumentException($"field '{Field.Name}' is {Field.Type} and can't hold '{value}' ({value.GetType().Name})", nameof(value)),
    };

    // Into _text; how many bytes. Whole characters only.
    private int Encoded(string text, out bool cut, out bool lost)
    {
        (cut, lost) = (false, false);
        var at = 0;
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = FieldNames.Encode(rune, gbk, one);
            lost |= length == 1 && one[0] == '?' && rune.Value != '?';
            if (at + length > MostTextBytes)
            {
                cut = true;
                break;
            }
            one[..length].CopyTo(_text.AsSpan(at));
            at += length;
        }
        return at;
    }
}
