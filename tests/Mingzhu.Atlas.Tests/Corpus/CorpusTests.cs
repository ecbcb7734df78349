using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Corpus;

public sealed class CorpusTests : IDisposable
{
    private static readonly Pack Pack = Pack.Load(Path.Combine(TestCity.Root(), "packs", "liaocheng"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-corpus-");

    public static TheoryData<string> Names => [.. DirtyFiles.Honest.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dirty_file_is_taken_asked_about_or_refused_as_it_must(string name)
    {
        var file = DirtyFiles.Named(name);
        var request = file.Lay(_folder.CreateSubdirectory("files").FullName);
        var work = _folder.CreateSubdirectory("work").FullName;

        var report = Read(request, work);

        new Verdict(file, report, Verdict.LandedIn(work)).ShouldBeWhatMustHappen();
    }

    [Fact]
    public void There_are_150_dirty_files_or_more_each_with_a_name_of_its_own()
    {
        DirtyFile[] all = [.. DirtyFiles.Honest, .. DirtyFiles.Hostile];

        all.Length.ShouldBeGreaterThanOrEqualTo(150);
        all.Select(file => file.Name).ShouldBeUnique();
    }

    [Fact]
    public void The_list_of_dirty_files_in_the_documents_is_this_one()
    {
        var (page, written) = (CorpusPage.Of([.. DirtyFiles.Honest, .. DirtyFiles.Hostile]), Path.Combine(TestCity.Root(), "docs", "corpus.md"));

        if (File.Exists(written) && File.ReadAllText(written) == page)
            return;
        File.WriteAllText(written + ".received", page);
        Assert.Fail("docs/corpus.md is not what the corpus says; read docs/corpus.md.received and copy it over");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>As the reading process does, but in this one, so that a failure shows its stack.</summary>
    private static ImportReport Read(ImportRequest request, string work)
    {
        try
        {
            return Intake.Read(Pack, request, DirtyFiles.City, work, null, TestContext.Current.CancellationToken).Report;
        }
        catch (RefusedException refused)
        {
            return Verdict.OfRefusals(refused.Reasons);
        }
        catch (BrokenFileException broken)
        {
            return Verdict.OfRefusals([new Refusal(broken.Problem.Code, new(broken.Problem.Zh, broken.Problem.En))]);
        }
    }
}
