using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Mingzhu.People;

namespace Mingzhu.Web;

/// <summary>The cookie of a session (会话 Cookie): ASP.NET Core's cookie authentication, holding the secret by which the registry knows the session, and the id that form tokens are bound to.</summary>
internal static class SessionCookie
{
    private const string Name = "mingzhu.session", Secret = "session";

    /// <summary>Before the name of a cookie that only this very host sets and sees, and only over TLS (RFC 6265bis).</summary>
    public const string OnlyHere = "__Host-";

    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="overTls">Whether browsers reach the server over TLS alone.</param>
    public static AuthenticationBuilder AddSessionCookie(this IServiceCollection services, bool overTls)
    {
        services.Configure<AntiforgeryOptions>(forms =>
        {
            forms.Cookie.Name = overTls ? OnlyHere + "mingzhu.form" : "mingzhu.form";
            forms.Cookie.SecurePolicy = Policy(overTls);
        });
        return services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => Shape(cookie, overTls));
    }

    private static CookieSecurePolicy Policy(bool overTls) => overTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static void Shape(CookieAuthenticationOptions cookie, bool overTls)
    {
        cookie.Cookie.Name = overTls ? OnlyHere + Name : Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = Policy(overTls);
        cookie.Cookie.Path = "/";
        cookie.Cookie.IsEssential = true;
        // How long a session lasts the registry says, by the pack's rule.
        cookie.ExpireTimeSpan = TimeSpan.FromDays(1);
        cookie.SlidingExpiration = false;
    }

    /// <summary>The secret a request shows; null if none, or it was tampered with.</summary>
    public static async Task<string?> Read(HttpContext call) => (await call.AuthenticateAsync()).Principal?.FindFirstValue(Secret);

    /// <summary>Gives the browser a session.</summary>
    public static Task Give(HttpContext call, Account account, string secret) => call.SignInAsync(Person(account, secret));

    /// <summary>Who somebody is to the framework.</summary>
    public static ClaimsPrincipal Person(Account account, string secret) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(Secret, secret)], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Takes it away.</summary>
    public static Task Take(HttpContext call) => call.SignOutAsync();
}
