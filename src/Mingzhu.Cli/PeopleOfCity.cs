using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli;

/// <summary>A city's people open for one verb: workspace, registry, access records, accounts. Who sits at the machine and can read folder and key acts as the operator, and that is recorded.</summary>
internal sealed class PeopleOfCity : IDisposable
{
    private readonly Lease _lease;

    public PeopleOfCity(Terminal terminal, string city, string? key, Access access)
    {
        _lease = terminal.Open(city, access);
        try
        {
            Registry = Registry.Open(Workspace.Folder, access, terminal.Clock, terminal.KeyFile(key));
            Records = AccessRecords.Open(Workspace.Folder, PackSettings.Of(Workspace.Pack).TimeZone, terminal.Clock);
        }
        catch
        {
            Registry?.Dispose();
            _lease.Dispose();
            throw;
        }

        Accounts = new Accounts(Registry, Records, new IdentityPasswordHashing(), () => AccountRules.Of(Workspace.Pack), terminal.Clock);
        Visit = Visit.Console(terminal.Language);
    }

    public Workspace Workspace => _lease.Workspace;

    public Registry Registry { get; }

    public AccessRecords Records { get; }

    public Accounts Accounts { get; }

    public Visit Visit { get; }

    public PersonalData PersonalData => new(Workspace, Registry, Records);

    /// <summary>The legal day.</summary>
    public DateOnly Today => Workspace.Read(Visit.Session, new WhoIsAsking()).Day;

    /// <summary>The account of a login name.</summary>
    public Account Named(string loginName) => Accounts.FindByLogin(loginName)
        ?? throw new RefusedException(new Refusal("account.none", new($"没有登录名为“{loginName}”的账号", $"there is no account with the login name '{loginName}'")));

    /// <summary>Login name and name of an account, for lists; null for one that was erased.</summary>
    public (string Login, string Name)? Who(string id) => Accounts.Find(id) is { } account ? (account.LoginName, account.DisplayName) : null;

    /// <summary>Does an act; refused, it ends the verb with every reason.</summary>
    public void Do(Store.Command act)
    {
        var outcome = Workspace.Execute(Visit.Session, act);
        if (!outcome.Taken)
            throw new RefusedException(outcome.Reasons);
    }

    public void Dispose()
    {
        Records.Dispose();
        Registry.Dispose();
        _lease.Dispose();
    }
}
