using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Showing a masked value whole (查看明文): only to who may, with a reason, and on record before it is shown.</summary>
/// <param name="Records">Where it is recorded.</param>
/// <param name="Rights">Who may.</param>
public sealed record Unmasking(AccessRecords Records, Rights Rights)
{
    private const int ShortestReason = 4;

    /// <summary>The value. Refused attempts are recorded too.</summary>
    /// <param name="by">Who asks, and from where.</param>
    /// <param name="who">Their standing today.</param>
    /// <param name="thing">Whose value: "account/ID"; never a name.</param>
    /// <param name="where">Where the person's data lie.</param>
    /// <param name="field">Which value.</param>
    /// <param name="reason">Why it is needed.</param>
    /// <param name="read">Reads the value; called only when all is in order and on the disk.</param>
    /// <exception cref="RefusedException">Not permitted; no reason; it could not be recorded.</exception>
    public string Show(Visit by, Standing who, string thing, Scope where, PersonalField field, string reason, Func<string> read)
    {
        var reasons = new List<Refusal>();
        if (Rights.May(who, RightIds.Unmask, where) is Verdict.Refused no)
            reasons.Add(no.Reason);
        if (reason.Trim().Length < ShortestReason)
            reasons.Add(new Refusal("unmask.reason", new($"请写明查看明文的理由（至少 {ShortestReason} 字）；它会被记录", $"say why you need to see it (at least {ShortestReason} characters); it is recorded")));
        Records.Record(new AccessEntry(
            by.Session.Actor, by.Session.Post, "personal.unmasked", $"{thing} {field}", reasons.Count == 0 ? AccessResult.Allowed : AccessResult.Refused, by.From, reason.Trim()));
        return reasons.Count == 0 ? read() : throw new RefusedException(reasons);
    }
}
