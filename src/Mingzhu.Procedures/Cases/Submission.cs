using System.Collections.Immutable;

namespace Mingzhu.Procedures;

/// <summary>What one submission of a case brought since the one before (一次提交): what the contents were and are, and the papers that came with it. The first brings all there is.</summary>
/// <param name="Number">The how-manieth, from 1.</param>
/// <param name="Round">In which round.</param>
/// <param name="Line">The submission in the record; null for what was changed since the last and is not submitted yet.</param>
/// <param name="Changes">Contents that differ, in the order of the procedure.</param>
/// <param name="Papers">Papers attached since.</param>
public sealed record Submission(int Number, int Round, CaseLine? Line, ImmutableArray<ContentChange> Changes, ImmutableArray<PaperAttached> Papers)
{
    /// <summary>Every submission of a case, oldest first; last what waits to be submitted, if anything does.</summary>
    public static ImmutableArray<Submission> Of(Case @case)
    {
        var (all, papers) = (ImmutableArray.CreateBuilder<Submission>(), ImmutableArray.CreateBuilder<PaperAttached>());
        var empty = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var (before, now, round) = (empty, empty, 1);
        foreach (var line in @case.Lines)
        {
            switch (line.Event)
            {
                case CaseOpened opened:
                    now = opened.Contents.WithComparers(StringComparer.Ordinal);
                    break;
                case Drafted drafted:
                    now = now.SetItems(drafted.Changes);
                    break;
                case PaperAttached attached:
                    papers.Add(attached);
                    break;
                case SentBack:
                    round++;
                    break;
                case Submitted:
                    all.Add(new Submission(all.Count + 1, round, line, Between(@case.Procedure, before, now), papers.ToImmutable()));
                    before = now;
                    papers.Clear();
                    break;
            }
        }

        var waiting = new Submission(all.Count + 1, round, null, Between(@case.Procedure, before, now), papers.ToImmutable());
        if (@case.State == CaseState.Running && (!waiting.Changes.IsEmpty || !waiting.Papers.IsEmpty))
            all.Add(waiting);
        return all.ToImmutable();
    }

    private static ImmutableArray<ContentChange> Between(Procedure procedure, ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> now) =>
    [
        .. procedure.Contents.Select(content => new ContentChange(content, before.GetValueOrDefault(content.Id, ""), now.GetValueOrDefault(content.Id, ""))).Where(change => change.Before != change.After),
    ];
}

/// <summary>A content that differs between two submissions.</summary>
/// <param name="Content">The content.</param>
/// <param name="Before">What was written; empty if nothing.</param>
/// <param name="After">What is written; empty if nothing.</param>
public sealed record ContentChange(Content Content, string Before, string After);
