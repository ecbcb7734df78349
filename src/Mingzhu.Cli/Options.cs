using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>The options and descriptions that verbs share, in the reader's language.</summary>
internal sealed class Options(Language language)
{
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);

    public Language Language => language;

    public string Text(string zh, string en) => new Wording(zh, en).In(language);

    public Option<string> City() => new("--city") { Required = true, Description = Text("城市文件夹", "folder of the city"), HelpName = "DIR" };

    public Option<bool> Json() => new("--json") { Description = Text("以 JSON 输出", "answer as JSON") };

    public Option<bool> Csv() => new("--csv") { Description = Text("以 CSV 输出", "answer as CSV") };

    public Option<string> Run() => new("--run") { Description = Text("体检批次；latest 为最近一次", "which run; latest is the newest"), HelpName = "RUN", DefaultValueFactory = _ => "latest" };

    public Option<string?> Store() => Option<string?>(
        "--store", "CONNECTION", "账本存于 PostgreSQL 的连接串（不含密码，模式用 Search Path）；默认为文件夹内的 SQLite", "PostgreSQL connection string for the ledger (no password; its schema by Search Path); SQLite inside the folder if not said");

    /// <summary>Whether a city stands in that database as a whole.</summary>
    public Option<bool> Whole() => Option<bool>(
        "--whole", "", "保险库和人员登记册也存于该数据库，以便多台机器服务同一城市（须有 --store）", "vault and registry stand in that database too, so that several machines may serve the city (with --store)");

    /// <summary>The two together.</summary>
    /// <exception cref="RefusedException">As a whole, and no database named.</exception>
    public static bool WholeOf(bool whole, string? store) => !whole || store is not null ? whole : throw new RefusedException(new Refusal("store.whole-needs-store", new(
        "--whole 须与 --store 一起给出：整座城市存入哪个数据库", "--whole goes with --store: say which database is to hold the whole city")));

    /// <summary>An option whose value is a day, written as 2026-06-30.</summary>
    public Option<DateOnly?> Day(string name, string zh, string en)
    {
        var option = Option<DateOnly?>(name, "DATE", zh, en);
        option.CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            Fault(result, new($"{name} 应为日期，如 2026-06-30，得到“{result.Tokens[0].Value}”", $"{name} should be a date like 2026-06-30, not '{result.Tokens[0].Value}'"));
            return null;
        };
        return option;
    }

    public Option<T> Option<T>(string name, string? help, string zh, string en, bool required = false) =>
        new(name) { Description = Text(zh, en), HelpName = help, Required = required };

    /// <summary>An option whose value is a number, written with a point.</summary>
    public Option<T> Number<T>(string name, string help, string zh, string en, bool required = false)
        where T : struct, INumber<T>
    {
        var option = Option<T>(name, help, zh, en, required);
        option.CustomParser = result =>
        {
            if (T.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number;
            Fault(result, new($"{name} 应为数字，得到“{result.Tokens[0].Value}”", $"{name} should be a number, not '{result.Tokens[0].Value}'"));
            return default;
        };
        return option;
    }

    /// <summary>Only these values of an option are known.</summary>
    public void OneOf(Option option, params string[] values) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !values.Contains(token.Value)))
            Fault(result, new($"{option.Name} 应为 {string.Join("、", values)} 之一，得到“{token.Value}”", $"{option.Name} should be one of {string.Join(", ", values)}, not '{token.Value}'"));
    });

    /// <summary>A misuse of the command line in our own words.</summary>
    public void Fault(SymbolResult at, Wording says)
    {
        _faults.Add(says.In(language));
        at.AddError(says.In(language));
    }

    /// <summary>Whether a message of the parser is one of ours.</summary>
    public bool IsOurs(string message) => _faults.Contains(message);

    /// <summary>A verb with its sentence and an example, which help shows.</summary>
    public Command Verb(string name, string zh, string en, string example) =>
        new(name, $"{Text(zh, en)}\n  {Text("例", "example")}: {example}");
}
