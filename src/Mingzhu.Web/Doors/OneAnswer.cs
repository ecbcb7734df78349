using System.Collections.Concurrent;
using Mingzhu.People;

namespace Mingzhu.Web;

/// <summary>
/// A form that makes a one-time password, sent twice within a minute as by a double click (重复提交): the browser shows the answer to the second, so that must be the one to the first. In memory, as short as it is of use.
/// </summary>
internal sealed class OneAnswer(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, Lazy<Admitted> Done)> _known = new();

    /// <summary>Does it, or waits for the first of the same kind and answers as that did.</summary>
    /// <param name="form">Which form, by <see cref="FormCommand"/>.</param>
    /// <param name="act">What it asks for.</param>
    /// <exception cref="City.RefusedException">It was refused; then the next is tried anew.</exception>
    public Admitted To(Guid form, Func<Admitted> act)
    {
        var now = time.GetUtcNow();
        foreach (var old in _known.Where(one => now - one.Value.At > Kept))
            _known.TryRemove(old.Key, out _);
        var mine = _known.GetOrAdd(form, _ => (now, new Lazy<Admitted>(act)));
        try
        {
            return mine.Done.Value;
        }
        catch
        {
            _known.TryRemove(form, out _);
            throw;
        }
    }
}
