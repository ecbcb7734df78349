using System.Threading.RateLimiting;

namespace Mingzhu.Web;

/// <summary>How often one may try to sign in (登录限速): by address and by login name, before any password is looked at. An account that is tried too often locks itself besides, by the pack's rule.</summary>
internal sealed class SignInLimits : IDisposable
{
    private const int PerAddress = 30, PerName = 10;
    private readonly PartitionedRateLimiter<string> _addresses = Each(PerAddress), _names = Each(PerName);

    /// <summary>Whether one more attempt may be made now.</summary>
    public bool Take(string from, string name)
    {
        using var address = _addresses.AttemptAcquire(from);
        using var account = _names.AttemptAcquire(name.Length > 64 ? "" : name.Trim().ToLowerInvariant());
        return address.IsAcquired && account.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _names.Dispose();
    }

    private static PartitionedRateLimiter<string> Each(int aMinute) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = aMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
