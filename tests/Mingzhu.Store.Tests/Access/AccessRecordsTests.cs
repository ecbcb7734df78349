using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests;

public sealed class AccessRecordsTests : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateOnly Ever = DateOnly.MaxValue;
    private readonly CityForTests _city = new();

    public AccessRecordsTests() => Directory.CreateDirectory(_city.Folder);

    private string Folder => Path.Combine(_city.Folder, "access");

    [Fact]
    public void What_was_recorded_is_there_in_order_with_who_what_when_result_and_whence()
    {
        using (var records = Open())
        {
            records.Record(Entry("sign-in"));
            records.Note(Entry("GET /map"));
            records.Note(new AccessEntry("p", "housing/clerk", "personal.unmasked", "account/q", AccessResult.Allowed, "10.0.0.7", "核实联系方式"));
        }

        using var again = Open();
        var read = again.Read(DateOnly.MinValue, Ever).ToArray();

        read.Select(record => record.Entry.What).ShouldBe([AccessRecord.SegmentOpened, "sign-in", "GET /map", "personal.unmasked"]);
        read.Select(record => record.Seq).ShouldBe([1, 2, 3, 4]);
        read[^1].Entry.ShouldBe(new AccessEntry("p", "housing/clerk", "personal.unmasked", "account/q", AccessResult.Allowed, "10.0.0.7", "核实联系方式"));
        read[^1].When.ShouldBe(_city.Time.GetUtcNow());
        var verified = again.Verify();
        (verified.Records, verified.Segments, verified.Sound).ShouldBe((4, 1, true));
    }

    [Fact]
    public void A_day_ends_in_the_city_s_time_zone_and_its_file_carries_on_from_the_one_before()
    {
        using var records = Open();
        records.Record(Entry("a"));
        _city.Time.Pass(TimeSpan.FromHours(20)); // 04:30 in Shanghai before, 00:30 of the next day after
        records.Record(Entry("b"));

        Directory.GetFiles(Folder, "*.log").Select(Path.GetFileName).Order().ShouldBe(["2026-03-02.log", "2026-03-03.log"]);
        records.Read(new(2026, 3, 3), Ever).Select(record => record.Entry.What).ShouldBe([AccessRecord.SegmentOpened, "b"]);
        records.Read(new(2026, 3, 3), Ever).First().Entry.Thing.ShouldStartWith("2026-03-02.log ");
        records.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_set_back_is_recorded_itself_and_the_order_is_that_of_the_numbers()
    {
        using var records = Open();
        records.Record(Entry("a"));
        _city.Time.Pass(TimeSpan.FromDays(-3));
        records.Record(Entry("b"));
        records.Record(Entry("c"));

        var read = records.Read(DateOnly.MinValue, Ever).ToArray();

        read.Select(record => record.Entry.What).ShouldBe([AccessRecord.SegmentOpened, "a", AccessRecord.ClockMovedBack, "b", "c"]);
        read[2].Entry.Thing.ShouldBe("259200000 ms");
        Directory.GetFiles(Folder, "*.log").ShouldHaveSingleItem();
        records.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Every_change_of_a_line_is_found_and_the_first_bad_one_named()
    {
        using (var records = Open())
        {
            foreach (var at in Enumerable.Range(0, 20))
                records.Note(Entry($"do {at}"));
        }

        var path = Directory.GetFiles(Folder, "*.log").Single();
        var sound = File.ReadAllLines(path);

        Prop.ForAll(Gen.Choose(1, 20).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (at, how, letter) =>
        {
            var lines = sound.ToList();
            switch (how)
            {
                case 0: // a letter changed
                    var line = Encoding.UTF8.GetBytes(lines[at]);
                    line[letter % line.Length] ^= 1;
                    lines[at] = Encoding.UTF8.GetString(line);
                    break;
                case 1 when at < 20: // taken out (the last one: see the limits)
                    lines.RemoveAt(at);
                    break;
                case 2: // doubled
                    lines.Insert(at, lines[at]);
                    break;
                default: // moved
                    (lines[at], lines[at - 1]) = (lines[at - 1], lines[at]);
                    break;
            }

            File.WriteAllText(path, string.Concat(lines.Select(one => one + "\n")));
            using var records = Open();
            var fault = records.Verify().Faults.ShouldHaveSingleItem();
            return fault.Segment == Path.GetFileName(path) && Math.Abs(fault.Line - (at + 1)) <= 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_segment_taken_away_is_found()
    {
        using (var records = Open())
        {
            foreach (var _ in Enumerable.Range(0, 3))
            {
                records.Record(Entry("a"));
                _city.Time.Pass(TimeSpan.FromDays(1));
            }
        }

        File.Delete(Path.Combine(Folder, "2026-03-03.log"));

        using var again = Open();
        var fault = again.Verify().Faults.ShouldHaveSingleItem();
        (fault.Segment, fault.Line).ShouldBe(("2026-03-04.log", 1));
    }

    [Fact]
    public void A_line_that_a_power_cut_left_unfinished_is_told_and_cut_off_by_the_next_record()
    {
        using (var records = Open())
            records.Record(Entry("a"));
        var path = Directory.GetFiles(Folder, "*.log").Single();
        File.AppendAllText(path, "sha256 0123");

        using var again = Open();
        again.Verify().Faults.ShouldHaveSingleItem().Line.ShouldBe(3);
        again.Record(Entry("b"));

        again.Verify().Faults.ShouldBeEmpty();
        again.Read(DateOnly.MinValue, Ever).Select(record => record.Entry.What).ShouldBe([AccessRecord.SegmentOpened, "a", "b"]);
    }

    [Fact]
    public void Garbage_that_a_power_cut_left_with_an_end_is_cut_off_too_and_a_line_that_was_changed_is_not()
    {
        using (var records = Open())
        {
            records.Record(Entry("a"));
            records.Record(Entry("b"));
        }

        var path = Directory.GetFiles(Folder, "*.log").Single();
        File.AppendAllText(path, "sha256 \0\0\0\0\n");
        using var again = Open();
        again.Record(Entry("c"));
        again.Verify().Faults.ShouldBeEmpty();
        again.Dispose();

        File.WriteAllText(path, File.ReadAllText(path).Replace("\"what\":\"c\"", "\"what\":\"x\"", StringComparison.Ordinal));
        using var changed = Open();
        changed.Record(Entry("d"));
        changed.Verify().Faults.ShouldHaveSingleItem().Line.ShouldBe(4);
    }

    [Fact]
    public void Many_who_record_at_once_in_several_openings_make_one_sound_chain_without_a_loss()
    {
        using var one = Open();
        using var other = Open();

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, at =>
        {
            var records = at % 2 == 0 ? one : other;
            if (at % 5 == 0)
                records.Record(Entry($"{at}"));
            else
                records.Note(Entry($"{at}"));
        });
        one.Flush();
        other.Flush();

        var read = one.Read(DateOnly.MinValue, Ever).ToArray();
        read.Skip(1).Select(record => int.Parse(record.Entry.What)).Order().ShouldBe(Enumerable.Range(0, 200));
        one.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_noted_reaches_the_file_by_itself_within_a_moment()
    {
        using var records = Open();
        records.Note(Entry("a"));

        SpinWait.SpinUntil(() => Directory.Exists(Folder) && Directory.GetFiles(Folder, "*.log").Length > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_answered_and_what_waits_is_written_later()
    {
        File.WriteAllText(Folder, "a file stands where the folder should be");
        var records = Open();

        Should.Throw<RefusedException>(() => records.Record(Entry("a"))).Reasons.ShouldHaveSingleItem().Code.ShouldBe("access.not-written");
        records.Trouble.ShouldNotBeNull();
        File.Delete(Folder);
        records.Record(Entry("b"));

        records.Trouble.ShouldBeNull();
        records.Read(DateOnly.MinValue, Ever).Select(record => record.Entry.What).ShouldBe([AccessRecord.SegmentOpened, "a", "b"]);
        records.Dispose();
    }

    [Fact]
    public void Records_cut_off_at_the_end_or_written_anew_are_found_by_an_end_noted_earlier()
    {
        AccessHead noted;
        using (var records = Open())
        {
            records.Record(Entry("a"));
            records.Record(Entry("b"));
            noted = records.Head();
            records.Record(Entry("c"));
            noted.Seq.ShouldBe(3);
            records.Verify([noted]).Faults.ShouldBeEmpty();
        }

        var path = Directory.GetFiles(Folder, "*.log").Single();
        File.WriteAllLines(path, File.ReadAllLines(path)[..2]);
        using var cut = Open();
        cut.Verify().Faults.ShouldBeEmpty();
        cut.Verify([noted]).Faults.ShouldHaveSingleItem().Says.En.ShouldContain("cut off");
        cut.Record(Entry("x"));
        cut.Record(Entry("y"));
        cut.Verify([noted]).Faults.ShouldHaveSingleItem().Says.En.ShouldContain("written anew");
    }

    [Fact]
    public void The_end_stands_in_the_ledger_once_and_again_only_after_something_was_recorded()
    {
        Directory.Delete(_city.Folder);
        using var workspace = _city.Found();
        using var records = Open();
        records.Record(Entry("a"));
        Outcome Seal() => workspace.Execute(CityForTests.Operator, new SealAccessRecords(Guid.NewGuid(), records.Head()));

        Seal().Taken.ShouldBeTrue();
        Seal().Reasons.ShouldHaveSingleItem().Code.ShouldBe("access.sealed-already");
        records.Record(Entry("b"));
        Seal().Taken.ShouldBeTrue();

        workspace.View<SealedAccess>().Heads.Select(head => head.Seq).ShouldBe([2, 3]);
        workspace.View<SealedAccess>().Day.ShouldBe(new DateOnly(2026, 3, 2));
        records.Verify(workspace.View<SealedAccess>().Heads).Faults.ShouldBeEmpty();
    }

    public void Dispose() => _city.Dispose();

    private AccessRecords Open() => AccessRecords.Open(_city.Folder, Zone, _city.Time);

    private static AccessEntry Entry(string what) => new("p", "", what, "", AccessResult.Allowed, "10.0.0.1");
}
