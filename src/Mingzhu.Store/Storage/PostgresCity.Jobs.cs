namespace Mingzhu.Store;

/// <content>Jobs that several nodes share.</content>
internal sealed partial class PostgresCity
{
    // Doing a job twice is harmless, but of no use. Who does one is known by a lock that its connection holds and that the server takes back the moment the connection ends.
    public override void ResumeJobs()
    {
        const string Sql = """
            UPDATE jobs SET state = 'waiting', started_ms = NULL, node = NULL
            WHERE state = 'running' AND (node IS NULL OR node = @node OR NOT EXISTS (
                SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (classid::bigint << 32) | objid::bigint = hashtextextended(jobs.node, 0)))
            """;
        Ask(() => Statement(Sql, ("@node", _node)).ExecuteNonQuery());
    }

    public override bool Change(Job job, JobState from)
    {
        const string Sql = """
            UPDATE jobs SET state = @state, progress = @progress, says_zh = @zh, says_en = @en, result = @result, refusals = @refusals, started_ms = @started, ended_ms = @ended,
                node = CASE WHEN @state = 'running' THEN @node END
            WHERE id = @id AND state = @from AND (@from <> 'running' OR node = @node OR @state = 'cancelled')
            """;
        return Ask(() => Statement(Sql, [("@node", _node), ("@from", Written(from)), .. Moving(job)]).ExecuteNonQuery()) == 1;
    }

    public override Job Submit(Job job)
    {
        const string Tell = "SELECT pg_notify(@channel, '')";
        var submitted = base.Submit(job);
        Ask(() => Statement(Tell, ("@channel", Channel)).ExecuteNonQuery());
        return submitted;
    }
}
