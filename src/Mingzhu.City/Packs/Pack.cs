using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mingzhu.City;

/// <summary>
/// A city pack (城市包): everything local, as a set of named YAML files. A pack may rest on another (<c>base:</c> in its pack.yaml); a file of its own then
/// replaces the base's file of the same name. Each room reads the files it owns; <see cref="Problems"/> collects what any of them found wrong.
/// </summary>
public sealed class Pack
{
    private readonly ImmutableSortedDictionary<string, byte[]> _files;
    private readonly Dictionary<string, PackNode> _parsed = [];

    private Pack(ImmutableSortedDictionary<string, byte[]> files)
    {
        _files = files;
        Root = File("pack.yaml");
        Id = Root["id"].Text();
        Name = Root["name"].Wording();
    }

    /// <summary>Its id: "liaocheng".</summary>
    public string Id { get; }

    /// <summary>Its name for people.</summary>
    public Wording Name { get; }

    /// <summary>pack.yaml.</summary>
    public PackNode Root { get; }

    /// <summary>Names of all files, base's included, sorted: "indicators/MOHURD-2025.yaml".</summary>
    public IEnumerable<string> Files => _files.Keys;

    /// <summary>Every fault met so far, in reading order.</summary>
    public List<PackProblem> Problems { get; } = [];

    /// <summary>Reads a pack and its bases from a folder of packs.</summary>
    /// <exception cref="RefusedException">The folder, its pack.yaml or a base is missing.</exception>
    public static Pack Load(string folder)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        for (var at = System.IO.Path.GetFullPath(folder); at is not null;)
        {
            if (!seen.Add(at))
                throw new RefusedException(new Refusal("pack.base-circle", new($"城市包 {folder} 的 base 互相引用", $"pack {folder}: its bases form a circle")));
            if (!System.IO.File.Exists(System.IO.Path.Combine(at, "pack.yaml")))
                throw new RefusedException(new Refusal("pack.not-found", new($"{at} 不是城市包：没有 pack.yaml", $"{at} is no city pack: it has no pack.yaml")));
            foreach (var path in Directory.EnumerateFiles(at, "*.yaml", SearchOption.AllDirectories))
            {
                var name = System.IO.Path.GetRelativePath(at, path).Replace('\\', '/');
                if (!files.ContainsKey(name))
                    files.Add(name, System.IO.File.ReadAllBytes(path));
            }

            var own = new Pack(ImmutableSortedDictionary<string, byte[]>.Empty.Add("pack.yaml", System.IO.File.ReadAllBytes(System.IO.Path.Combine(at, "pack.yaml"))));
            at = own.Root["base"].TextOrNull() is { } name1 ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(at)!, name1) : null;
        }

        return new Pack(files.ToImmutable());
    }

    /// <summary>A single YAML file that is no part of a pack but reads like one; faults go to its <see cref="PackNode.Problems"/>.</summary>
    public static PackNode ReadFile(string path)
    {
        var problems = new List<PackProblem>();
        return Parse(System.IO.Path.GetFileName(path), System.IO.File.ReadAllBytes(path), problems);
    }

    /// <summary>A pack as it was adopted, from <see cref="ToBytes"/>.</summary>
    public static Pack FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            files.Add(name, reader.ReadBytes(reader.ReadInt32()));
        }

        return new Pack(files.ToImmutable());
    }

    /// <summary>All files in one run of bytes: same files, same bytes.</summary>
    public byte[] ToBytes()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(_files.Count);
        foreach (var (name, bytes) in _files)
        {
            writer.Write(name);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        writer.Flush();
        return memory.ToArray();
    }

    /// <summary>SHA-256 of <see cref="ToBytes"/>, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>One file, parsed. A file the pack lacks reads as an empty one; bad YAML is a problem with its line, and reads as empty too.</summary>
    public PackNode File(string name)
    {
        lock (_parsed)
        {
            if (!_parsed.TryGetValue(name, out var parsed))
                _parsed[name] = parsed = Parse(name, _files.GetValueOrDefault(name), Problems);
            return parsed;
        }
    }

    private static PackNode Parse(string name, byte[]? bytes, List<PackProblem> problems)
    {
        YamlNode? root = null;
        try
        {
            if (bytes is not null)
            {
                var stream = new YamlStream();
                using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
                stream.Load(text);
                root = stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
            }
        }
        catch (YamlException broken)
        {
            problems.Add(new PackProblem(name, (int)broken.Start.Line, new($"YAML 有误：{broken.Message}", $"broken YAML: {broken.Message}")));
        }

        return new PackNode(name, "", root, 1, problems);
    }
}
