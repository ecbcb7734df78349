using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>Who else vouches for people at sign-in (统一身份认证): an OpenID Connect provider, by the code flow.</summary>
/// <param name="Authority">Its address: that of the issuer.</param>
/// <param name="Client">Our id with it.</param>
/// <param name="Secret">Our secret with it.</param>
/// <param name="Claim">Which claim of its tokens is the login name here.</param>
/// <param name="Name">What people call it.</param>
public sealed record IdentityProvider(Uri Authority, string Client, string Secret, string Claim, Wording Name)
{
    /// <summary>Reads its file; the secret stands in a file of its own, beside it or where that says.</summary>
    /// <exception cref="RefusedException">Every fault, with its line.</exception>
    public static IdentityProvider Read(string path)
    {
        var node = Pack.ReadFile(path);
        node.OnlyKeys("authority", "client", "secret-file", "claim", "name");
        if (!Uri.TryCreate(node["authority"].Text(), UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback))
            node["authority"].Report(new("应为 https 地址", "an https address is expected"));
        var secret = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, node["secret-file"].Text());
        if (!File.Exists(secret))
            node["secret-file"].Report(new($"没有文件 {secret}", $"there is no file {secret}"));
        var provider = new IdentityProvider(authority ?? new Uri("https://localhost"), node["client"].Text(), File.Exists(secret) ? File.ReadAllText(secret).Trim() : "", node["claim"].TextOrNull() ?? "preferred_username", node["name"].Wording());
        return node.Problems.Count == 0 ? provider : throw new RefusedException(node.Problems.Select(problem => new Refusal("web.provider", new(problem.In(Language.Zh), problem.In(Language.En)))));
    }
}
