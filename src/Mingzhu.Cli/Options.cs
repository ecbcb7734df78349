using System.CommandLine;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>The options and descriptions that verbs share, in the reader's language.</summary>
internal sealed class Options(Language language)
{
    public string Text(string zh, string en) => new Wording(zh, en).In(language);

    public Option<string> City() => new("--city") { Required = true, Description = Text("城市文件夹", "folder of the city"), HelpName = "DIR" };

    public Option<bool> Json() => new("--json") { Description = Text("以 JSON 输出", "answer as JSON") };

    public Option<bool> Csv() => new("--csv") { Description = Text("以 CSV 输出", "answer as CSV") };

    public Option<string> Run() => new("--run") { Description = Text("体检批次；latest 为最近一次", "which run; latest is the newest"), HelpName = "RUN", DefaultValueFactory = _ => "latest" };

    public Option<T> Option<T>(string name, string help, string zh, string en, bool required = false) =>
        new(name) { Description = Text(zh, en), HelpName = help, Required = required };

    /// <summary>A verb with its sentence and an example, which help shows.</summary>
    public Command Verb(string name, string zh, string en, string example) =>
        new(name, $"{Text(zh, en)}\n  {Text("例", "example")}: {example}");
}
