using System.Data.Common;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

internal abstract partial class SqlCity
{
    private const string Columns = "id, key, kind, inputs, state, progress, says_zh, says_en, result, refusals, submitted_ms, started_ms, ended_ms";

    public virtual Job Submit(Job job)
    {
        const string Same = $"SELECT {Columns} FROM jobs WHERE key = @key AND state IN ('waiting', 'running', 'done')";
        const string Insert = $"""
            INSERT INTO jobs ({Columns}) VALUES (@id, @key, @kind, @inputs, @state, @progress, @zh, @en, @result, @refusals, @submitted, @started, @ended)
            ON CONFLICT DO NOTHING
            """;
        return Ask(() =>
            Statement(Insert, [("@key", job.Key), ("@kind", job.Kind), ("@inputs", job.Inputs), ("@submitted", Milliseconds(job.Submitted)), .. Moving(job)]).ExecuteNonQuery() == 1
                ? job
                : Rows(Statement(Same, ("@key", job.Key)), ReadJob).Single());
    }

    public Job? Job(Guid id)
    {
        const string Sql = $"SELECT {Columns} FROM jobs WHERE id = @id";
        return Ask(() => Rows(Statement(Sql, ("@id", id.ToString("D"))), ReadJob).SingleOrDefault());
    }

    public IReadOnlyList<Job> Jobs()
    {
        const string Sql = $"SELECT {Columns} FROM jobs ORDER BY submitted_ms DESC, rowid DESC";
        return Ask(() => Rows(Statement(Sql), ReadJob));
    }

    public Job? NextWaiting()
    {
        const string Sql = $"SELECT {Columns} FROM jobs WHERE state = 'waiting' ORDER BY submitted_ms, rowid LIMIT 1";
        return Ask(() => Rows(Statement(Sql), ReadJob).SingleOrDefault());
    }

    public virtual void ResumeJobs()
    {
        const string Sql = "UPDATE jobs SET state = 'waiting', started_ms = NULL WHERE state = 'running'";
        Ask(() => Statement(Sql).ExecuteNonQuery());
    }

    public virtual bool Change(Job job, JobState from)
    {
        const string Sql = """
            UPDATE jobs SET state = @state, progress = @progress, says_zh = @zh, says_en = @en, result = @result, refusals = @refusals, started_ms = @started, ended_ms = @ended
            WHERE id = @id AND state = @from
            """;
        return Ask(() => Statement(Sql, [("@from", Written(from)), .. Moving(job)]).ExecuteNonQuery()) == 1;
    }

    protected static (string Name, object? Value)[] Moving(Job job) =>
    [
        ("@id", job.Id.ToString("D")), ("@state", Written(job.State)), ("@progress", job.Progress.Done), ("@zh", job.Progress.Says.Zh), ("@en", job.Progress.Says.En), ("@result", job.Result),
        ("@refusals", job.Refusals is [] ? null : JsonSerializer.Serialize(job.Refusals, FactJson.Options)), ("@started", Milliseconds(job.Started)), ("@ended", Milliseconds(job.Ended)),
    ];

    private static Job ReadJob(DbDataReader row) => new(Guid.ParseExact(row.GetString(0), "D"), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)))
    {
        State = Enum.Parse<JobState>(row.GetString(4), ignoreCase: true),
        Progress = new JobProgress(row.GetDouble(5), new Wording(row.GetString(6), row.GetString(7))),
        Result = row.IsDBNull(8) ? null : row.GetString(8),
        Refusals = row.IsDBNull(9) ? [] : JsonSerializer.Deserialize<Refusal[]>(row.GetString(9), FactJson.Options)!,
        Started = row.IsDBNull(11) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(11)),
        Ended = row.IsDBNull(12) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(12)),
    };

    protected static string Written(JobState state) => state switch
    {
        JobState.Waiting => "waiting",
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Failed => "failed",
        _ => "cancelled",
    };

    private static object? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
