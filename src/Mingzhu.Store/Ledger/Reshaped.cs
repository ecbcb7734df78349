using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// An event whose shape has changed since it was first recorded (事件换形). What was recorded stays as it is for ever and is brought to the shape of today when it is read. A property that is only added
/// needs no change: it is optional. Every former shape has a stored sample under tests.
/// </summary>
public interface IReshaped
{
    /// <summary>What was changed, oldest first: the first makes shape 1 into shape 2. The shape written today is one more than there are changes.</summary>
    static abstract IReadOnlyList<Action<JsonObject>> Changes { get; }
}

/// <summary>Reads bodies of any shape, writes the number of today's.</summary>
internal static class Shapes
{
    private const string Property = "$shape"; // no event has a property of such a name
    private static readonly byte[] Mark = "\"$shape\":"u8.ToArray();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Action<JsonObject>>> Known = new();

    /// <summary>The body of a fact as an event of today's shape.</summary>
    /// <exception cref="RefusedException">A newer program wrote it; it is not what its kind says.</exception>
    public static T Read<T>(Fact fact)
    {
        try
        {
            var changes = ChangesOf(typeof(T));
            var read = changes.Count == 0 && fact.Body.Span.IndexOf(Mark) < 0 ? JsonSerializer.Deserialize<T>(fact.Body.Span, FactJson.Options) : Changed(fact, changes).Deserialize<T>(FactJson.Options);
            return read is Event known && known.Kind != fact.Kind ? throw new InvalidOperationException($"fact {fact.Seq} is '{fact.Kind}', not '{known.Kind}'") : read!;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException)
        {
            throw new RefusedException([new Refusal("ledger.unreadable-fact", new(
                $"账本第 {fact.Seq} 条（{fact.Kind}）的内容无法读取：{unreadable.Message}；请运行 mingzhu verify，并确认程序不旧于写入它的程序",
                $"the body of fact {fact.Seq} ({fact.Kind}) cannot be read: {unreadable.Message}; run 'mingzhu verify', and see that this program is not older than the one that wrote it"))], unreadable);
        }
    }

    /// <summary>Adds the number of the shape to what is written of a reshaped event.</summary>
    public static void Number(JsonTypeInfo type)
    {
        if (!typeof(Event).IsAssignableFrom(type.Type) || ChangesOf(type.Type) is not { Count: > 0 } changes)
            return;
        var shape = type.CreateJsonPropertyInfo(typeof(int), Property);
        shape.Get = _ => changes.Count + 1;
        type.Properties.Insert(0, shape);
    }

    private static JsonObject Changed(Fact fact, IReadOnlyList<Action<JsonObject>> changes)
    {
        var body = JsonSerializer.Deserialize<JsonObject>(fact.Body.Span, FactJson.Options)!;
        var shape = body[Property]?.GetValue<int>() ?? 1;
        if (shape > changes.Count + 1)
        {
            throw new RefusedException(new Refusal("ledger.newer-shape", new(
                $"账本第 {fact.Seq} 条（{fact.Kind}）是第 {shape} 种形式，本程序只认识到第 {changes.Count + 1} 种；请使用更新的明珠",
                $"fact {fact.Seq} ({fact.Kind}) is of shape {shape}, this program knows shapes up to {changes.Count + 1}; use a newer Mingzhu")));
        }

        foreach (var change in changes.Skip(shape - 1))
            change(body);
        body.Remove(Property);
        return body;
    }

    private static IReadOnlyList<Action<JsonObject>> ChangesOf(Type type) => Known.GetOrAdd(type, one => typeof(IReshaped).IsAssignableFrom(one)
        ? (IReadOnlyList<Action<JsonObject>>)one.GetProperty(nameof(IReshaped.Changes), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!
        : []);
}
