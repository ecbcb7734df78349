using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Mingzhu.Web;

/// <summary>A form that was sent after its session had ended (留存的表单).</summary>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">What was typed, without passwords and tokens against forgery.</param>
/// <param name="At">When.</param>
/// <param name="Browser">Hash of what the browser that sent it must show.</param>
public sealed record KeptForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, DateTimeOffset At, string Browser);

/// <summary>Forms that wait until their sender has signed in again: nothing typed is lost. In memory, for an hour, a few; only the browser that sent one gets it back.</summary>
internal sealed class KeptForms(TimeProvider time)
{
    private const string Cookie = "mingzhu.kept";
    private const int Most = 500;
    private const long MostBytes = 1 << 17;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly string[] Secrets = ["password", "secret", "code", "token"];
    private readonly ConcurrentDictionary<string, KeptForm> _forms = new();

    /// <summary>Keeps the form of a request; answers the page that gives it back, or the overview where there is nothing to keep.</summary>
    public async Task<string> Keep(HttpContext call)
    {
        // A form that another site sent is not kept: it would come back with our own token on it.
        if (call.Request.Headers.Origin.ToString() is not { Length: > 0 } origin || !Uri.TryCreate(origin, UriKind.Absolute, out var site) || site.Authority != call.Request.Host.Value || await FieldsOf(call) is not { Count: > 0 } fields)
            return Addresses.Overview;
        var browser = call.Request.Cookies[CookieOf(call)] ?? New();
        call.Response.Cookies.Append(CookieOf(call), browser, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = call.Request.IsHttps, IsEssential = true, MaxAge = Kept });
        foreach (var old in _forms.OrderByDescending(form => form.Value.At).Where((form, at) => at >= Most - 1 || time.GetUtcNow() - form.Value.At > Kept))
            _forms.TryRemove(old.Key, out _);
        var id = New();
        _forms[id] = new KeptForm(call.Request.Path + call.Request.QueryString.ToString(), fields, time.GetUtcNow(), Hash(browser));
        return Addresses.KeptForm(id);
    }

    /// <summary>A form that waits for this browser; null if there is none.</summary>
    public KeptForm? Find(HttpContext call, string id) =>
        _forms.TryGetValue(id, out var form) && call.Request.Cookies[CookieOf(call)] is { } browser && Hash(browser) == form.Browser && time.GetUtcNow() - form.At <= Kept ? form : null;

    /// <summary>What was typed into a form, without passwords and tokens against forgery; null where no plain form was sent.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>?> FieldsOf(HttpContext call)
    {
        if (call.Request.ContentLength is not (> 0 and <= MostBytes) || call.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var form = await call.Request.ReadFormAsync(call.RequestAborted);
        return
        [
            .. form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal) && !Secrets.Any(secret => field.Key.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))),
        ];
    }

    private static string CookieOf(HttpContext call) => call.Request.IsHttps ? SessionCookie.OnlyHere + Cookie : Cookie;

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Hash(string browser) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(browser)));
}
