using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>Who asks, as the gate saw them (来访者).</summary>
/// <param name="Standing">Account and posts today; of nobody before anybody has signed in.</param>
/// <param name="Rights">The rule that is asked; null in a city without accounts, where whoever sits at the machine may everything.</param>
/// <param name="From">The network address.</param>
public sealed record Caller(Standing Standing, Rights? Rights, string From)
{
    /// <summary>The account; null before anybody has signed in.</summary>
    public Account? Account { get; init; }

    /// <summary>The session; null with a token, and before anybody has signed in.</summary>
    public OpenSession? Opened { get; init; }

    /// <summary>The secret of the session, which only the browser has beside us.</summary>
    public string? Secret { get; init; }

    /// <summary>What has still to be done before all that rights allow is open.</summary>
    public SessionStage Stage { get; init; }

    /// <summary>The post in which this request is allowed; empty where none is needed.</summary>
    public string Post { get; init; } = "";

    /// <summary>Where the thing lies that is asked for.</summary>
    public Scope Where { get; init; } = Scope.City;

    /// <summary>Whether this is the one actor of a city without accounts.</summary>
    public bool IsOperator => Rights is null;

    /// <summary>Whether somebody has signed in.</summary>
    public bool IsSignedIn => Standing.IsSignedIn;

    /// <summary>The actor as facts and access records name it.</summary>
    public string Actor => IsOperator ? "operator" : Standing.Account;

    /// <summary>The classes of map data seen in some layer or other.</summary>
    public ImmutableSortedSet<DataClass> Sees => [.. Enum.GetValues<DataClass>().Where(of => May(RightIds.ViewLayers, Scope.City, of))];

    /// <summary>Asks the one rule.</summary>
    public bool May(string right, Scope where, DataClass? of = null) => Rights is not { } rights || rights.May(Standing, right, where, of).IsAllowed;

    /// <summary>The session at the door of the workspace.</summary>
    public Session Session(Language language) => new(Actor, language, Post);

    /// <summary>The visit that acts on accounts are recorded by.</summary>
    public Visit Visit(Language language) => new(Session(language), From);

    /// <summary>Who sits at the machine.</summary>
    public static Caller Operator(string from) => new(Standing.Nobody(DateOnly.MinValue), null, from);

    /// <summary>Who makes a request; null before the gate has seen it.</summary>
    public static Caller? Of(HttpContext? call) => call?.Items[typeof(Caller)] as Caller;

    /// <summary>Says who makes a request.</summary>
    internal static Caller Set(HttpContext call, Caller caller)
    {
        call.Items[typeof(Caller)] = caller;
        return caller;
    }
}
