using System.Collections.Immutable;
using System.Reflection;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>All cases of the city (办件台账).</summary>
public sealed record Cases : IView<Cases>
{
    private const string Stream = "case/";

    private static readonly ImmutableDictionary<string, Func<Fact, CaseEvent>> Readers = typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract).ToImmutableDictionary(
        type => (string)type.GetField("Name", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!,
        type => (Func<Fact, CaseEvent>)typeof(Fact).GetMethod(nameof(Fact.Read))!.MakeGenericMethod(type).CreateDelegate(typeof(Func<,>).MakeGenericType(typeof(Fact), type)));

    /// <inheritdoc/>
    public static Cases Empty { get; } = new();

    /// <summary>Every case by id.</summary>
    public ImmutableSortedDictionary<string, Case> All { get; private init; } = ImmutableSortedDictionary.Create<string, Case>(StringComparer.Ordinal);

    /// <summary>The stream of a case.</summary>
    public static string StreamOf(string id) => Stream + id;

    /// <summary>The case of an id; null if there is none.</summary>
    public Case? Find(string id) => All.GetValueOrDefault(id);

    /// <summary>The cases of things of a kind.</summary>
    public IEnumerable<Case> Of(string subject) => All.Values.Where(one => one.Procedure.Subject == subject);

    /// <summary>The cases that belong to one.</summary>
    public IEnumerable<Case> Under(string id) => All.Values.Where(one => one.Of == id);

    /// <inheritdoc/>
    public Cases Apply(Fact fact)
    {
        if (!Readers.TryGetValue(fact.Kind, out var read))
            return this;
        var (happened, id) = (read(fact), fact.Stream[Stream.Length..]);
        var next = happened is CaseOpened opened ? Case.Begin(opened) : All[id].Apply(happened);
        return Put(next with { Version = fact.Version, Lines = next.Lines.Add(new CaseLine(fact.Seq, fact.Actor, fact.When, happened)) });
    }

    internal Cases Put(Case one) => this with { All = All.SetItem(one.Id, one) };
}
