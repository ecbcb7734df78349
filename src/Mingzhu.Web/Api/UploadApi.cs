using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.People;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web.Api;

/// <summary>What the pages show of files that were brought and are not imported yet, as JSON.</summary>
internal static class UploadApi
{
    public static void MapUploadApi(this RouteGroupBuilder api)
    {
        api.MapGet("/uploads", Uploads).WithSummary("待处理的文件 / Files brought and not imported yet, newest first").Opens(RightIds.ImportLayers);
        api.MapGet("/uploads/{id}", One).WithSummary("一个待处理的文件 / How a file would be understood, and what it asks").Opens(RightIds.ImportLayers);
    }

    private static Ok<IReadOnlyList<UploadAnswer>> Uploads(UploadShelf shelf) => TypedResults.Ok<IReadOnlyList<UploadAnswer>>([.. shelf.Waiting.Select(Answer)]);

    private static Results<Ok<UploadReportAnswer>, NotFound> One(string id, UploadShelf shelf, Reader reader)
    {
        if (shelf.Find(id) is not { } upload)
            return TypedResults.NotFound();
        var (state, report) = (upload.State, upload.State.Report);
        return TypedResults.Ok(new UploadReportAnswer(
            Answer(upload), [.. state.Reasons.Select(reason => new RefusalRow(reason.Code, reader.In(reason.Says)))], report?.Outcome, report?.Format,
            report is null ? [] : DataApi.LayersIn(report, reader), report is null ? [] : DataApi.ProblemsIn(report, reader), report?.Counts,
            [.. report?.Questions.Select(question => new QuestionRow(question.Id, reader.In(question.Text), [.. question.Choices.Select(choice => choice.Value)])) ?? []]));
    }

    private static UploadAnswer Answer(Upload upload) => new(
        upload.Id, upload.FileName, upload.Bytes, upload.Since, upload.State.Stage.ToString().ToLowerInvariant(), upload.State.Share, upload.State.MayLand, upload.State.Recorded);
}

/// <summary>A file that was brought and is not imported yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its size with all that belongs to it.</param>
/// <param name="Since">When it came, UTC.</param>
/// <param name="Stage">waiting, reading, read, importing or imported.</param>
/// <param name="Share">How much of the work at hand is done, 0–1.</param>
/// <param name="MayLand">Whether it may be imported as it stands.</param>
/// <param name="Import">The fact that recorded its import; absent before it.</param>
public sealed record UploadAnswer(string Id, string File, long Bytes, DateTimeOffset Since, string Stage, double Share, bool MayLand, long? Import);

/// <summary>How a file that was brought would be understood.</summary>
/// <param name="Upload">The file.</param>
/// <param name="Reasons">Why it can't be read or was not imported.</param>
/// <param name="Outcome">accept, warn, ask or refuse; absent before it was read.</param>
/// <param name="Format">Format of the file.</param>
/// <param name="Layers">The layers understood in it.</param>
/// <param name="Problems">The first problems of each kind.</param>
/// <param name="Counts">How many of each code there are in all.</param>
/// <param name="Questions">What has to be answered before it can be imported.</param>
public sealed record UploadReportAnswer(
    UploadAnswer Upload, IReadOnlyList<RefusalRow> Reasons, string? Outcome, string? Format, IReadOnlyList<UnderstoodRow> Layers, IReadOnlyList<ProblemRow> Problems, IReadOnlyDictionary<string, int>? Counts,
    IReadOnlyList<QuestionRow> Questions);

/// <summary>Why something was refused: its stable code and a sentence.</summary>
public sealed record RefusalRow(string Code, string Says);

/// <summary>A question that a file leaves open.</summary>
/// <param name="Id">The option that answers it.</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">What may be answered, the likeliest first; empty where anything may be typed.</param>
public sealed record QuestionRow(string Id, string Text, IReadOnlyList<string> Choices);
