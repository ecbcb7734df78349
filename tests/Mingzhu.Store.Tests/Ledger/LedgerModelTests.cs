using Mingzhu.City;

namespace Mingzhu.Store.Tests.Ledgers;

/// <summary>The ledger against a list that anybody can follow: random commands, repeats, stale versions, refusals and reopenings.</summary>
public sealed class LedgerModelTests
{
    private static readonly Gen<Step> Steps = Gen.OneOf(
        Gen.Choose(0, 2).SelectMany(account => Gen.Choose(-6, 9).SelectMany(amount => Gen.Choose(-3, 4).Select(expected => (Step)new PayStep($"account/{account}", amount, expected < 0 ? null : expected)))),
        Gen.Choose(0, 2).SelectMany(account => Gen.Choose(0, 3).Select(code => (Step)new CodeStep($"account/{account}", $"code-{code}"))),
        Gen.Choose(0, 40).Select(which => (Step)new RepeatStep(which)),
        Gen.Constant((Step)new ReopenStep()));

    private abstract record Step;

    private sealed record PayStep(string Account, int Amount, long? Expected) : Step;

    private sealed record CodeStep(string Account, string Code) : Step;

    private sealed record RepeatStep(int Which) : Step;

    private sealed record ReopenStep : Step;

    [Fact]
    public void Any_history_comes_out_as_a_plain_list_would_have_it() =>
        Prop.ForAll(Gen.ArrayOf(Steps).ToArbitrary(), steps =>
        {
            using var folder = new CityForTests();
            var city = folder.Found();
            using var reader = folder.Open(Access.Read);
            var model = new Model();
            var sent = new List<Command>();
            foreach (var step in steps)
            {
                if (step is ReopenStep)
                {
                    city.Dispose();
                    city = folder.Open();
                    continue;
                }

                Command? command = step switch
                {
                    PayStep pay => new Pay(Guid.NewGuid(), pay.Account, pay.Amount, pay.Expected),
                    CodeStep give => new GiveCode(Guid.NewGuid(), give.Account, give.Code),
                    RepeatStep repeat => sent.Count == 0 ? null : sent[repeat.Which % sent.Count],
                    _ => null,
                };
                if (command is null)
                    continue;
                sent.Add(command);
                Shown(city.Execute(CityForTests.Operator, command)).ShouldBe(model.Execute(command));
            }

            var expected = model.Balances();
            city.View<Tally>().Accounts.ShouldBe(expected);
            reader.View<Tally>().Accounts.ShouldBe(expected);
            city.Facts(1, int.MaxValue).Select(f => $"{f.Seq} {f.Stream} {f.Version} {f.Command} {f.Ordinal} {f.Kind}").ShouldBe(model.Rows);
            city.Verify().Faults.ShouldBeEmpty();
            city.Dispose();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static string Shown(Outcome outcome) => outcome.Taken ? string.Join(",", outcome.Facts.Select(f => f.Seq)) : string.Join(",", outcome.Reasons.Select(r => r.Code));

    /// <summary>A list of (stream, code or amount), read from the start each time.</summary>
    private sealed class Model
    {
        private readonly List<(string Stream, long Amount, string? Code, Guid Command)> _facts = [];

        public List<string> Rows { get; } = [];

        public string Execute(Command command)
        {
            var first = Enumerable.Range(0, _facts.Count).Where(at => _facts[at].Command == command.Id).Select(at => at + 2).ToList(); // fact 1 founded the city
            if (first.Count > 0)
                return string.Join(",", first);
            var version = _facts.Count(f => f.Stream == command.Stream);
            if (command.ExpectedVersion is { } expected && expected != version)
                return "ledger.moved-on";
            switch (command)
            {
                case Pay pay when Balance(pay.Account) + pay.Amount < 0:
                    return "tally.overdrawn";
                case GiveCode give when _facts.Any(f => f.Code == give.Code):
                    return "tally.code-taken";
                case Pay pay:
                    return Record(command, [("tally.paid", pay.Amount, null)]);
                default:
                    return Record(command, [("tally.code-given", 0, ((GiveCode)command).Code), ("tally.paid", 1, null)]);
            }
        }

        public SortedDictionary<string, long> Balances() => new(Rows.Zip(_facts).Where(x => x.First.EndsWith("tally.paid", StringComparison.Ordinal))
            .GroupBy(x => x.Second.Stream).ToDictionary(g => g.Key, g => g.Sum(x => x.Second.Amount)));

        private long Balance(string account) => _facts.Where(f => f.Stream == account).Sum(f => f.Amount);

        private string Record(Command command, (string Kind, long Amount, string? Code)[] events)
        {
            var seqs = new List<int>();
            foreach (var (kind, amount, code) in events)
            {
                _facts.Add((command.Stream, amount, code, command.Id));
                seqs.Add(_facts.Count + 1);
                Rows.Add($"{_facts.Count + 1} {command.Stream} {_facts.Count(f => f.Stream == command.Stream)} {command.Id} {seqs.Count} {kind}");
            }

            return string.Join(",", seqs);
        }
    }
}
