using System.Collections.Immutable;

namespace Mingzhu.Store;

/// <summary>One row of the registry (登记册的一行). Outside the registry it is plain; inside only kind, id, subject and version are.</summary>
/// <param name="Kind">"account", "session", …</param>
/// <param name="Id">Opaque; never a name or number of a person.</param>
/// <param name="Subject">Opaque id of the person it is about; what is erased together.</param>
/// <param name="Version">The version read; 0 for a new row. Writing it raises it by one.</param>
/// <param name="Body">The content.</param>
public sealed record RegistryRow(string Kind, string Id, string Subject, long Version, ReadOnlyMemory<byte> Body)
{
    /// <summary>By which values it is found again.</summary>
    public ImmutableArray<LookUp> LookUps { get; init; } = [];
}

/// <summary>A value by which a row is found (检索值), kept only as a keyed hash.</summary>
/// <param name="Field">"login-name", "telephone".</param>
/// <param name="Value">As it is spelt when somebody looks for it.</param>
/// <param name="Unique">Whether two rows of one kind may not share it.</param>
public readonly record struct LookUp(string Field, string Value, bool Unique);

/// <summary>A text about a person, sealed with a key of that person's own (以个人密钥封存的文本): it can stand in a fact, and is gone for ever when the key is destroyed, while the fact's hash still holds.</summary>
/// <param name="Subject">Opaque id of the person.</param>
/// <param name="Bytes">Nonce, cipher text, tag.</param>
public sealed record SealedText(string Subject, byte[] Bytes);

/// <summary>A person was erased (个人数据已删除).</summary>
/// <param name="Subject">Opaque id.</param>
/// <param name="At">When.</param>
public readonly record struct Erasure(string Subject, DateTimeOffset At);
