using System.Collections.Concurrent;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>
/// Writes down who saw and did what (访问留痕). Every page, answer and act is one record; of the tiles of one set, and of what a stranger is refused, the first in a while stands for the others.
/// </summary>
internal sealed class AccessLog
{
    private const int MostRemembered = 20_000, LongestThing = 160;
    private static readonly TimeSpan Tiles = TimeSpan.FromMinutes(10), Strangers = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<AccessEntry, DateTimeOffset> _told = new();

    /// <summary>Records a request that was answered.</summary>
    public void Add(Doorkeeper keeper, HttpContext call, Caller caller)
    {
        var route = (call.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var tile = route.Contains("{z", StringComparison.Ordinal);
        var thing = tile ? Cut(call.Request.Path.Value!) : call.Request.Path.Value!;
        var entry = new AccessEntry(
            caller.Standing.Account, caller.Post, $"{call.Request.Method} /{route.TrimStart('/')}", thing.Length > LongestThing ? thing[..LongestThing] : thing, ResultOf(call.Response.StatusCode, call), caller.From);
        if ((tile || !caller.IsSignedIn) && !FirstInAWhile(entry, tile ? Tiles : Strangers, keeper.Time.GetUtcNow()))
            return;
        keeper.Records.Note(entry);
    }

    private bool FirstInAWhile(AccessEntry entry, TimeSpan span, DateTimeOffset now)
    {
        if (_told.TryGetValue(entry, out var last) && now >= last && now - last < span)
            return false;
        if (_told.Count >= MostRemembered)
            _told.Clear();
        _told[entry] = now;
        return true;
    }

    // Who gives a password is led on to the code of the second factor, and who signs out back to the beginning: neither is turned away.
    private static bool IsWayIn(PathString path) => path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase) || path == Addresses.SignOut;

    // Of a tile's address all but zoom, column and row: the set.
    private static string Cut(string path) => string.Join('/', path.Split('/')[..^3]);

    private static AccessResult ResultOf(int status, HttpContext call) => status switch
    {
        >= 500 => AccessResult.Failed,
        >= 400 => AccessResult.Refused,
        StatusCodes.Status303SeeOther when call.Response.Headers.Location.ToString() is var to && ((to.StartsWith("/sign-in", StringComparison.Ordinal) && !IsWayIn(call.Request.Path)) || to.Contains("refused=", StringComparison.Ordinal)) => AccessResult.Refused,
        _ => AccessResult.Allowed,
    };
}
