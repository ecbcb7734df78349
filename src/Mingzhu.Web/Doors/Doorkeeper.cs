using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>
/// Knows whether a city has accounts, and who they are (门卫). While there is none the pages are those of whoever sits at the machine; with the first account the server closes, and stays closed. Thread-safe.
/// </summary>
public sealed class Doorkeeper : IDisposable
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);
    private readonly Workspace _workspace;
    private readonly IPasswordHashing _hashing;
    private readonly TimeProvider _time;
    private readonly string? _keyFile;
    private readonly Lock _looking = new();
    private readonly Lock _reading = new();
    private (Registry Registry, AccessRecords Records, Accounts Accounts)? _house;
    private (Pack Of, Rights Rights, AccountRules Rules, FieldClasses Fields, Masking Masking, SitingRules Siting, FacilityKinds Kinds)? _adopted;
    private DateTimeOffset _looked = DateTimeOffset.MinValue;
    private volatile bool _closed;

    /// <summary>The doorkeeper of a city that is open to write.</summary>
    /// <param name="workspace">The city.</param>
    /// <param name="hashing">How passwords are hashed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keyFile">The registry's key file; else where <see cref="KeyRing.PathFor"/> looks.</param>
    /// <exception cref="RefusedException">There is a registry and it cannot be opened: then nothing is served, for who may see it is not known.</exception>
    public Doorkeeper(Workspace workspace, IPasswordHashing hashing, TimeProvider time, string? keyFile = null)
    {
        (_workspace, _hashing, _time, _keyFile) = (workspace, hashing, time, keyFile);
        Look();
    }

    /// <summary>Whether anybody must sign in.</summary>
    public bool Closed => _closed || Look();

    /// <summary>Whether made-up people may sign in: the city is a sample.</summary>
    public bool IsSample { get; private set; }

    /// <summary>The accounts; only once the server is closed.</summary>
    public Accounts Accounts => House.Accounts;

    /// <summary>The access records; only once the server is closed.</summary>
    public AccessRecords Records => House.Records;

    /// <summary>The registry; only once the server is closed.</summary>
    public Registry Registry => House.Registry;

    /// <summary>What people may ask about their data; only once the server is closed.</summary>
    public PersonalData PersonalData => new(_workspace, House.Registry, House.Records);

    /// <summary>The city.</summary>
    public Workspace Workspace => _workspace;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>The rule of the adopted pack.</summary>
    public Rights Rights => Adopted().Rights;

    /// <summary>The rules of accounts.</summary>
    public AccountRules Rules => Adopted().Rules;

    /// <summary>The classes of fields.</summary>
    public FieldClasses Fields => Adopted().Fields;

    /// <summary>How much of personal data is shown.</summary>
    public Masking Masking => Adopted().Masking;

    /// <summary>What the pack says of site selection.</summary>
    public SitingRules Siting => Adopted().Siting;

    /// <summary>The facility kinds.</summary>
    public FacilityKinds Kinds => Adopted().Kinds;

    /// <summary>The organisation today.</summary>
    public OrganisationDay Organisation => _workspace.View<Organisation>().On(StandingOf("").Day);

    /// <summary>Account and posts today.</summary>
    public Standing StandingOf(string account)
    {
        _ = Rights; // a pack is read by one thread at a time
        return _workspace.Read(new Session(account, Language.Zh), new WhoIsAsking());
    }

    /// <summary>The roles of an account today.</summary>
    public IEnumerable<string> RolesOf(Account account) => StandingOf(account.Id).Roles;

    /// <summary>What an account has still to do.</summary>
    public SessionStage StageOf(Account account, OpenSession session, Standing standing) => (session.Stage, account) switch
    {
        (SessionStage.CodeAsked, _) => SessionStage.CodeAsked,
        (_, { Password: { } password }) when !session.Vouched && PasswordPolicy.MustChange(Rules.Password, password, _time.GetUtcNow()) => SessionStage.PasswordChange,
        (_, { SecondFactor: null }) when standing.Roles.Intersect(Rules.SecondFactor.Roles).Any() => SessionStage.Enrolment,
        _ => SessionStage.Open,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_house is not { } house)
            return;
        house.Records.Dispose();
        house.Registry.Dispose();
    }

    private (Registry Registry, AccessRecords Records, Accounts Accounts) House => _house ?? throw new InvalidOperationException("this city has no accounts");

    // The first account may be made while the server runs.
    private bool Look()
    {
        lock (_looking)
        {
            if (_closed || _time.GetUtcNow() - _looked is var since && since >= TimeSpan.Zero && since < LooksEvery)
                return _closed;
            if (Registry.Exists(_workspace.Folder))
            {
                _house ??= Enter(); // whoever cannot enter (no key) does not find it open at the next look either
                var all = _house.Value.Accounts.All();
                IsSample = all.Any(account => account is { Invented: true, SignsIn: true });
                _closed = all.Any(account => account.SignsIn);
            }

            _looked = _time.GetUtcNow();
            return _closed;
        }
    }

    private (Registry Registry, AccessRecords Records, Accounts Accounts) Enter()
    {
        var registry = Registry.Open(_workspace.Folder, Access.Write, _time, _keyFile);
        var records = AccessRecords.Open(_workspace.Folder, PackSettings.Of(_workspace.Pack).TimeZone, _time);
        new PersonalData(_workspace, registry, records).Reconcile();
        var accounts = new Accounts(registry, records, _hashing, () => Rules, _time);
        accounts.Sessions.Tidy();
        return (registry, records, accounts);
    }

    // A pack is read by one thread at a time, and what it says of rights is asked at every request.
    private (Pack Of, Rights Rights, AccountRules Rules, FieldClasses Fields, Masking Masking, SitingRules Siting, FacilityKinds Kinds) Adopted()
    {
        var pack = _workspace.Pack;
        lock (_reading)
        {
            if (_adopted is not { } known || known.Of != pack)
                _adopted = known = (pack, Rights.Of(pack), AccountRules.Of(pack), FieldClasses.Of(pack), Masking.Of(pack), SitingRules.Of(pack), FacilityKinds.Of(pack));
            return known;
        }
    }
}
