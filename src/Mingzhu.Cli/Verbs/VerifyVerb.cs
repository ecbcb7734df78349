using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu verify</c>: the ledger's chain, every vault file it names, and the chain of the access records.</summary>
internal static class VerifyVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var json = options.Json();
        var head = options.Option<string?>("--head", "SEQ:HASH[;…]", "以前打印的账本末端，可带签名；账本必须仍包含它", "an end of the ledger printed earlier, signed or not, which it must still contain");
        var key = HeadVerb.Key(options);
        var verb = options.Verb("verify", "校验账本和访问记录的散列链，以及保险库中的每个文件", "verify the chains of ledger and access records, and every file of the vault", "mingzhu verify --city city");
        verb.Add(city, head, key, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var expected = parsed.GetValue(head) is { } text ? Expected(text, HeadVerb.PathOf(parsed.GetValue(key), lease.Workspace, terminal)) : (Head?)null;
            var result = lease.Workspace.Verify(expected, cancel);
            using var records = AccessRecords.Open(lease.Workspace.Folder, TimeZoneInfo.Utc, TimeProvider.System);
            var access = records.Verify(lease.Workspace.View<SealedAccess>().Heads, cancel);
            if (parsed.GetValue(json))
                terminal.Write(new { head = result.Head.ToString(), result.Facts, result.Files, result.Unreferenced, erased = result.Erased.Select(erased => new { erased.File, erased.By }), faults = result.Faults.Select(fault => new { fault.Seq, message = fault.Says.In(terminal.Language) }), access = AccessVerb.Answer(access, terminal) });
            else if (result.Faults.Length == 0)
            {
                foreach (var (file, by) in result.Erased)
                    terminal.Say(new($"文件 {file} 已由第 {by} 条事实销毁", $"file {file} was erased by fact {by}"));
                terminal.Say(new($"完好：{result.Facts} 条事实，{result.Files} 个文件，末端 {result.Head}", $"sound: {result.Facts} facts, {result.Files} files, head {result.Head}"));
            }

            foreach (var fault in parsed.GetValue(json) ? [] : result.Faults)
                terminal.Error.WriteLine(fault.Says.In(terminal.Language));
            if (!parsed.GetValue(json) && (access.Records > 0 || !access.Sound))
                AccessVerb.Tell(access, terminal);
            return Task.FromResult(result.Faults.Length == 0 && access.Sound ? Terminal.Done : Terminal.Refused);
        }));
        return verb;
    }

    private static Head Expected(string text, string keyFile)
    {
        if (Head.TryParse(text, out var plain))
            return plain;
        if (SignedHead.Parse(text) is not { } signed)
            throw new RefusedException(new Refusal("verify.head", new($"--head '{text}' 应为 序号:散列，或 mingzhu head 输出的整行", $"--head '{text}' should be number:hash, or a whole line of 'mingzhu head'")));
        using var key = HeadKey.Open(keyFile);
        return key.Vouches(signed)
            ? signed.Head
            : throw new RefusedException(new Refusal("verify.head-signature", new($"这不是密钥 {key.Path} 签名的账本末端，或已被改动", $"key {key.Path} did not sign this head, or it was changed since")));
    }
}
