using System.Globalization;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>The invented people of the pack, for a demonstration (虚构人员). Their accounts are marked so and cannot sign in.</summary>
public static class SamplePeople
{
    /// <summary>Brings in those that are not there yet.</summary>
    /// <returns>How many came.</returns>
    /// <exception cref="RefusedException">The organisation has not begun.</exception>
    public static int Bring(Workspace workspace, Accounts accounts, Visit by)
    {
        if (!workspace.View<Organisation>().Seeded)
            throw new RefusedException(new Refusal("organisation.not-begun", new("机构尚未建立；请先运行 mingzhu accounts first", "the organisation has not begun; run 'mingzhu accounts first'")));
        var came = 0;
        foreach (var (person, at) in ChartFile.SamplePeople(workspace.Pack).Select((person, at) => (person, at)))
        {
            var login = string.Create(CultureInfo.InvariantCulture, $"sample-{at + 1:00}");
            if (accounts.FindByLogin(login) is not null)
                continue;
            var account = accounts.Create(by, new NewAccount(login, person.Name) { Invented = true }).Account;
            foreach (var post in person.Posts)
            {
                var outcome = workspace.Execute(by.Session, new GivePost(Guid.NewGuid(), new Holding(Guid.NewGuid().ToString("N"), post, account.Id, person.Term)));
                if (!outcome.Taken)
                    throw new RefusedException(outcome.Reasons);
            }

            came++;
        }

        return came;
    }
}
