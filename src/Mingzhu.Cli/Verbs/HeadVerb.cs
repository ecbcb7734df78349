using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu head</c>: the end of the ledger, signed, to be kept elsewhere.</summary>
internal static class HeadVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var key = Key(options);
        var half = options.Option<bool>("--public", null, "输出公钥，交给核对者", "print the public key, for those who check");
        var verb = options.Verb("head", "输出账本末端并签名，供另处保存；首次使用时生成密钥", "print the end of the ledger, signed, to be kept elsewhere; makes the key when first used", "mingzhu head --city city");
        verb.Add(city, key, half);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            using var head = HeadKey.OpenOrMake(PathOf(parsed.GetValue(key), lease.Workspace, terminal), lease.Workspace.Folder);
            terminal.Out.WriteLine(parsed.GetValue(half) ? head.PublicPem : head.Sign(lease.Workspace.Head, terminal.Clock).ToString());
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    /// <summary>The option that names the key.</summary>
    public static Option<string?> Key(Options options) => options.Option<string?>(
        "--head-key", "FILE.pem", $"签名账头的密钥；默认取环境变量 {HeadKey.Variable}，或城市文件夹旁的 .head.pem", $"the key that signs heads; by default what {HeadKey.Variable} names, or .head.pem beside the city");

    /// <summary>The key file meant.</summary>
    public static string PathOf(string? asked, Workspace city, Terminal terminal) => HeadKey.PathFor(city.Folder, asked is null ? null : terminal.Full(asked));
}
