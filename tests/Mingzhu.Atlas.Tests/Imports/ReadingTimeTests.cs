namespace Mingzhu.Atlas.Tests.Imports;

public sealed class ReadingTimeTests
{
    private const long Megabyte = 1 << 20;
    private TimeSpan _used;

    [Fact]
    public void A_file_that_shows_no_sign_is_ended_within_30_seconds_whatever_its_size()
    {
        var (small, large) = (Of(1), Of(1000));

        Work(26);
        (small.IsOver, large.IsOver).ShouldBe((false, false));
        Work(2);
        (small.IsOver, large.IsOver).ShouldBe((true, true));
    }

    [Fact]
    public void A_large_file_that_gets_on_is_read_as_long_as_its_size_allows()
    {
        var time = Of(120);

        for (var step = 1; step <= 12; step++)
        {
            Work(10);
            time.Sign(step / 13.0);
            time.IsOver.ShouldBeFalse($"after {step * 10} s");
        }

        Work(8);
        time.IsOver.ShouldBeTrue("127 s are over");
    }

    [Fact]
    public void A_small_file_that_gets_on_for_ever_is_ended_within_30_seconds()
    {
        var time = Of(19);

        for (var step = 1; step <= 28; step++)
        {
            Work(1);
            time.Sign(1 - (1.0 / step));
        }

        time.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Saying_the_same_again_is_no_sign()
    {
        var time = Of(1000);
        time.Sign(0.5);

        for (var second = 0; second < 28; second++)
        {
            Work(1);
            time.Sign(0.5);
        }

        time.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Once_over_it_stays_over_when_the_process_is_gone()
    {
        var time = Of(1);
        Work(28);
        time.IsOver.ShouldBeTrue();

        _used = TimeSpan.Zero;

        time.IsOver.ShouldBeTrue();
    }

    private void Work(double seconds) => _used += TimeSpan.FromSeconds(seconds);

    private ReadingTime Of(long megabytes) => new(megabytes * Megabyte, () => _used);
}
