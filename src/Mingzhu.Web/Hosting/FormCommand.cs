using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Web;

/// <summary>Which command a form is (表单指令): sent twice, as by a double click, it is the same one and the ledger gives it the first answer.</summary>
/// <remarks>The token against forgery, new in each page, is one of the fields: the same words typed into another page are another command, and so are other words in the same page gone back to.</remarks>
internal static class FormCommand
{
    /// <summary>The id of what a form asks for, by its address and all of its fields.</summary>
    /// <param name="address">Where it was sent.</param>
    /// <param name="form">Its fields.</param>
    /// <param name="file">Hash of the file it brought; another file sent from the same page is another command. Null if it brings none.</param>
    public static Guid IdOf(PathString address, IFormCollection form, string? file = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(address);
        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Add(name);
            Add(values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var value in values)
                Add(value);
        }

        if (file is not null)
            Add(file);
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));

        void Add(string? text)
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
