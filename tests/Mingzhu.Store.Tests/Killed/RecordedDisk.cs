using System.Runtime.InteropServices;

namespace Mingzhu.Store.Tests.Killed;

/// <summary>
/// What a disk is sure to hold of a folder while a process writes into it: a write counts once its file was synced after it, a name once its folder was. That is stricter than any file system in use,
/// which is what one wants of a witness.
/// </summary>
internal sealed class RecordedDisk
{
    private readonly string _root;
    private readonly Dictionary<string, Node> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _sure = new(StringComparer.Ordinal);

    /// <summary>As the folder lies there, all of it on the disk.</summary>
    public RecordedDisk(string root)
    {
        _root = root;
        _now[root] = _sure[root] = new Node { IsFolder = true };
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories))
            _now[folder] = _sure[folder] = new Node { IsFolder = true };
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            _now[file] = _sure[file] = new Node { Content = [.. File.ReadAllBytes(file)] };
    }

    /// <summary>Plays the calls and stops at each answer the process gave, in the order of the answers.</summary>
    public void Play(IReadOnlyList<RecordedCall> calls, Action<Answered> at)
    {
        // A sync covers the writes that had returned when it began; an answer is given when its writing begins.
        var marks = new Dictionary<RecordedCall, int>();
        var moments = calls.SelectMany(call => new[] { (When: call.Begin, Call: call, Begins: true), (When: call.End, Call: call, Begins: false) }).OrderBy(moment => moment.When).ThenBy(moment => !moment.Begins);
        foreach (var (_, call, begins) in moments.Where(moment => moment.Call.Answer >= 0))
        {
            if (call.Handle?.StartsWith("pipe:", StringComparison.Ordinal) == true)
            {
                if (begins && call.Strings is [{ Length: > 40 } said])
                    at(Answered.Parse(System.Text.Encoding.ASCII.GetString(said).TrimEnd('\n')));
            }
            else if (!begins)
            {
                Return(call, marks.GetValueOrDefault(call));
            }
            else if (call.Name is "fsync" or "fdatasync" && Known(call.Handle) is { } synced)
            {
                marks[call] = synced.Returned;
            }
        }
    }

    /// <summary>Writes down what is sure to be there; with a source of chance also some of what is not, in order: a disk may have been quicker than it had to.</summary>
    public void Rebuild(string folder, Random? chance)
    {
        foreach (var (path, node) in _sure.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!Ancestors(path).All(_sure.ContainsKey))
                continue;
            var target = folder + path[_root.Length..];
            if (node.IsFolder)
            {
                Directory.CreateDirectory(target);
                continue;
            }

            var content = new List<byte>(node.Content);
            foreach (var change in node.Waiting.Where(_ => chance?.Next(2) == 1))
                change(content);
            File.WriteAllBytes(target, [.. content]);
        }
    }

    private void Return(RecordedCall call, int mark)
    {
        switch (call.Name)
        {
            case "pwrite64" when Known(call.Handle) is { } file:
                var (bytes, offset) = (call.Strings[0], (int)call.Last);
                bytes.Length.ShouldBe((int)call.Answer);
                file.Waiting.Add(content => Put(content, offset, bytes));
                break;
            case "ftruncate" when Known(call.Handle) is { } file:
                var length = (int)call.Last;
                file.Waiting.Add(content => Resize(content, length));
                break;
            case "fsync" or "fdatasync" when Known(call.Handle) is { } synced:
                synced.Sync(mark);
                break;
            case "openat" or "open" when call.Arguments.Contains("O_CREAT", StringComparison.Ordinal):
                Open(call.Paths[0], truncated: call.Arguments.Contains("O_TRUNC", StringComparison.Ordinal));
                break;
            case "mkdir":
                Enter(call.Paths[0], new Node { IsFolder = true });
                break;
            case "unlink" or "rmdir":
                Enter(call.Paths[0], null);
                break;
            case "rename" when Known(call.Paths[0]) is { } moved:
                moved.IsFolder.ShouldBeFalse();
                Enter(call.Paths[1], moved);
                Enter(call.Paths[0], null);
                break;
            default:
                (call.Handle is { } handle && Known(handle) is not null && call.Name is not "openat").ShouldBeFalse($"{call.Name} on {call.Handle} is not understood");
                break;
        }
    }

    private void Open(string path, bool truncated)
    {
        if (!_now.TryGetValue(path, out var file))
            Enter(path, new Node());
        else if (truncated)
            file.Waiting.Add(content => content.Clear());
    }

    // Gives or takes a name; its folder has to be synced for it to last.
    private void Enter(string path, Node? node)
    {
        if (!path.StartsWith(_root + "/", StringComparison.Ordinal))
            return;
        Name(_now, path, node);
        _now[Path.GetDirectoryName(path)!].Waiting.Add(_ => Name(_sure, path, node));
    }

    private static void Name(Dictionary<string, Node> names, string path, Node? node)
    {
        if (node is null)
            names.Remove(path);
        else
            names[path] = node;
    }

    private Node? Known(string? path) => path is not null && _now.TryGetValue(path, out var node) ? node : null;

    private IEnumerable<string> Ancestors(string path)
    {
        for (var folder = path; folder.Length > _root.Length;)
            yield return folder = Path.GetDirectoryName(folder)!;
    }

    private static void Put(List<byte> content, int offset, byte[] bytes)
    {
        Resize(content, Math.Max(content.Count, offset + bytes.Length));
        bytes.CopyTo(CollectionsMarshal.AsSpan(content)[offset..]);
    }

    private static void Resize(List<byte> content, int length)
    {
        var before = content.Count;
        CollectionsMarshal.SetCount(content, length);
        if (length > before)
            CollectionsMarshal.AsSpan(content)[before..].Clear();
    }

    /// <summary>A file or folder: what is sure, and the changes after it.</summary>
    private sealed class Node
    {
        public bool IsFolder { get; init; }

        public List<byte> Content { get; init; } = [];

        public List<Action<List<byte>>> Waiting { get; } = [];

        private int _sure;

        /// <summary>How many changes there were until now.</summary>
        public int Returned => _sure + Waiting.Count;

        /// <summary>The first so many changes are on the disk. Syncs may overlap.</summary>
        public void Sync(int changes)
        {
            for (; _sure < changes; _sure++)
            {
                Waiting[0](Content);
                Waiting.RemoveAt(0);
            }
        }
    }
}
