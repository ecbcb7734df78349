using System.IO.Compression;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Vaults;

public sealed class AttachmentInFolderTests() : AttachmentTests(StoreKind.Sqlite);

[Trait("Length", "Long")]
public sealed class AttachmentInDatabaseTests() : AttachmentTests(StoreKind.Whole);

public abstract class AttachmentTests : IDisposable
{
    private const long Most = 1_000_000;
    private protected readonly CityForTests _folder;
    private protected readonly Workspace _city;

    private protected AttachmentTests(StoreKind store)
    {
        _folder = new(store);
        _city = _folder.Found();
    }

    public void Dispose()
    {
        _city.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("批复.pdf", "%PDF-1.7\n", "application/pdf")]
    [InlineData("现场.PNG", "\u0089PNG\r\n\u001a\nxxxx", "image/png")]
    [InlineData("现场.jpeg", "\u00ff\u00d8\u00ff\u00e0xx", "image/jpeg")]
    [InlineData("旧表.et", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1xx", "application/x-ole-storage")]
    [InlineData("图.dwg", "AC1032xx", "image/vnd.dwg")]
    [InlineData("录像.mp4", "\0\0\0\u0020ftypisom.....", "video/mp4")]
    [InlineData("C:\\档案\\说明.txt", "\u00cb\u00b5\u00c3\u00f7", "text/plain")] // 说明 in GBK
    public void A_file_is_kept_under_what_its_content_is(string name, string latin1, string media)
    {
        var attached = Attach(name, Encoding.Latin1.GetBytes(latin1));

        attached.MediaType.ShouldBe(media);
        attached.Name.ShouldBe(name[(name.LastIndexOf('\\') + 1)..]);
        attached.Bytes.ShouldBe(latin1.Length);
        _city.Vault.Read(attached.File).ShouldBe(Encoding.Latin1.GetBytes(latin1));
    }

    [Theory]
    [InlineData("a.docx", "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.xlsx", "xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("a.pptx", "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("a.ofd", "OFD.xml", "application/ofd")]
    [InlineData("a.zip", "a/b.txt", "application/zip")]
    public void A_packed_file_is_told_by_what_is_packed(string name, string inside, string media) => Attach(name, Packed("[Content_Types].xml", inside)).MediaType.ShouldBe(media);

    [Theory]
    [InlineData("a.txt", "<html><script>alert(1)</script>", "attachment.kind")]
    [InlineData("a.txt", " \n<svg onload=alert(1)>", "attachment.kind")]
    [InlineData("a.svg", "<svg/>", "attachment.kind")]
    [InlineData("a.exe", "MZ\u0090\0", "attachment.kind")]
    [InlineData("a.pdf", "MZ\u0090\0", "attachment.kind")]
    [InlineData("a.zip", "PK\u0003\u0004 only begins like one", "attachment.kind")]
    [InlineData("a.pdf", "\u00ff\u00d8\u00ff\u00e0xx", "attachment.other-kind")]
    [InlineData("a.html", "%PDF-1.7\n", "attachment.other-kind")]
    [InlineData("a.pdf", "", "attachment.empty")]
    public void What_may_not_be_attached_is_refused_and_nothing_is_kept(string name, string latin1, string code)
    {
        Should.Throw<RefusedException>(() => Attach(name, Encoding.Latin1.GetBytes(latin1))).Reasons.Single().Code.ShouldBe(code);

        _city.Vault.Names().Count().ShouldBe(1); // the pack
        Directory.GetFiles(Path.Combine(_folder.Folder, "work"), "attachment", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Macros_are_refused_and_so_is_what_is_too_large()
    {
        Should.Throw<RefusedException>(() => Attach("a.docx", Packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))).Reasons.Single().Code.ShouldBe("attachment.kind");
        Should.Throw<RefusedException>(() => Attach("a.pdf", [.. "%PDF-"u8, .. new byte[Most]])).Reasons.Single().Says.En.ShouldBe("a.pdf is larger than 1 MB");
    }

    [Fact]
    public void The_same_file_from_two_people_is_kept_once() =>
        Attach("a.pdf", "%PDF-1.7"u8.ToArray()).File.ShouldBe(Attach("b.pdf", "%PDF-1.7"u8.ToArray()).File);

    private Attachment Attach(string name, byte[] content) => _city.Attach(new MemoryStream(content), name, Most);

    private static byte[] Packed(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
                archive.CreateEntry(name);
        }

        return bytes.ToArray();
    }
}
