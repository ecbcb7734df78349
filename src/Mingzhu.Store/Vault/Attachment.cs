using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>A file that was attached to something (附件): kept once, whoever attaches it.</summary>
/// <param name="File">In the vault.</param>
/// <param name="Name">What its bearer called it, without any folder.</param>
/// <param name="MediaType">By its content. To be served as a download with exactly this type, never inline.</param>
/// <param name="Bytes">How large.</param>
public sealed record Attachment(VaultName File, string Name, string MediaType, long Bytes);

/// <content>Taking in what people attach.</content>
public sealed partial class Workspace
{
    private const int Piece = 1 << 16;

    /// <summary>Takes a file into the vault if its content is of a kind that may be attached, is what its name says, and is not too large.</summary>
    /// <param name="content">Read to its end, or until it is too large.</param>
    /// <param name="name">As its bearer calls it.</param>
    /// <param name="mostBytes">The limit.</param>
    /// <exception cref="RefusedException">Empty, too large, of no allowed kind, or of another kind than its name says; the disk is full. Nothing is kept then.</exception>
    public Attachment Attach(Stream content, string name, long mostBytes)
    {
        var plain = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        using var work = Work();
        var path = Path.Combine(work.Path, "attachment");
        try
        {
            long length;
            FileKind? kind;
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                length = Copy(content, file, plain, mostBytes);
                kind = FileKind.Of(file);
            }

            RequireKind(kind, plain);
            return new Attachment(new VaultName(Vault.Take(path)), plain, kind!.MediaType, length);
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, path);
        }
    }

    private static long Copy(Stream content, Stream file, string name, long mostBytes)
    {
        var (piece, length) = (new byte[Piece], 0L);
        for (int read; (read = content.Read(piece)) > 0;)
        {
            length += read;
            if (length > mostBytes)
                throw Refused("attachment.too-large", $"{name} 超过 {Megabytes(mostBytes)} MB", $"{name} is larger than {Megabytes(mostBytes)} MB");
            file.Write(piece, 0, read);
        }

        return length > 0 ? length : throw Refused("attachment.empty", $"{name} 是空文件", $"{name} is empty");
    }

    private static void RequireKind(FileKind? kind, string name)
    {
        if (kind is null)
        {
            throw Refused(
                "attachment.kind", $"{name} 的内容不是可以附上的文件；可用：{string.Join("、", FileKind.All.Select(known => known.Name.Zh))}",
                $"the content of {name} is nothing that may be attached; what may: {string.Join(", ", FileKind.All.Select(known => known.Name.En))}");
        }

        if (!kind.Extensions.Contains(Path.GetExtension(name).ToLowerInvariant()))
        {
            throw Refused(
                "attachment.other-kind", $"{name} 的内容是{kind.Name.Zh}，文件名应以 {string.Join(" 或 ", kind.Extensions)} 结尾；请核对是否选错了文件",
                $"the content of {name} is a {kind.Name.En}, whose name should end in {string.Join(" or ", kind.Extensions)}; check that it is the right file");
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.###", CultureInfo.InvariantCulture);

    private static RefusedException Refused(string code, string zh, string en) => new(new Refusal(code, new(zh, en)));
}
