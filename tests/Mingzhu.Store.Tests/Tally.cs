using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store.Tests;

/// <summary>A tiny room for the tests: accounts that are paid into and never overdrawn, and codes that are given once in the whole city.</summary>
internal sealed record Paid(long Amount, VaultName? Receipt = null) : Event
{
    public override string Kind => "tally.paid";
}

internal sealed record CodeGiven(string Code) : Event
{
    public override string Kind => "tally.code-given";
}

internal sealed record Tally(ImmutableSortedDictionary<string, long> Accounts, ImmutableSortedSet<string> Codes, long Applied) : IView<Tally>
{
    public static Tally Empty { get; } = new(ImmutableSortedDictionary<string, long>.Empty, [], 0);

    public Tally Apply(Fact fact) => fact.Kind switch
    {
        "tally.paid" => this with { Accounts = Accounts.SetItem(fact.Stream, Accounts.GetValueOrDefault(fact.Stream) + fact.Read<Paid>().Amount), Applied = Applied + 1 },
        "tally.code-given" => this with { Codes = Codes.Add(fact.Read<CodeGiven>().Code), Applied = Applied + 1 },
        _ => this,
    };

    public override string ToString() => $"{string.Join(",", Accounts)} {string.Join(",", Codes)} {Applied}";
}

internal sealed record Pay(Guid Id, string Account, long Amount, long? Expected = null, VaultName? Receipt = null) : Command(Id, Account, Expected)
{
    public override Decision<Event> Decide(Context context) => context.View<Tally>().Accounts.GetValueOrDefault(Account) + Amount < 0
        ? new Decision<Event>.Refused([new Refusal("tally.overdrawn", new("余额不足", "overdrawn"))])
        : new Decision<Event>.Taken([new Paid(Amount, Receipt)]);
}

/// <summary>Two events of one act, and an invariant across streams.</summary>
internal sealed record GiveCode(Guid Id, string Account, string Code) : Command(Id, Account)
{
    public override Decision<Event> Decide(Context context) => context.View<Tally>().Codes.Contains(Code)
        ? new Decision<Event>.Refused([new Refusal("tally.code-taken", new("代码已用", "the code is taken"))])
        : new Decision<Event>.Taken([new CodeGiven(Code), new Paid(1)]);
}

/// <summary>A faulty act.</summary>
internal sealed record Odd(Guid Id, Func<Context, Decision<Event>> Decides) : Command(Id, "odd")
{
    public override Decision<Event> Decide(Context context) => Decides(context);
}

internal sealed record HowMuch(string Account) : Query<long>
{
    public override long Answer(Context context, Workspace workspace) => context.View<Tally>().Accounts.GetValueOrDefault(Account);
}
