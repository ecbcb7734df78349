using Microsoft.Extensions.Localization;
using Mingzhu.People;

namespace Mingzhu.Web;

/// <summary>How people are shown to who reads a page (人员显示): facts know opaque ids, the registry names, the pack's table how much of them.</summary>
public sealed class PeopleShown(Caller caller, Doorkeeper? keeper, IStringLocalizer text)
{
    private const string Table = "accounts";
    private readonly Dictionary<string, Account?> _known = [];

    /// <summary>The name of an account; null if there is none, or the person was erased.</summary>
    public string? Name(string id) => Find(id) is { } account ? Name(account) : null;

    /// <summary>The name of an account; of one that is made up, marked so.</summary>
    public string Name(Account account) => Masked(account, PersonalField.Name, account.DisplayName) + (account.Invented ? text["accounts.invented"].Value : "");

    /// <summary>A value of an account, as much of it as the reader may see.</summary>
    public string Masked(Account account, PersonalField field, string? value) => keeper!.Masking.Show(caller.Standing, Table, field, value);

    private Account? Find(string id)
    {
        if (keeper is not { Closed: true })
            return null;
        if (!_known.TryGetValue(id, out var account))
            _known[id] = account = keeper.Accounts.Find(id);
        return account;
    }
}
