namespace Mingzhu.Store.Tests.Killed;

/// <summary>
/// What a power cut would leave. Every write, sync and rename of a process is recorded; the disk as of each answer it gave is rebuilt from what was synced by then, opened and verified. Killing a
/// process can't show this: what it wrote lives on in the operating system. PostgreSQL keeps this promise itself; that its server has <c>fsync</c> on is asked at every opening.
/// </summary>
public sealed class DurabilityTests : IDisposable
{
    private const int Acts = 16;
    private readonly CityForTests _city = new();

    public void Dispose() => _city.Dispose();

    [Fact]
    public void On_the_disk_as_of_each_answer_everything_answered_is_there_and_whole()
    {
        var (disk, calls) = Record("wal_autocheckpoint = 8"); // often enough that checkpoints fall between the answers
        var (answers, chance) = (new List<Answered>(), new Random(7));

        disk.Play(calls, answer =>
        {
            answers.Add(answer);
            Check(disk, answers, null);
            Check(disk, answers, chance);
        });

        answers.Count.ShouldBe(4 * Acts);
    }

    [Fact]
    public void Without_syncing_the_same_test_finds_answers_that_are_lost()
    {
        var (disk, calls) = Record("synchronous = OFF");
        var (answers, lost) = (new List<Answered>(), 0);

        disk.Play(calls, answer =>
        {
            answers.Add(answer);
            lost += Holds(disk, answers) ? 0 : 1;
        });

        lost.ShouldBeGreaterThan(Acts);
    }

    [Fact]
    public void Rows_of_the_registry_and_access_records_are_on_the_disk_too_before_an_answer()
    {
        const int Few = 4;
        var (log, key, chance, answers) = (_city.PathOf("calls"), _city.PathOf("key"), new Random(11), new List<Answered>());
        Assert.SkipUnless(CanTrace(), "strace is not installed or may not trace here, so nothing shows what a power cut would leave");
        _city.Found().Dispose();
        Registry.Open(_city.Folder, Access.Write, TimeProvider.System, key).Dispose();
        var disk = new RecordedDisk(_city.Folder);
        using var child = WritingChild.StartWithPeople(_city.Folder, Few, key, RecordedCall.Strace(log));
        child.Go();
        child.End().Count.ShouldBe(4 * Few);

        disk.Play(RecordedCall.Read(log), answer =>
        {
            answers.Add(answer);
            foreach (var source in new[] { null, chance })
            {
                Check(disk, answers, source, folder =>
                {
                    using var people = new PeopleWritten(folder, key);
                    people.ShouldHoldAll(answers);
                });
            }
        });

        answers.Count.ShouldBe(4 * Few);
    }

    private (RecordedDisk Disk, List<RecordedCall> Calls) Record(string pragma)
    {
        var log = _city.PathOf("calls");
        Assert.SkipUnless(CanTrace(), "strace is not installed or may not trace here, so nothing shows what a power cut would leave");
        _city.Found().Dispose();
        var disk = new RecordedDisk(_city.Folder);
        using var child = WritingChild.Start(_city.Folder, Acts, pragma, RecordedCall.Strace(log));
        child.Go();
        child.End().Count.ShouldBe(4 * Acts);
        return (disk, RecordedCall.Read(log));
    }

    private bool Holds(RecordedDisk disk, List<Answered> answers)
    {
        try
        {
            Check(disk, answers, null);
            return true;
        }
        catch (Exception missing) when (missing is ShouldAssertException or City.RefusedException)
        {
            return false;
        }
    }

    private void Check(RecordedDisk disk, List<Answered> answers, Random? chance) => Check(disk, answers, chance, _ => { });

    private void Check(RecordedDisk disk, List<Answered> answers, Random? chance, Action<string> also)
    {
        var folder = Directory.CreateDirectory(_city.PathOf("rebuilt")).FullName;
        try
        {
            disk.Rebuild(folder, chance);
            using var city = Workspace.Open(folder, Access.Write, _city.Time);
            Answered.ShouldAllBeIn(city, answers);
            also(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool CanTrace()
    {
        try
        {
            using var strace = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("strace", ["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync", "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
            strace.WaitForExit();
            return strace.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
