using System.Threading.RateLimiting;
using Mingzhu.People;

namespace Mingzhu.Web;

/// <summary>How often one may try to sign in (登录限速): by address and by login name, as the pack says, before any password is looked at. An account that is tried too often locks itself besides.</summary>
internal sealed class SignInLimits(Func<AttemptRule> rule) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Key, int AMinute)> _addresses = Each(), _names = Each();

    /// <summary>Whether one more attempt may be made now.</summary>
    public bool Take(string from, string name)
    {
        var limits = rule();
        using var address = _addresses.AttemptAcquire((from, limits.PerAddress));
        using var account = _names.AttemptAcquire((name.Length > 64 ? "" : name.Trim().ToLowerInvariant(), limits.PerName));
        return address.IsAcquired && account.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _names.Dispose();
    }

    // The limit is part of the key: a pack that is adopted meanwhile counts anew.
    private static PartitionedRateLimiter<(string Key, int AMinute)> Each() => PartitionedRateLimiter.Create<(string Key, int AMinute), (string Key, int AMinute)>(one => RateLimitPartition.GetFixedWindowLimiter(
        one, limit => new FixedWindowRateLimiterOptions { PermitLimit = limit.AMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
