using System.IO.Compression;
using System.Text;
using static Mingzhu.Spatial.Tests.Formats.Archives.ZipBytes;

namespace Mingzhu.Spatial.Tests.Formats.Archives;

public sealed class ZipUnpackingTests : IDisposable
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_unpacked_in_its_folders_and_leftovers_are_passed_over()
    {
        var zip = Zip(
            Part("roads/roads.shp", "shapes"), Part("roads/"), Part("readme.txt", ""), Part("__MACOSX/roads/._roads.shp"), Part("roads/._roads.shp"), Part("roads/.DS_Store"), Part("roads\\Thumbs.db"), Part("roads\\roads.dbf", "values"));

        var unpacked = Unpack(zip);

        unpacked.Files.ShouldBe(["roads/roads.shp", "readme.txt", "roads/roads.dbf"]);
        File.ReadAllText(_folder.Named("out/roads/roads.shp")).ShouldBe("shapes");
        File.ReadAllText(_folder.Named("out/roads/roads.dbf")).ShouldBe("values");
        File.ReadAllText(_folder.Named("out/readme.txt")).ShouldBe("");
        Directory.EnumerateFiles(_folder.Named("out"), "*", SearchOption.AllDirectories).Count().ShouldBe(3);
        unpacked.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_runtime_packs_is_unpacked_the_same()
    {
        var path = _folder.Named("runtime.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in new[] { ("道路/路网.dbf", new byte[100_000]), ("b.txt", "b"u8.ToArray()) })
            {
                using var to = archive.CreateEntry(name).Open();
                to.Write(bytes);
            }
        }

        ZipUnpacking.Unpack(path, _folder.Named("out")).Files.ShouldBe(["道路/路网.dbf", "b.txt"]);
        new FileInfo(_folder.Named("out/道路/路网.dbf")).Length.ShouldBe(100_000);
    }

    [Fact]
    public void Names_are_spelled_as_their_entries_say_or_else_as_all_of_them_fit()
    {
        byte[] name = Gbk.GetBytes("老城 区.txt"), unicode = Encoding.UTF8.GetBytes("明珠.txt");
        byte[] field = [1, .. U32(Crc(name)), .. unicode], stale = [1, .. U32(Crc(name) + 1), .. unicode];

        Unpack(Zip(new ZipPart(Gbk.GetBytes("聊城/小区.shp"), [1]), new ZipPart(unicode, [2]) { Utf8 = true })).Files.ShouldBe(["聊城/小区.shp", "明珠.txt"]);
        Unpack(Zip(Part("聊城/小区.shp")), "out2").Encoding.ShouldBe("UTF-8");
        Unpack(Zip(new ZipPart(name, [1]) { Extra = [0x75, 0x70, .. U16(field.Length), .. field] }), "out3").Files.ShouldBe(["明珠.txt"]);
        Unpack(Zip(new ZipPart(name, [1]) { Extra = [0x75, 0x70, .. U16(stale.Length), .. stale] }), "out4").Files.ShouldBe(["老城 区.txt"]);
    }

    [Theory]
    [InlineData("../evil.txt", "zip.unsafe-name")]
    [InlineData("a/../../evil.txt", "zip.unsafe-name")]
    [InlineData("a\\..\\..\\evil.txt", "zip.unsafe-name")]
    [InlineData("/etc/evil.txt", "zip.unsafe-name")]
    [InlineData("\\\\server\\evil.txt", "zip.unsafe-name")]
    [InlineData("C:\\evil.txt", "zip.unsafe-name")]
    [InlineData("c:evil.txt", "zip.unsafe-name")]
    [InlineData("..", "zip.unsafe-name")]
    [InlineData("A.TXT", "zip.duplicate")]
    [InlineData("a.txt/b.txt", "zip.duplicate")]
    public void A_name_that_leads_out_or_is_there_twice_refuses_the_archive_and_nothing_is_left_behind(string name, string code)
    {
        Refusal(Zip(Part("a.txt"), Part(name))).ShouldBe(code);

        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["a.zip"]);
        File.Exists(Path.Combine(_folder.Path, "..", "evil.txt")).ShouldBeFalse();
    }

    [Fact]
    public void Any_name_whatever_stays_inside_or_refuses_the_archive() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[] pieces = ["..", ".", "/", "\\", ":", "a", "C", " ", "CON", "\0", "\n", "~", "名", "*", "...", "\u202E", "nul.txt"];
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]));
            using var folder = new TemporaryFolder();
            Directory.CreateDirectory(folder.Named("inner"));
            var zip = folder.File("a.zip", Zip(Part(name)));
            try
            {
                var files = ZipUnpacking.Unpack(zip, folder.Named("inner/out")).Files;
                files.ShouldAllBe(file => File.Exists(folder.Named("inner/out/" + file)));
            }
            catch (BrokenFileException)
            {
                Directory.Exists(folder.Named("inner/out")).ShouldBeFalse();
            }
            Directory.EnumerateFileSystemEntries(folder.Path).Count().ShouldBe(2);
            Directory.EnumerateFileSystemEntries(folder.Named("inner")).ShouldAllBe(entry => Path.GetFileName(entry) == "out");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Signs_that_a_file_name_can_not_have_everywhere_are_replaced_with_a_note()
    {
        var unpacked = Unpack(Zip(Part("what?.txt"), Part("con.dbf"), Part("dot./a")));

        unpacked.Files.ShouldBe(["what_.txt", "_con.dbf", "dot_/a"]);
        unpacked.Notes.Select(note => (note.Code, note.Severity)).Distinct().ShouldBe([("zip.renamed", ProblemSeverity.Note)]);
    }

    [Fact]
    public void Links_passwords_and_unknown_methods_are_refused_in_words_and_an_inner_archive_stays_packed()
    {
        Refusal(Zip(Part("a.txt", "/etc/passwd") with { UnixMode = 0xA1FF })).ShouldBe("zip.link");
        Refusal(Zip(Part("a.txt") with { Encrypted = true })).ShouldBe("zip.encrypted");
        Refusal(Zip(Part("a.txt") with { Method = 9 })).ShouldBe("zip.method");
        Refusal(Zip(Part(new string('n', 256)))).ShouldBe("zip.name-too-long");
        Refusal(Zip(Part(string.Concat(Enumerable.Repeat("n/", 40)) + "n"))).ShouldBe("zip.name-too-long");

        var unpacked = Unpack(Zip(Part("a.txt") with { UnixMode = 0x81A4 }, Part("inner.zip"), Part("stored.txt", "as it is") with { Method = 0 }));

        unpacked.Files.ShouldBe(["a.txt", "stored.txt"]);
        unpacked.Notes.Single().Code.ShouldBe("zip.nested");
        File.ReadAllText(_folder.Named("out/stored.txt")).ShouldBe("as it is");
    }

    [Fact]
    public void A_bomb_is_stopped_by_what_it_declares_and_by_what_it_really_holds()
    {
        var large = new string('a', 100_000);
        UnpackLimits small = new(MostBytes: 50_000), narrow = new(MostRatio: 10, FreeBytes: 1000), few = new(MostEntries: 2);

        Refusal(Zip(Part("a.txt", large)), small).ShouldBe("zip.bomb");
        Refusal(Zip(Part("a.txt", large)), narrow).ShouldBe("zip.bomb");
        Refusal(Zip(Part("a.txt", large) with { SaysSize = 10 }), small).ShouldBe("zip.damaged");
        Refusal(Zip(Part("a"), Part("b"), Part("c")), few).ShouldBe("zip.too-many");
        Refusal(Zip(Part("a.txt", "shared"), Part("b.txt", "shared") with { SaysOffset = 0 })).ShouldBe("zip.overlap");
    }

    [Fact]
    public void A_damaged_or_cut_archive_is_refused_and_a_folder_that_was_there_is_left_empty()
    {
        var whole = Zip(Part("a.txt", "first"), Part("b.txt", new string('b', 1000)));
        var flipped = (byte[])whole.Clone();
        flipped[whole.AsSpan().IndexOf("b.txt"u8) + 6] ^= 0x40;
        Directory.CreateDirectory(_folder.Named("out"));

        Refusal(flipped).ShouldBe("zip.damaged");
        Directory.EnumerateFileSystemEntries(_folder.Named("out")).ShouldBeEmpty();
        Refusal(whole[..^30]).ShouldBe("zip.truncated");
        Refusal(whole[20..]).ShouldBe("zip.broken");
        Refusal([]).ShouldBe("zip.truncated");
        Refusal("this is no zip"u8.ToArray()).ShouldBe("zip.truncated");
        Unpack([.. "#!/bin/sh\nunpacks itself\n"u8, .. whole]).Files.ShouldBe(["a.txt", "b.txt"]);
    }

    [Fact]
    public void Only_an_empty_folder_is_unpacked_into()
    {
        Directory.CreateDirectory(_folder.Named("out"));
        _folder.File("out/mine.txt", "mine");

        Should.Throw<ArgumentException>(() => Unpack(Zip(Part("a.txt"))));
        File.ReadAllText(_folder.Named("out/mine.txt")).ShouldBe("mine");
    }

    [Fact]
    public void Any_bytes_whatever_unpack_or_are_refused_without_a_trace() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var bytes = Zip(Part("a/路.txt", "first"), new ZipPart(Gbk.GetBytes("聊城.dbf"), [1, 2, 3]), Part("c.txt", "third") with { Method = 0 });
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
            using var folder = new TemporaryFolder();
            var zip = folder.File("a.zip", random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                ZipUnpacking.Unpack(zip, folder.Named("out"));
            }
            catch (BrokenFileException)
            {
                Directory.Exists(folder.Named("out")).ShouldBeFalse();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private UnpackedArchive Unpack(byte[] zip, string into = "out") => ZipUnpacking.Unpack(_folder.File("a.zip", zip), _folder.Named(into));

    private string Refusal(byte[] zip, UnpackLimits? limits = null) =>
        Should.Throw<BrokenFileException>(() => ZipUnpacking.Unpack(_folder.File("a.zip", zip), _folder.Named("out"), limits)).Problem.Code;
}
