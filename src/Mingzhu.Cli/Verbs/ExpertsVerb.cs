using System.CommandLine;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.People;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu experts</c>: the committee, the library, and draws that anybody can do again.</summary>
internal static class ExpertsVerb
{
    private static readonly (string Word, ExpertBody Body)[] Bodies = [("library", ExpertBody.Library), ("committee", ExpertBody.Committee)];

    private static readonly (string Word, SeatRefusal Because)[] Reasons = [.. Enum.GetValues<SeatRefusal>().Select(reason => (reason.ToString().ToLowerInvariant(), reason))];

    public static Command Create(Options options, Terminal terminal)
    {
        var verb = new Command("experts", options.Text("专家委员会与专家库：入库、随机抽取、拒绝与补抽、验算", "committee and library of experts: bring them in, draw, replace who refuses, verify"));
        verb.Subcommands.Add(Import(options, terminal));
        verb.Subcommands.Add(Draw(options, terminal));
        verb.Subcommands.Add(Witness(options, terminal));
        verb.Subcommands.Add(Refuse(options, terminal));
        verb.Subcommands.Add(Cancel(options, terminal));
        verb.Subcommands.Add(Verify(options, terminal));
        verb.Subcommands.Add(Check(options, terminal));
        return verb;
    }

    private static Command Import(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = options.Text(
                $"工作簿或 CSV，表头：{string.Join('、', ExpertReading.Headings(Language.Zh))}", $"workbook or CSV with the headings {string.Join(", ", ExpertReading.Headings(Language.En))}"),
        };
        var (city, key) = (options.City(), AccountsVerb.Key(options));
        var verb = options.Verb("import", "导入专家名单；同一编号的专家被更新", "bring a list of experts; one of a known number is changed", "mingzhu experts import experts.xlsx --city city");
        verb.Add(file, city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            var path = terminal.Full(parsed.GetRequiredValue(file));
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var sheet = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? CsvFile.Read(path) : ExcelFile.Read(path)[0];
            var draws = Of(people);
            var reading = ExpertReading.Of(sheet.Name, [.. sheet.Features.Select(row => new ChartRow(row.Row, row.Values))], people.Workspace.Pack, draws.Register.FindByNumber);
            draws.Import(people.Visit, reading);
            terminal.Say(new($"已导入专家 {reading.Experts.Length} 人", $"brought {reading.Experts.Length} experts"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Draw(Options options, Terminal terminal)
    {
        var (id, city, key) = (Id(options), options.City(), AccountsVerb.Key(options));
        var project = options.Option<string>("--project", "ID", "评审的项目；参与过该项目的专家回避", "the project under review; who took part in it is recused", required: true);
        var seats = options.Option<string[]>("--seats", "FIELD=N", "专业领域及人数，可重复", "field of expertise and how many; may be repeated", required: true);
        var body = options.Option<string>("--from", "library|committee", "从专家库还是专家委员会抽取", "from the library or the committee");
        body.DefaultValueFactory = _ => "library";
        options.OneOf(body, [.. Bodies.Select(one => one.Word)]);
        var employers = options.Option<string[]>("--employer", "NAME", "回避的单位，可重复", "an organisation whose people are recused; may be repeated");
        var kin = options.Option<string[]>("--kin", "NUMBER", "因亲属或利害关系回避的专家编号，可重复", "number of an expert recused for kinship or interest; may be repeated");
        var witness = options.Option<string?>("--witness", "TEXT", "监督人当场所取的字母或数字，随即揭示；不给时等待 experts witness", "letters or digits a witness says on the spot, and reveal at once; without it the draw waits for 'experts witness'");
        var verb = options.Verb("draw", "开启抽取：可抽名单与种子的哈希先入账", "open a draw: the hashes of list and seed are recorded first", "mingzhu experts draw D1 --city city --project P1 --seats planning=2 --seats law=1 --witness 8461");
        verb.Add(id, city, project, seats, body, employers, kin, witness, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var (draws, draw) = (Of(people), parsed.GetRequiredValue(id));
            draws.Open(people.Visit, draw, new DrawTerms(
                Bodies.Single(one => one.Word == parsed.GetRequiredValue(body)).Body, parsed.GetRequiredValue(project), [.. parsed.GetRequiredValue(seats).Select(Quota)], [.. parsed.GetValue(employers) ?? []],
                [.. (parsed.GetValue(kin) ?? []).Select(number => Numbered(draws, number))], ExpertRules.Of(people.Workspace.Pack).RecentDays));
            var opened = draws.Book.Draws[draw];
            terminal.Say(new($"已开启抽取 {draw}：可抽 {opened.Opened.Eligible.Sum(field => field.Experts.Length)} 人次，回避 {opened.Opened.Excluded.Length} 人", $"opened the draw {draw}: {opened.Opened.Eligible.Sum(field => field.Experts.Length)} can be drawn, {opened.Opened.Excluded.Length} are recused"));
            terminal.Say(new($"种子承诺 {opened.Opened.Commitment}", $"commitment {opened.Opened.Commitment}"));
            if (parsed.GetValue(witness) is { } says)
                Reveal(people, draws, draw, says, terminal);
            else
                terminal.Say(new($"请监督人取值：mingzhu experts witness {draw} TEXT", $"let a witness speak: mingzhu experts witness {draw} TEXT"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Witness(Options options, Terminal terminal)
    {
        var (id, city, key) = (Id(options), options.City(), AccountsVerb.Key(options));
        var says = new Argument<string>("TEXT") { Description = options.Text("4 至 64 位字母或数字", "4 to 64 letters or digits") };
        var verb = options.Verb("witness", "监督人取值，随即揭示种子并产生名单", "what the witness says; the seed is told then, and the seats are given", "mingzhu experts witness D1 8461 --city city");
        verb.Add(id, says, city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            Reveal(people, Of(people), parsed.GetRequiredValue(id), parsed.GetRequiredValue(says), terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Refuse(Options options, Terminal terminal)
    {
        var (id, city, key) = (Id(options), options.City(), AccountsVerb.Key(options));
        var number = new Argument<string>("NUMBER") { Description = options.Text("专家编号", "number of the expert") };
        var because = options.Option<string>("--because", string.Join('|', Reasons.Select(reason => reason.Word)), "原因：时间冲突、身体原因、应当回避、无法联系、其他", "why the seat is not taken", required: true);
        options.OneOf(because, [.. Reasons.Select(reason => reason.Word)]);
        var verb = options.Verb("refuse", "专家不能参加：记录原因，按抽取顺序补抽", "an expert does not take the seat: the reason is recorded, the next in the order comes in", "mingzhu experts refuse D1 E003 --because busy --city city");
        verb.Add(id, number, city, because, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var draws = Of(people);
            var next = draws.Refuse(people.Visit, parsed.GetRequiredValue(id), Numbered(draws, parsed.GetRequiredValue(number)), Reasons.Single(reason => reason.Word == parsed.GetRequiredValue(because)).Because);
            terminal.Say(next is null ? new("已记录；无人可补", "recorded; nobody is left to come in") : new($"已记录；补抽 {Called(draws, next)}", $"recorded; {Called(draws, next)} comes in"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Cancel(Options options, Terminal terminal)
    {
        var (id, city, key) = (Id(options), options.City(), AccountsVerb.Key(options));
        var because = options.Option<string>("--because", "TEXT", "理由，不含个人信息", "why; no personal data", required: true);
        var verb = options.Verb("cancel", "作废尚未揭示的抽取；记录保留", "give up a draw that is not revealed; it stays on record", "mingzhu experts cancel D1 --because terms --city city");
        verb.Add(id, city, because, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            Of(people).Cancel(people.Visit, parsed.GetRequiredValue(id), parsed.GetRequiredValue(because));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Verify(Options options, Terminal terminal)
    {
        var (id, city, key) = (Id(options), options.City(), AccountsVerb.Key(options));
        var record = options.Option<string?>("--record", "FILE", "写出抽取记录（JSON），任何人可据以验算", "write the record as JSON, from which anybody can do the draw again");
        var page = options.Option<string?>("--page", "FILE", "写出一页抽取记录（HTML），含抽中专家姓名", "write the record as a page, with the names of who was drawn");
        var verb = options.Verb("verify", "按账本重新计算一次抽取", "do a draw again from the ledger", "mingzhu experts verify D1 --city city --page D1.html");
        verb.Add(id, city, record, page, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Read);
            var draws = Of(people);
            var made = draws.Record(parsed.GetRequiredValue(id));
            if (parsed.GetValue(record) is { } json)
                WholeFile.Write(terminal.Full(json), into => into.Write(made.ToJson()));
            if (parsed.GetValue(page) is { } html)
            {
                people.Records.Record(new AccessEntry(people.Visit.Session.Actor, "", "experts.named", made.Draw, AccessResult.Allowed, people.Visit.From));
                WholeFile.Write(terminal.Full(html), into => into.Write(System.Text.Encoding.UTF8.GetBytes(DrawPage.Html(made, ExpertRules.Of(people.Workspace.Pack), expert => draws.Register.Find(expert)?.Name, terminal.Language))));
            }

            return Task.FromResult(Verdict(made, terminal));
        }));
        return verb;
    }

    private static Command Check(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = options.Text("experts verify --record 写出的文件", "what 'experts verify --record' wrote") };
        var verb = options.Verb("check", "只凭抽取记录验算，不需要城市文件夹", "do a draw again from its record alone, without a city", "mingzhu experts check D1.json");
        verb.Add(file);
        verb.SetAction((parsed, _) => terminal.Guard(() => Task.FromResult(Verdict(DrawRecord.FromJson(File.ReadAllBytes(terminal.Full(parsed.GetRequiredValue(file)))), terminal))));
        return verb;
    }

    private static ExpertDraws Of(PeopleOfCity people) => new(people.Workspace, new ExpertRegister(people.Registry));

    private static Argument<string> Id(Options options) => new("DRAW") { Description = options.Text("抽取编号", "id of the draw") };

    private static int Verdict(DrawRecord record, Terminal terminal)
    {
        if (record.Check() is { IsEmpty: false } faults)
            return terminal.Refuse(faults);
        terminal.Say(new($"抽取 {record.Draw}：重新计算一致，{record.Seated().Length} 席", $"the draw {record.Draw}: done again, the same; {record.Seated().Length} seats"));
        if (!record.WitnessIsAnother)
            terminal.Say(new("注意：监督人与开启人为同一账号，本次抽取只依靠一人", "note: the witness is the account that opened the draw; it rests on one person alone"));
        return Terminal.Done;
    }

    private static void Reveal(PeopleOfCity people, ExpertDraws draws, string draw, string says, Terminal terminal)
    {
        draws.Witness(people.Visit, draw, says);
        draws.Reveal(people.Visit, draw);
        foreach (var seat in draws.Book.Draws[draw].Seats)
            terminal.Out.WriteLine($"{seat.Field}  {Called(draws, seat.Expert)}");
    }

    private static string Called(ExpertDraws draws, string expert) => draws.Register.Find(expert) is { } person ? $"{person.Number} {person.Name}" : expert;

    private static string Numbered(ExpertDraws draws, string number) =>
        draws.Register.FindByNumber(number)?.Id ?? throw new RefusedException(new Refusal("experts.no-expert", new($"没有编号为“{number}”的专家", $"there is no expert of the number '{number}'")));

    private static FieldQuota Quota(string typed) => typed.Split('=') is [var field, var seats] && int.TryParse(seats, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? new FieldQuota(field, count)
        : throw new RefusedException(new Refusal("experts.seats", new($"--seats 应为“领域=人数”，如 planning=2，得到“{typed}”", $"--seats should be FIELD=N such as planning=2, not '{typed}'")));
}
