using Mingzhu.City;

namespace Mingzhu.Store.Tests.Working;

public sealed class JobsOnSqliteTests() : JobsTests(StoreKind.Sqlite);

public sealed class JobsOnPostgresTests() : JobsTests(StoreKind.Postgres);

public abstract class JobsTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly CityForTests _folder;
    private readonly Workspace _city;

    private protected JobsTests(StoreKind store)
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

    private sealed record Sum(int[] Numbers);

    private sealed record Total(int Value);

    private static Dictionary<string, JobHandler> Only(JobHandler handler) => new() { ["sum"] = handler };

    private static JobResult Add(JobContext job) => new JobResult.Done(new Total(job.Inputs<Sum>().Numbers.Sum()));

    [Fact]
    public void A_job_goes_from_waiting_to_done_with_its_result()
    {
        var job = _city.Jobs.Submit("sum", new Sum([1, 2, 3]));
        _city.Jobs.Get(job.Id)!.State.ShouldBe(JobState.Waiting);

        _city.Jobs.RunNext(Only(Add), Never).ShouldBeTrue();
        _city.Jobs.RunNext(Only(Add), Never).ShouldBeFalse();

        var done = _city.Jobs.Get(job.Id)!;
        done.State.ShouldBe(JobState.Done);
        done.ReadResult<Total>().ShouldBe(new Total(6));
        done.Progress.Done.ShouldBe(1);
        done.Ended.ShouldBe(_folder.Time.GetUtcNow());
        using var reader = _folder.Open(Access.Read);
        reader.Jobs.List().Single().ReadResult<Total>().Value.ShouldBe(6);
    }

    [Fact]
    public void Asking_twice_for_the_same_gets_the_same_job_until_it_failed()
    {
        var first = _city.Jobs.Submit("sum", new Sum([1]));
        _city.Jobs.Submit("sum", new Sum([1])).Id.ShouldBe(first.Id);
        _city.Jobs.Submit("sum", new Sum([2])).Id.ShouldNotBe(first.Id);

        _city.Jobs.RunNext(Only(_ => new JobResult.Failed([new Refusal("sum.no", new("不行", "no"))])), Never);
        var again = _city.Jobs.Submit("sum", new Sum([1]));
        while (_city.Jobs.RunNext(Only(Add), Never))
        {
        }

        again.Id.ShouldNotBe(first.Id);
        _city.Jobs.Get(first.Id)!.Refusals.ShouldBe([new Refusal("sum.no", new("不行", "no"))]);
        _city.Jobs.Submit("sum", new Sum([1])).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public void A_job_that_throws_fails_and_says_why_and_the_next_one_runs()
    {
        var refused = _city.Jobs.Submit("sum", new Sum([1]));
        var broken = _city.Jobs.Submit("sum", new Sum([2]));
        var unknown = _city.Jobs.Submit("divide", new Sum([3]));

        _city.Jobs.RunNext(Only(_ => throw new RefusedException(new Refusal("disk.full", new("满", "full")))), Never);
        _city.Jobs.RunNext(Only(_ => throw new FormatException("odd")), Never);
        _city.Jobs.RunNext(Only(Add), Never);

        _city.Jobs.Get(refused.Id)!.Refusals.Single().Code.ShouldBe("disk.full");
        _city.Jobs.Get(broken.Id)!.Refusals.Single().Says.En.ShouldContain("FormatException: odd");
        _city.Jobs.Get(unknown.Id)!.Refusals.Single().Code.ShouldBe("job.unknown-kind");
        _city.Jobs.List().ShouldAllBe(job => job.State == JobState.Failed);
    }

    [Fact]
    public void A_waiting_job_is_cancelled_at_once_and_a_running_one_when_it_listens()
    {
        var waiting = _city.Jobs.Submit("sum", new Sum([1]));
        _city.Jobs.Cancel(waiting.Id).ShouldBeTrue();
        var running = _city.Jobs.Submit("sum", new Sum([2]));

        _city.Jobs.RunNext(Only(job =>
        {
            job.Progress.Report(new(0.5, new("一半", "half")));
            _city.Jobs.Cancel(job.Job.Id).ShouldBeTrue();
            job.Cancel.ThrowIfCancellationRequested();
            return Add(job);
        }), Never);

        _city.Jobs.Get(waiting.Id)!.State.ShouldBe(JobState.Cancelled);
        _city.Jobs.Get(running.Id)!.State.ShouldBe(JobState.Cancelled);
        _city.Jobs.Get(running.Id)!.Progress.ShouldBe(new JobProgress(0.5, new("一半", "half")));
        _city.Jobs.Cancel(running.Id).ShouldBeFalse();
        _city.Jobs.Cancel(Guid.NewGuid()).ShouldBeFalse();
        _city.Jobs.RunNext(Only(Add), Never).ShouldBeFalse();
    }

    [Fact]
    public void Progress_is_seen_while_it_works_and_written_five_times_a_second_at_most()
    {
        using var database = new Watched(_folder.NewDatabase());
        var jobs = new Jobs(database, Access.Write, _folder.Time);
        var job = jobs.Submit("sum", new Sum([1]));
        var seen = new List<double>();

        jobs.RunNext(Only(context =>
        {
            for (var step = 1; step <= 1000; step++)
            {
                _folder.Time.Pass(TimeSpan.FromMilliseconds(1));
                context.Progress.Report(new(step / 1000.0, Wording.Same("")));
                if (step % 100 == 0)
                    seen.Add(jobs.Get(job.Id)!.Progress.Done);
            }

            return Add(context);
        }), Never);

        database.JobWrites.ShouldBe(2 + 5); // begun, ended; at 1, 201, 401, 601, 801 ms
        seen.ShouldBe([0.001, 0.001, 0.201, 0.201, 0.401, 0.401, 0.601, 0.601, 0.801, 0.801]);
    }

    [Fact]
    public void A_job_that_ran_when_the_program_ended_is_begun_again()
    {
        var job = _city.Jobs.Submit("sum", new Sum([1, 2]));
        using var stop = new CancellationTokenSource();
        _city.Jobs.RunNext(Only(context =>
        {
            stop.Cancel();
            context.Cancel.ThrowIfCancellationRequested();
            return Add(context);
        }), stop.Token);
        _city.Jobs.Get(job.Id)!.State.ShouldBe(JobState.Waiting);

        // a kill leaves it running in the table
        Should.Throw<ObjectDisposedException>(() => _city.Jobs.RunNext(
            Only(context =>
            {
                _city.Dispose();
                return Add(context);
            }),
            Never));
        using (var reader = _folder.Open(Access.Read))
            reader.Jobs.Get(job.Id)!.State.ShouldBe(JobState.Running);
        using var again = _folder.Open();
        again.Jobs.RunNext(Only(Add), Never).ShouldBeTrue();

        again.Jobs.Get(job.Id)!.ReadResult<Total>().Value.ShouldBe(3);
    }

    [Fact]
    public void A_job_whose_end_could_not_be_written_is_done_again()
    {
        using var database = new Watched(_folder.NewDatabase());
        var jobs = new Jobs(database, Access.Write, _folder.Time);
        var job = jobs.Submit("sum", new Sum([1, 2]));

        Should.Throw<RefusedException>(() => jobs.RunNext(
            Only(context =>
            {
                database.FailJobWrites = true;
                context.Progress.Report(new(0.5, Wording.Same("half"))); // not worth failing for
                return Add(context);
            }),
            Never));
        database.FailJobWrites = false;
        jobs.Get(job.Id)!.State.ShouldBe(JobState.Running);

        jobs.RunNext(Only(Add), Never).ShouldBeTrue();
        jobs.Get(job.Id)!.ReadResult<Total>().Value.ShouldBe(3);
    }

    [Fact]
    public async Task The_worker_takes_jobs_as_they_come_one_at_a_time_and_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        int now = 0, most = 0;
        var done = new CountdownEvent(5);
        var worker = _city.Jobs.Run(Only(context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            Interlocked.Decrement(ref now);
            done.Signal();
            return Add(context);
        }), stop.Token);

        for (var which = 0; which < 5; which++)
            _city.Jobs.Submit("sum", new Sum([which]));
        done.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken).ShouldBeTrue();
        await stop.CancelAsync();
        await worker;

        most.ShouldBe(1);
        _city.Jobs.List().ShouldAllBe(job => job.IsOver);
    }
}
