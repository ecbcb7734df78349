using System.CommandLine;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu access</c>: who saw and did what, and whether the records are as they were written.</summary>
internal static class AccessVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var (city, json) = (options.City(), options.Json());
        var days = options.Number<int>("--days", "N", "最近多少天", "of how many days");
        days.DefaultValueFactory = _ => 1;
        var verify = options.Option<bool>("--verify", "", "校验全部访问记录的散列链", "verify the chain of all records");
        var seal = options.Option<bool>("--seal", "", "把访问记录的末端记入账本，此前的记录从此不能被截去而不被发现", "note the end of the records in the ledger: none before it can be cut off unseen any more");
        var verb = options.Verb("access", "查阅、封存或校验访问记录", "see, seal or verify the access records", "mingzhu access --city city --verify");
        verb.Add(city, days, seal, verify, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), parsed.GetValue(seal) ? Access.Write : Access.Read);
            var zone = PackSettings.Of(lease.Workspace.Pack).TimeZone;
            using var records = AccessRecords.Open(lease.Workspace.Folder, zone, terminal.Clock);
            if (parsed.GetValue(seal) && lease.Workspace.Execute(terminal.Session, new SealAccessRecords(Guid.NewGuid(), records.Head())) is { Taken: false } refused)
                return Task.FromResult(terminal.Refuse(refused.Reasons));
            var heads = lease.Workspace.View<SealedAccess>().Heads;
            return Task.FromResult(parsed.GetValue(verify) || parsed.GetValue(seal) ? Tell(records.Verify(heads, cancel), terminal, parsed.GetValue(json)) : List(records, zone, terminal, parsed.GetValue(days), parsed.GetValue(json)));
        }));
        return verb;
    }

    /// <summary>What a check found, in lines.</summary>
    internal static void Tell(AccessVerification result, Terminal terminal)
    {
        if (result.Sound)
            terminal.Say(new($"完好：{result.Segments} 个日段文件，{result.Records} 条访问记录", $"sound: {result.Segments} segments, {result.Records} access records"));
        foreach (var fault in result.Faults)
            terminal.Error.WriteLine(new Wording($"{fault.Segment} 第 {fault.Line} 行：{fault.Says.Zh}", $"{fault.Segment}, line {fault.Line}: {fault.Says.En}").In(terminal.Language));
    }

    /// <summary>What a check found, as JSON.</summary>
    internal static object Answer(AccessVerification result, Terminal terminal) =>
        new { result.Records, result.Segments, faults = result.Faults.Select(fault => new { fault.Segment, fault.Line, message = fault.Says.In(terminal.Language) }) };

    private static int Tell(AccessVerification result, Terminal terminal, bool json)
    {
        if (json)
            terminal.Write(Answer(result, terminal));
        else
            Tell(result, terminal);
        return result.Sound ? Terminal.Done : Terminal.Refused;
    }

    private static int List(AccessRecords records, TimeZoneInfo zone, Terminal terminal, int days, bool json)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(terminal.Clock.GetUtcNow(), zone).DateTime);
        // Looking is itself an access; what it shows is what was there before.
        var read = records.Read(today.AddDays(1 - days), DateOnly.MaxValue).ToArray();
        records.Record(new AccessEntry(terminal.Session.Actor, "", "access-records.read", "", AccessResult.Allowed, "console"));
        if (json)
            terminal.Write(read.Select(record => new { record.Seq, at = record.When, record.Entry.Actor, record.Entry.Post, record.Entry.What, record.Entry.Thing, record.Entry.Result, record.Entry.From, record.Entry.Reason }));
        foreach (var record in json ? [] : read)
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{record.Seq,8}  {TimeZoneInfo.ConvertTime(record.When, zone):yyyy-MM-dd HH:mm:ss}  {record.Entry.Result,-8} {record.Entry.Actor}  {record.Entry.What}  {record.Entry.Thing}  {record.Entry.From}  {record.Entry.Reason}"));
        }

        return Terminal.Done;
    }
}
