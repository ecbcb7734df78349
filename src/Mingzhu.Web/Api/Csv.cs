using System.Text;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Api;

/// <summary>A table as a CSV file that opens rightly in Excel and WPS: UTF-8 with a byte order mark; see <see cref="CsvWriter"/>.</summary>
public sealed class Csv
{
    private readonly StringBuilder _text = new("\uFEFF");

    /// <summary>Adds a row.</summary>
    public Csv Row(params ReadOnlySpan<object?> cells)
    {
        using var row = new StringWriter(_text, System.Globalization.CultureInfo.InvariantCulture);
        new CsvWriter(row).Row(cells);
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
}
