using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Mingzhu.Store.Tests.Killed;

/// <summary>One call of the operating system that strace wrote down.</summary>
/// <param name="Name">"pwrite64".</param>
/// <param name="Arguments">As written, strings and paths as \x digits.</param>
/// <param name="Answer">What it returned; −1 if it failed.</param>
/// <param name="Begin">When it began, counted in lines.</param>
/// <param name="End">When it returned.</param>
internal sealed partial record RecordedCall(string Name, string Arguments, long Answer, int Begin, int End)
{
    /// <summary>What strace is asked to write down: everything that changes files, and what is said on the standard output.</summary>
    public static string[] Strace(string log) =>
    [
        "strace", "-f", "-y", "-xx", "-s", "10000000", "--seccomp-bpf", "-o", log, "-e",
        "trace=openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile",
    ];

    /// <summary>All calls of a log, in the order in which they returned. One that was cut into two lines because another thread's came between is put together.</summary>
    public static List<RecordedCall> Read(string log)
    {
        const string Unfinished = " <unfinished ...>";
        var (calls, open) = (new List<RecordedCall>(), new Dictionary<string, (string Text, int Begin)>());
        foreach (var (at, line) in File.ReadLines(log).Index())
        {
            var space = line.IndexOf(' ');
            var (thread, text, begin) = (line[..space], line[space..].TrimStart(), at);
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                open[thread] = (text[..^Unfinished.Length], at);
                continue;
            }

            if (Resumed().Match(text) is { Success: true } resumed && open.Remove(thread, out var first))
                (text, begin) = (first.Text + text[resumed.Length..], first.Begin);
            if (Whole().Match(text) is { Success: true } call)
                calls.Add(new(call.Groups["name"].Value, call.Groups["arguments"].Value, long.Parse(call.Groups["answer"].Value, CultureInfo.InvariantCulture), begin, at));
        }

        return calls;
    }

    /// <summary>The file behind the first argument; null if it is none.</summary>
    public string? Handle => HandleAt().Match(Arguments) is { Success: true } handle ? Path(handle.Groups["path"].Value) : null;

    /// <summary>The strings among the arguments.</summary>
    public List<byte[]> Strings => [.. Texts().Matches(Arguments).Select(text => Bytes(text.Groups["text"].Value))];

    /// <summary>The string arguments as absolute paths.</summary>
    public List<string> Paths => [.. Strings.Select(Encoding.UTF8.GetString)];

    /// <summary>The last argument.</summary>
    public long Last => long.Parse(Arguments[(Arguments.LastIndexOf(',') + 1)..].Trim(), CultureInfo.InvariantCulture);

    private static string Path(string hex) => Encoding.UTF8.GetString(Bytes(hex));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace("\\x", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<answer>-?\d+)", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\d+<(?<path>(?:\\x[0-9a-f]{2})+)>")]
    private static partial Regex HandleAt();

    [GeneratedRegex("\"(?<text>(?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Texts();
}
