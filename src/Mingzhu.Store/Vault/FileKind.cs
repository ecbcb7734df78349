using System.IO.Compression;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What a file is, told by its content and not by its name (文件类型). Only kinds that may be attached have one; markup and programs have none.</summary>
/// <param name="MediaType">What a server calls it; never one that a browser runs.</param>
/// <param name="Extensions">Endings of its names, the usual one first.</param>
/// <param name="Name">For people.</param>
public sealed record FileKind(string MediaType, string[] Extensions, Wording Name)
{
    private const int Head = 4096;
    private static readonly FileKind Pdf = new("application/pdf", [".pdf"], Wording.Same("PDF"));
    private static readonly FileKind Png = new("image/png", [".png"], Wording.Same("PNG"));
    private static readonly FileKind Jpeg = new("image/jpeg", [".jpg", ".jpeg"], Wording.Same("JPEG"));
    private static readonly FileKind Tiff = new("image/tiff", [".tif", ".tiff"], Wording.Same("TIFF"));
    private static readonly FileKind Mp4 = new("video/mp4", [".mp4"], Wording.Same("MP4"));
    private static readonly FileKind Dwg = new("image/vnd.dwg", [".dwg"], Wording.Same("DWG"));
    private static readonly FileKind Ofd = new("application/ofd", [".ofd"], new("OFD 版式文件", "OFD document"));
    private static readonly FileKind Word = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"], new("Word 文档", "Word document"));
    private static readonly FileKind Excel = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"], new("Excel 工作簿", "Excel workbook"));
    private static readonly FileKind Slides = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"], new("PowerPoint 演示文稿", "PowerPoint presentation"));
    private static readonly FileKind OldOffice = new("application/x-ole-storage", [".doc", ".xls", ".ppt", ".wps", ".et"], new("旧版 Office 文件", "old Office file"));
    private static readonly FileKind Zip = new("application/zip", [".zip"], new("ZIP 压缩包", "ZIP archive"));
    private static readonly FileKind Text = new("text/plain", [".txt", ".csv"], new("纯文本", "plain text"));

    /// <summary>Every kind that may be attached.</summary>
    public static IReadOnlyList<FileKind> All { get; } = [Pdf, Ofd, Word, Excel, Slides, OldOffice, Png, Jpeg, Tiff, Dwg, Mp4, Zip, Text];

    /// <summary>What this content is; null if it is nothing that may be attached (markup, a program, an Office file with macros, unknown).</summary>
    /// <param name="content">Can be read from anywhere in it; stands anywhere afterwards.</param>
    public static FileKind? Of(Stream content)
    {
        var head = new byte[Head];
        content.Position = 0;
        var bytes = head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return bytes switch
        {
            _ when bytes.StartsWith("%PDF-"u8) => Pdf,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => Tiff,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => OldOffice,
            _ when bytes.StartsWith("AC10"u8) => Dwg,
            _ when bytes.Length > 12 && bytes[4..].StartsWith("ftyp"u8) => Mp4,
            [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => Packed(content),
            _ => IsPlainText(bytes) ? Text : null,
        };
    }

    private static FileKind? Packed(Stream content)
    {
        try
        {
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return null; // macros
            if (names.Contains("OFD.xml"))
                return Ofd;
            if (!names.Contains("[Content_Types].xml"))
                return Zip;
            return names.Contains("word/document.xml") ? Word : names.Contains("xl/workbook.xml") ? Excel : names.Contains("ppt/presentation.xml") ? Slides : Zip;
        }
        catch (InvalidDataException)
        {
            return null; // it only begins like one
        }
    }

    // Markup is text too, and what a browser might run: a text file for people does not begin with a tag.
    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return !bytes.IsEmpty && bytes.TrimStart(" \t\r\n"u8) is not [(byte)'<', ..] and not [(byte)'M', (byte)'Z', ..] && bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0;
    }
}
