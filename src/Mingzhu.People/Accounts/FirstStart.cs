using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>The first start of a city with accounts (首次启动): the organisation begins, and exactly one account is made, of the system administrator.</summary>
public static class FirstStart
{
    /// <summary>The role of who makes accounts.</summary>
    public const string Role = "system-administrator";

    /// <summary>Does what is missing; nothing if there is any account.</summary>
    /// <param name="workspace">The city, open to write.</param>
    /// <param name="accounts">Its accounts.</param>
    /// <param name="by">Who starts it.</param>
    /// <param name="loginName">The login name: there is no usual one, for a usual one is tried first by who breaks in.</param>
    /// <returns>The account and its one-time password, to be shown once; null if there was an account already.</returns>
    /// <exception cref="RefusedException">The pack has no organisation, or no post of a system administrator.</exception>
    public static Admitted? Run(Workspace workspace, Accounts accounts, Visit by, string loginName)
    {
        if (accounts.All().Any(account => account.SignsIn))
            return null;
        SeedOrganisation.IfDue(workspace, by);
        var (organisation, rights) = (workspace.View<Organisation>(), Rights.Of(workspace.Pack));
        var post = organisation.Posts.Values.FirstOrDefault(post => post.Roles.Contains(Role) && post.Term.Last is null && rights.Role(Role) is not null) ?? throw new RefusedException(new Refusal("accounts.no-administrator", new(
            $"城市包的机构中没有“{Role}”岗位；请启用带有它的城市包", $"the pack's organisation has no post of a '{Role}'; adopt one that has")));
        // The post first: what a power cut leaves is a post held by somebody who does not exist yet, and the next start makes just that account.
        var held = organisation.Holdings.Values.FirstOrDefault(holding => holding.PostId == post.Id && accounts.Find(holding.Person) is null);
        var person = held?.Person ?? Guid.NewGuid().ToString("N");
        if (held is null)
            Require(workspace.Execute(by.Session, new GivePost(Guid.NewGuid(), new Holding(Guid.NewGuid().ToString("N"), post.Id, person, Term.From(workspace.Read(by.Session, new WhoIsAsking()).Day)))));
        return accounts.Create(by, new NewAccount(loginName, rights.Role(Role)!.Name.Zh), person);
    }

    private static void Require(Outcome outcome)
    {
        if (!outcome.Taken)
            throw new RefusedException(outcome.Reasons);
    }
}
