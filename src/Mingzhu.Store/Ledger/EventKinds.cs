using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// The kinds of events this program knows (事件种类): every <see cref="Event"/> of its rooms. A ledger that holds another was written by a newer program; whoever passed over it would decide on a city
/// that is not so.
/// </summary>
public static class EventKinds
{
    private const string Ours = "Mingzhu";
    private static readonly Lazy<Dictionary<string, Type>> Found = new(Find);

    /// <summary>Each kind and its type.</summary>
    public static IReadOnlyDictionary<string, Type> Known => Found.Value;

    /// <summary>The same for programs that know the same kinds.</summary>
    internal static string Mark { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Known.Keys.Order(StringComparer.Ordinal)))))[..16];

    /// <exception cref="RefusedException">One of these facts is of a kind this program does not know: names it.</exception>
    internal static void Require(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            if (!Found.Value.ContainsKey(fact.Kind))
            {
                throw new RefusedException(new Refusal("ledger.unknown-kind", new(
                    $"账本第 {fact.Seq} 条事实属本程序不认识的种类“{fact.Kind}”，应由更新的明珠写入；请用该版本或更新的版本打开（若并未用过更新的版本，请运行 mingzhu verify）",
                    $"fact {fact.Seq} of the ledger is of kind '{fact.Kind}', which this program does not know: a newer Mingzhu wrote it; open the city with that one or a newer one (if there never was one, run 'mingzhu verify')")));
            }
        }
    }

    // A room that was not used yet is not loaded yet, and a program need not refer to all whose facts its city holds: what belongs to the program counts.
    private static Dictionary<string, Type> Find()
    {
        var known = new Dictionary<string, Type>(StringComparer.Ordinal);
        var belonging = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator).Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name.StartsWith(Ours + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Assembly.Load(new AssemblyName(name)));
        foreach (var room in belonging.Union(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name!.StartsWith(Ours, StringComparison.OrdinalIgnoreCase))))
        {
            foreach (var type in room.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract))
            {
                if (((Event)RuntimeHelpers.GetUninitializedObject(type)).Kind is { } kind)
                    known.TryAdd(kind, type);
            }
        }

        return known;
    }
}
