using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>The invented people of the pack, for a demonstration (虚构人员). Their accounts are marked so and cannot sign in unless they are let in.</summary>
public static class SamplePeople
{
    /// <summary>Brings in those that are not there yet, and begins the organisation where it has not begun.</summary>
    /// <returns>Who came.</returns>
    /// <exception cref="RefusedException">The pack has no organisation.</exception>
    public static ImmutableArray<Account> Bring(Workspace workspace, Accounts accounts, Visit by)
    {
        SeedOrganisation.IfDue(workspace, by);
        var came = ImmutableArray.CreateBuilder<Account>();
        foreach (var (person, at) in ChartFile.SamplePeople(workspace.Pack).Select((person, at) => (person, at)))
        {
            var login = person.Login ?? string.Create(CultureInfo.InvariantCulture, $"sample-{at + 1:00}");
            if (accounts.FindByLogin(login) is not null)
                continue;
            var account = accounts.Create(by, new NewAccount(login, person.Name) { Invented = true }).Account;
            foreach (var post in person.Posts)
            {
                var outcome = workspace.Execute(by.Session, new GivePost(Guid.NewGuid(), new Holding(Guid.NewGuid().ToString("N"), post, account.Id, person.Term)));
                if (!outcome.Taken)
                    throw new RefusedException(outcome.Reasons);
            }

            came.Add(account);
        }

        return came.ToImmutable();
    }

    /// <summary>Gives every invented person who has none a random password. From then on everybody signs in.</summary>
    /// <returns>Who may sign in now, each with the password, which is kept nowhere else.</returns>
    public static ImmutableArray<Admitted> LetIn(Accounts accounts, Visit by) => [.. accounts.All().Where(account => !account.SignsIn).Select(account => accounts.LetIn(by, account.Id))];
}
