using System.Security.Cryptography;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>What a check-up job came to.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Manifest">Its manifest.</param>
public sealed record CheckUpJobResult(string Run, VaultName Manifest);

/// <summary>The work of a check-up (体检作业): from inputs by hash to a manifest and the fact that names it. Broken off, it leaves at most files nobody names.</summary>
public static class CheckUpJob
{
    /// <summary>The kind of the job.</summary>
    public const string Kind = "check-up";

    // The computation takes most of the bar; writing and syncing the files the rest.
    private const double ComputedShare = 0.9;

    /// <summary>Asks for a check-up of the current inputs.</summary>
    /// <exception cref="RefusedException">No such catalog, faults in the pack, or no layers.</exception>
    public static Job Submit(Workspace workspace, string catalog, int year) => workspace.Jobs.Submit(Kind, CheckUpRequest.Of(workspace, catalog, year));

    /// <summary>Does the work.</summary>
    public static JobHandler Handler(Workspace workspace, Session session) => context =>
    {
        var request = context.Inputs<CheckUpRequest>();
        var result = Compute(workspace, request, new Forward(context.Progress), context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
        var manifest = Manifest.Read(workspace.Vault.Read(result.Manifest));
        var outcome = workspace.Execute(session, new RunCheckUp(context.Job.Id, request, result.Run, result.Manifest, manifest.AsOf));
        return outcome.Taken || outcome.Reasons.All(reason => reason.Code == RunCheckUp.Unchanged) ? new JobResult.Done(result) : new JobResult.Failed(outcome.Reasons);
    };

    /// <summary>Computes and keeps the files; records nothing.</summary>
    public static CheckUpJobResult Compute(Workspace workspace, CheckUpRequest request, IProgress<CheckUpProgress>? progress, CancellationToken cancellation)
    {
        var inputs = request.Open(workspace);
        var results = CityCheckUp.Compute(inputs, progress, cancellation: cancellation);
        var manifest = Manifest.Of(inputs, results, bytes =>
        {
            cancellation.ThrowIfCancellationRequested();
            return new VaultName(workspace.Vault.Put(bytes));
        });
        return new CheckUpJobResult(manifest.Id, new VaultName(workspace.Vault.Put(manifest.ToBytes())));
    }

    /// <summary>Computes a recorded run once more from its inputs and compares.</summary>
    /// <returns>Null if every byte is the same; else the first difference.</returns>
    /// <exception cref="RefusedException">The run or one of its inputs is no longer in the vault.</exception>
    public static Wording? Verify(Workspace workspace, string manifest, CancellationToken cancellation = default)
    {
        var recorded = Manifest.Read(workspace.Vault.Read(manifest));
        var request = new CheckUpRequest(recorded.Catalog, recorded.Year, recorded.Pack, recorded.Program, [.. recorded.Inputs.Select(input => new RequestedLayer(
            input.Layer, input.Rows, input.File, input.AsOf, input.Invented, input.Derived, input.AccuracyM))])
        {
            Backdrop = recorded.Backdrop is { } behind ? [.. behind.Select(input => new RequestedLayer(input.Layer, input.Rows, input.File, input.AsOf, input.Invented, Derived: false))] : null,
        };
        var inputs = request.Open(workspace);
        return Verification.FirstDifference(recorded, Manifest.Of(inputs, CityCheckUp.Compute(inputs, cancellation: cancellation), Named));
    }

    internal static VaultName Named(byte[] bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private sealed class Forward(IProgress<JobProgress> to) : IProgress<CheckUpProgress>
    {
        public void Report(CheckUpProgress value) => to.Report(new JobProgress(value.Share * ComputedShare, value.Says));
    }
}

/// <summary>Compares a recorded run with the same computed again.</summary>
internal static class Verification
{
    public static Wording? FirstDifference(Manifest recorded, Manifest again)
    {
        if (recorded.Id != again.Id)
            return new($"批次编号不同：{recorded.Id} 与 {again.Id}", $"the ids differ: {recorded.Id} and {again.Id}");
        foreach (var (level, file) in recorded.Places)
        {
            if (again.Places.GetValueOrDefault(level) != file)
                return new($"{level} 层级的地方清单不同", $"the places of level {level} differ");
        }

        foreach (var column in recorded.Columns)
        {
            var same = again.Columns.FirstOrDefault(other => other.Indicator == column.Indicator && other.Variant == column.Variant);
            foreach (var (level, file) in column.Levels)
            {
                if (same?.Levels.GetValueOrDefault(level) != file)
                    return new($"{column.Indicator} 在 {level} 层级的读数不同（{column.Variant}）", $"the readings of {column.Indicator} at level {level} differ ({column.Variant})");
            }
        }

        foreach (var (kind, file) in recorded.WalkMm)
        {
            if (again.WalkMm.GetValueOrDefault(kind) != file)
                return new($"到 {kind} 的步行距离不同", $"the walking distances to {kind} differ");
        }

        if (recorded.Columns.Length != again.Columns.Length)
            return new("指标数量不同", "the numbers of indicators differ");
        return recorded.Findings != again.Findings ? new Wording("问题清单不同", "the findings differ") : null;
    }
}
