using System.Text.Json;
using System.Text.Json.Nodes;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>What a person may ask of the city about their data (个人数据): to have it, and to have it erased.</summary>
/// <param name="Workspace">The city.</param>
/// <param name="Registry">Where the data stand.</param>
/// <param name="Records">Where asking is recorded.</param>
public sealed record PersonalData(Workspace Workspace, Registry Registry, AccessRecords Records)
{
    private static readonly JsonSerializerOptions Indented = new(FactJson.Options) { WriteIndented = true };

    // What proves who somebody is tells nothing about them, and would let whoever has the file sign in.
    private static readonly string[] Secrets = ["password", "secondFactor", "offeredSecret", "id", "version"];

    /// <summary>Everything kept about a person, as JSON: the rows of the registry without secrets, the posts, and what was recorded of their visits.</summary>
    /// <exception cref="RefusedException">Nothing is kept about such a person.</exception>
    public byte[] Export(Visit by, string subject)
    {
        var rows = Registry.About(subject);
        if (rows.Count == 0)
            throw new RefusedException(new Refusal("person.none", new("没有此人的数据", "nothing is kept about such a person")));
        Records.Record(new AccessEntry(by.Session.Actor, by.Session.Post, "personal.exported", subject, AccessResult.Allowed, by.From));
        var organisation = Workspace.View<Organisation>();
        var all = new JsonObject
        {
            ["subject"] = subject,
            ["registry"] = new JsonArray([.. rows.Select(Plain)]),
            ["posts"] = JsonSerializer.SerializeToNode(ActingIn.Of(organisation, subject).Select(acting => new { post = acting.Post.Id, name = acting.Post.Name, acting.Term }), FactJson.Options),
            ["acts"] = JsonSerializer.SerializeToNode(ActsOf(subject), FactJson.Options),
            ["visits"] = JsonSerializer.SerializeToNode(Records.Read(DateOnly.MinValue, DateOnly.MaxValue).Where(record => record.Entry.Actor == subject).Select(record => new { record.Seq, record.When, record.Entry }), FactJson.Options),
        };
        return JsonSerializer.SerializeToUtf8Bytes(all, Indented);
    }

    /// <summary>Erases a person: decided and recorded as a fact first, then carried out in the registry. A power cut in between is made good by <see cref="Reconcile"/>.</summary>
    /// <exception cref="RefusedException">No reason; the person holds a post, or the account was not closed.</exception>
    public void Erase(Visit by, string subject, string reason)
    {
        if (reason.Trim().Length == 0)
            throw new RefusedException(new Refusal("account.reason", new("请说明理由", "give a reason")));
        if (Registry.Find(Accounts.Kind, subject) is { } row && JsonSerializer.Deserialize<Account>(row.Body.Span, FactJson.Options)!.State != AccountState.Left)
            throw new RefusedException(new Refusal("person.account-open", new("账号尚未注销；请先办理离任", "the account is still open; let the person leave first")));
        var outcome = Workspace.Execute(by.Session, new ErasePerson(Guid.NewGuid(), subject));
        if (!outcome.Taken)
            throw new RefusedException(outcome.Reasons);
        Records.Record(new AccessEntry(by.Session.Actor, by.Session.Post, "personal.erased", subject, AccessResult.Allowed, by.From, reason));
        Registry.Erase(subject);
    }

    /// <summary>Carries out what was decided and not carried out: after a power cut, or when a registry older than the ledger was brought back. Done at every start.</summary>
    /// <returns>How many people were erased now.</returns>
    public int Reconcile()
    {
        var due = Workspace.View<ErasedPeople>().All.Where(subject => !Registry.IsErased(subject)).ToArray();
        foreach (var subject in due)
            Registry.Erase(subject);
        return due.Length;
    }

    private IEnumerable<object> ActsOf(string subject)
    {
        const int Page = 10_000;
        for (var after = 0L; Workspace.Facts(after, Page) is { Count: > 0 } facts; after = facts[^1].Seq)
        {
            foreach (var fact in facts.Where(fact => fact.Actor == subject))
                yield return new { fact.Seq, fact.When, fact.Kind, fact.Stream, fact.Post };
        }
    }

    private static JsonNode? Plain(RegistryRow row)
    {
        var node = JsonNode.Parse(row.Body.Span)!.AsObject();
        foreach (var secret in Secrets)
            node.Remove(secret);
        return new JsonObject { ["kind"] = row.Kind, ["content"] = node };
    }
}
