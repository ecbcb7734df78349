using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu verify</c>: the ledger's chain, every vault file it names, the chain of the access records, and the rows of the registry where its key is at hand.</summary>
internal static class VerifyVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var json = options.Json();
        var head = options.Option<string?>("--head", "SEQ:HASH[;…]", "以前打印的账本末端，可带签名；账本必须仍包含它", "an end of the ledger printed earlier, signed or not, which it must still contain");
        var (headKey, key) = (HeadVerb.Key(options), AccountsVerb.Key(options));
        var verb = options.Verb("verify", "校验账本和访问记录的散列链、保险库中的每个文件，以及人员登记册", "verify the chains of ledger and access records, every file of the vault, and the registry", "mingzhu verify --city city");
        verb.Add(city, head, headKey, key, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var expected = parsed.GetValue(head) is { } text ? Expected(text, HeadVerb.PathOf(parsed.GetValue(headKey), lease.Workspace, terminal)) : (Head?)null;
            var result = lease.Workspace.Verify(expected, cancel);
            using var records = AccessRecords.Open(lease.Workspace.Folder, TimeZoneInfo.Utc, terminal.Clock);
            var access = records.Verify(lease.Workspace.View<SealedAccess>().Heads, cancel);
            var registry = RegistryOf(lease.Workspace.Folder, parsed.GetValue(key), terminal);
            if (parsed.GetValue(json))
                terminal.Write(new { head = result.Head.ToString(), result.Facts, result.Files, result.Unreferenced, erased = result.Erased.Select(erased => new { erased.File, erased.By }), faults = result.Faults.Select(fault => new { fault.Seq, message = fault.Says.In(terminal.Language) }), access = AccessVerb.Answer(access, terminal), registry = registry is null ? null : new { registry.Rows, unopened = registry.Unopened?.Says.In(terminal.Language) } });
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
            if (!parsed.GetValue(json) && registry is not null)
                Tell(registry, terminal);
            return Task.FromResult(result.Faults.Length == 0 && access.Sound && registry is not { Broken: true } ? Terminal.Done : Terminal.Refused);
        }));
        return verb;
    }

    /// <summary>What was found of the registry.</summary>
    /// <param name="Rows">How many rows opened.</param>
    /// <param name="Unopened">Why it was not read; null if it was.</param>
    /// <param name="Broken">Whether that is a fault: rows were changed, or the key that was named does not fit.</param>
    private sealed record Registered(int Rows, Refusal? Unopened, bool Broken);

    // Whoever verifies a backup may not have the key, and should not need it: then the registry is told to be unread.
    private static Registered? RegistryOf(string folder, string? asked, Terminal terminal)
    {
        if (!Registry.Exists(folder))
            return null;
        try
        {
            using var registry = Registry.Open(folder, Access.Read, terminal.Clock, terminal.KeyFile(asked));
            return new Registered(registry.Verify(), null, Broken: false);
        }
        catch (RefusedException refused)
        {
            return new Registered(0, refused.Reasons[0], Broken: asked is not null || refused.Reasons[0].Code != "registry.key-missing");
        }
    }

    private static void Tell(Registered registry, Terminal terminal)
    {
        if (registry.Unopened is not { } reason)
            terminal.Say(new($"完好：登记册 {registry.Rows} 条记录均可解开", $"sound: all {registry.Rows} rows of the registry open"));
        else if (registry.Broken)
            terminal.Refuse(reason);
        else
            terminal.Say(new($"登记册未校验：{reason.Says.Zh}", $"the registry was not read: {reason.Says.En}"));
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
