using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mingzhu.Web;

/// <summary>
/// The code flow with an identity provider (授权码流程): the framework's OAuth handler with state, proof key and correlation, and what OpenID Connect asks beyond it: the provider's own description, a nonce, and an id
/// token that is signed by its keys, meant for us and not expired. OpenID Connect Core 1.0, 3.1.
/// </summary>
internal sealed class ProviderHandler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, IdentityProvider provider, ProviderDescription description) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "provider";

    private const string Nonce = "nonce";
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await Learn();
        properties.Items[Nonce] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    /// <inheritdoc/>
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) => QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, properties.Items[Nonce]!);

    /// <inheritdoc/>
    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        await Learn();
        return await base.ExchangeCodeAsync(context);
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        if (tokens.Response?.RootElement.TryGetProperty("id_token", out var given) != true || given.GetString() is not { } token)
            throw new AuthenticationFailureException("the provider sent no id token");
        var result = await Check(token);
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            description.Forget(); // its keys were changed
            result = await Check(token);
        }

        if (!result.IsValid)
            throw new AuthenticationFailureException($"the id token does not hold: {result.Exception.Message}");
        if (!properties.Items.TryGetValue(Nonce, out var nonce) || result.ClaimsIdentity.FindFirst(Nonce)?.Value != nonce)
            throw new AuthenticationFailureException("the id token answers another request");
        if (result.ClaimsIdentity.FindFirst("azp") is { } party && party.Value != provider.Client)
            throw new AuthenticationFailureException("the id token was issued for another client");
        identity.AddClaims(result.ClaimsIdentity.Claims);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task Learn()
    {
        var known = await description.Get(Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (known.AuthorizationEndpoint, known.TokenEndpoint);
    }

    private async Task<TokenValidationResult> Check(string token)
    {
        var known = await description.Get(Context.RequestAborted);
        return await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = known.Issuer, ValidAudience = provider.Client, IssuerSigningKeys = known.SigningKeys, ValidAlgorithms = Algorithms, RequireSignedTokens = true, RequireExpirationTime = true, ClockSkew = TimeSpan.FromMinutes(2),
        });
    }
}

/// <summary>What the provider says of itself: its addresses and keys, asked for now and then.</summary>
internal sealed class ProviderDescription(IdentityProvider provider)
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _known = new(
        $"{provider.Authority.ToString().TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !provider.Authority.IsLoopback });

    /// <summary>What it says.</summary>
    /// <exception cref="AuthenticationFailureException">It does not answer.</exception>
    public async Task<OpenIdConnectConfiguration> Get(CancellationToken cancel)
    {
        try
        {
            return await _known.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException silent)
        {
            throw new AuthenticationFailureException("the provider does not answer", silent);
        }
    }

    /// <summary>Has it asked anew the next time.</summary>
    public void Forget() => _known.RequestRefresh();
}
