using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Mingzhu.City;

namespace Mingzhu.Web.Tests.Gate;

/// <summary>An identity provider of our own on loopback, as small as the code flow allows: it vouches for whoever it is told to, and can be made to lie.</summary>
internal sealed class SmallProvider : IAsyncDisposable
{
    public const string Client = "mingzhu", Secret = "geheim";
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> _asked = new();
    private WebApplication _app = null!;
    private RSA _key = RSA.Create(2048);

    /// <summary>For whom it vouches.</summary>
    public string Vouches { get; set; } = "clerk";

    /// <summary>Bends the token it issues.</summary>
    public Action<SecurityTokenDescriptor> Bend { get; set; } = _ => { };

    /// <summary>The key it signs with; that of its description unless another is set.</summary>
    public RSA? Forged { get; set; }

    /// <summary>Whether it signs at all.</summary>
    public bool Signs { get; set; } = true;

    public string Issuer => _app.Urls.First();

    public IdentityProvider Described => new(new Uri(Issuer), Client, Secret, "preferred_username", new("统一认证", "Single sign-on"));

    public static async Task<SmallProvider> Start()
    {
        var provider = new SmallProvider();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        var app = provider._app = builder.Build();
        app.UseRouting();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = provider.Issuer, ["authorization_endpoint"] = provider.Issuer + "/authorize", ["token_endpoint"] = provider.Issuer + "/token", ["jwks_uri"] = provider.Issuer + "/keys",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () => Results.Text(provider.Keys(), "application/json"));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", (Delegate)provider.Token);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Signs with another key from now on, and says so.</summary>
    public void ChangeKey() => _key = RSA.Create(2048);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private RsaSecurityKey Of(RSA key) => new(key) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportRSAPublicKey()))[..8] };

    private string Keys()
    {
        var key = Of(_key);
        var numbers = _key.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{key.KeyId}}","n":"{{Base64UrlEncoder.Encode(numbers.Modulus)}}","e":"{{Base64UrlEncoder.Encode(numbers.Exponent)}}"}]}""";
    }

    private IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["response_type"] != "code" || query["client_id"] != Client || !query["scope"].ToString().Split(' ').Contains("openid") || query["code_challenge_method"] != "S256")
            return Results.BadRequest();
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _asked[code] = (query["code_challenge"].ToString(), query["nonce"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        // A code counts once, for who has the secret and the word whose hash came with the question.
        if (form["client_id"] != Client || form["client_secret"] != Secret || !_asked.TryRemove(form["code"].ToString(), out var asked)
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = Client, IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "1", ["preferred_username"] = Vouches, ["nonce"] = asked.Nonce },
            SigningCredentials = Signs ? new SigningCredentials(Of(Forged ?? _key), SecurityAlgorithms.RsaSha256) : null,
        };
        Bend(token);
        return Results.Json(new { access_token = "x", token_type = "Bearer", expires_in = 300, id_token = new JsonWebTokenHandler().CreateToken(token) });
    }
}
