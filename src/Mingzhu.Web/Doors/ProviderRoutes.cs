using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>Signing in by an identity provider (统一身份认证登录): out to it and back. It says who somebody is; what they may is decided here as for everybody.</summary>
internal static class ProviderRoutes
{
    private const string Back = Addresses.SignInProvider + "/back";

    /// <summary>Adds the flow where a provider is configured.</summary>
    public static void AddProvider(this AuthenticationBuilder builder, IdentityProvider? provider)
    {
        if (provider is null)
            return;
        builder.Services.AddSingleton(provider);
        builder.Services.AddSingleton<ProviderDescription>();
        builder.AddOAuth<OAuthOptions, ProviderHandler>(ProviderHandler.Name, flow =>
        {
            (flow.ClientId, flow.ClientSecret, flow.CallbackPath, flow.UsePkce) = (provider.Client, provider.Secret, Back, true);
            // Until the provider has said its own.
            (flow.AuthorizationEndpoint, flow.TokenEndpoint) = (provider.Authority.ToString(), provider.Authority.ToString());
            flow.Scope.Add("openid");
            flow.Scope.Add("profile");
            flow.CorrelationCookie.SameSite = SameSiteMode.Lax;
            flow.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            flow.Events.OnTicketReceived = ticket => Arrived(ticket, provider);
            flow.Events.OnRemoteFailure = failure => Failed(failure.HttpContext, failure.Failure?.Message ?? "", failure.HandleResponse);
        });
    }

    public static void MapProvider(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.SignInProvider, Leave).OpensToEveryone();
        // Answered by the flow itself; what reaches this is no answer of a provider.
        app.MapGet(Back, () => Results.NotFound()).OpensToEveryone();
    }

    private static IResult Leave(string? to, HttpContext http) => http.RequestServices.GetService<IdentityProvider>() is null
        ? Results.NotFound()
        : Results.Challenge(new AuthenticationProperties { RedirectUri = Addresses.Local(to) }, [ProviderHandler.Name]);

    private static async Task Arrived(TicketReceivedContext ticket, IdentityProvider provider)
    {
        var http = ticket.HttpContext;
        var (keeper, from) = (http.RequestServices.GetRequiredService<Doorkeeper>(), Gate.From(http));
        var (name, to) = (ticket.Principal?.FindFirstValue(provider.Claim) ?? "", Addresses.Local(ticket.ReturnUri));
        ticket.HandleResponse();
        await keeper.Accounts.Vouched(name, provider.Authority.Host, from, keeper.RolesOf).Match(
            done => Open(http, keeper, done.Account, SessionStage.Open, to),
            code => Open(http, keeper, code.Account, SessionStage.CodeAsked, Addresses.With(Addresses.SignInCode, ("to", to))),
            refused => Say(http, refused.Reason));
    }

    private static async Task Open(HttpContext http, Doorkeeper keeper, Account account, SessionStage stage, string to)
    {
        await SessionCookie.Give(http, account, keeper.Accounts.Sessions.Open(account.Id, Gate.From(http), stage, vouched: true));
        // The browser comes from another site: a redirect would not bring the new cookie with it, a page of ours does.
        await new RazorComponentResult<WelcomePage>(new { To = to }).ExecuteAsync(http);
    }

    private static Task Failed(HttpContext http, string why, Action handled)
    {
        handled();
        http.RequestServices.GetRequiredService<Doorkeeper>().Records.Note(new AccessEntry("", "", "sign-in", "", AccessResult.Refused, Gate.From(http), $"provider: {(why.Length > 200 ? why[..200] : why)}"));
        return Say(http, new Refusal("sign-in.provider", new("统一身份认证未能完成；请重试，或用登录名和口令登录", "the identity provider did not vouch for you; try again, or sign in with name and password")));
    }

    private static Task Say(HttpContext http, Refusal reason) =>
        new RazorComponentResult<SignInPage>(new { To = Addresses.Overview, Name = "", Reasons = new[] { reason } }) { StatusCode = StatusCodes.Status422UnprocessableEntity }.ExecuteAsync(http);
}
