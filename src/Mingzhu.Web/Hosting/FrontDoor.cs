using System.Collections.Immutable;
using System.Net;
using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>How a city is reached from other machines (对外服务): only with TLS, only under its own names, only once it has accounts.</summary>
/// <param name="Hosts">The names it answers to, as browsers write them.</param>
/// <param name="Listen">Where it listens with TLS; null where only a proxy on this machine leads here.</param>
/// <param name="Certificate">The certificate it shows; null where it does not listen itself.</param>
/// <param name="Proxies">Addresses of the proxies whose word on who asks and how is taken; nobody else's is.</param>
public sealed record FrontDoor(ImmutableArray<string> Hosts, IPEndPoint? Listen, ServerCertificate? Certificate, ImmutableArray<IPAddress> Proxies)
{
    /// <summary>From what the command line says.</summary>
    /// <param name="listen">"0.0.0.0:8443".</param>
    /// <param name="certificate">File of the certificate, PEM or PFX.</param>
    /// <param name="key">File of its key, where it is PEM and the key stands elsewhere.</param>
    /// <param name="hosts">Names.</param>
    /// <param name="proxies">Addresses.</param>
    /// <returns>Null where nothing is said: then only this machine is served.</returns>
    /// <exception cref="RefusedException">Every reason against it.</exception>
    public static FrontDoor? Of(string? listen, string? certificate, string? key, IReadOnlyCollection<string> hosts, IReadOnlyCollection<string> proxies)
    {
        if (listen is null && certificate is null && key is null && hosts.Count == 0 && proxies.Count == 0)
            return null;
        var reasons = new List<Refusal>();
        var at = listen is null ? null : IPEndPoint.TryParse(listen, out var parsed) && parsed.Port > 0 ? parsed : Fault(
            reasons, "web.listen", $"--listen {listen} 应为“地址:端口”，如 0.0.0.0:8443", $"--listen {listen} should be an address and a port, such as 0.0.0.0:8443");
        if (listen is null != certificate is null)
            reasons.Add(new Refusal("web.certificate", new("--listen 与 --certificate 须一同给出：对外只以 TLS 提供服务", "--listen and --certificate go together: other machines are served with TLS only")));
        if (listen is null && proxies.Count == 0)
            reasons.Add(new Refusal("web.front", new("请给出 --listen（由本程序提供 TLS）或 --proxy（由本机的反向代理提供 TLS）", "say --listen (this program speaks TLS) or --proxy (a proxy on this machine does)")));
        if (hosts.Count == 0)
            reasons.Add(new Refusal("web.hosts", new("请用 --host 指明对外的主机名，如 --host mingzhu.example.gov.cn", "name the host under which it is reached, such as --host mingzhu.example.gov.cn")));
        foreach (var host in hosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            reasons.Add(new Refusal("web.hosts", new($"--host {host} 不是主机名", $"--host {host} is no name of a host")));
        var believed = proxies.Select(proxy => IPAddress.TryParse(proxy, out var address) ? address : Fault<IPAddress>(
            reasons, "web.proxy", $"--proxy {proxy} 不是 IP 地址", $"--proxy {proxy} is no IP address")).OfType<IPAddress>().ToImmutableArray();
        if (reasons.Count > 0)
            throw new RefusedException(reasons);
        return new FrontDoor([.. hosts.Select(host => host.ToLowerInvariant())], at, certificate is null ? null : ServerCertificate.Open(certificate, key), believed);
    }

    private static IPEndPoint? Fault(List<Refusal> reasons, string code, string zh, string en) => Fault<IPEndPoint>(reasons, code, zh, en);

    private static T? Fault<T>(List<Refusal> reasons, string code, string zh, string en) where T : class
    {
        reasons.Add(new Refusal(code, new(zh, en)));
        return null;
    }
}
