using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>The language of a request: said in the address (<c>?lang=en</c>) and then kept in a cookie, else the cookie's, else Chinese.</summary>
internal static class Tongue
{
    private const string Cookie = "lang";

    public static void UseTongue(this IApplicationBuilder app) => app.Use((request, next) =>
    {
        var said = Of(request.Request.Query["lang"]);
        if (said is { } language)
            request.Response.Cookies.Append(Cookie, language == Language.En ? "en" : "zh", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        request.Items[typeof(Language)] = said ?? Of(request.Request.Cookies[Cookie]) ?? Language.Zh;
        return next(request);
    });

    private static Language? Of(string? text) => text switch
    {
        "zh" or "zh-CN" => Language.Zh,
        "en" => Language.En,
        _ => null,
    };
}
