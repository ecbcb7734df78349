using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mingzhu.City;

namespace Mingzhu.Web.Tests.Gate;

public sealed class FrontDoorOnSqliteTests() : FrontDoorTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class FrontDoorOnPostgresTests() : FrontDoorTests(ServedStore.Postgres);

/// <summary>The city as other machines reach it.</summary>
public abstract class FrontDoorTests(ServedStore store) : IDisposable
{
    private const string Name = "city.example";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-front-");

    [Fact]
    public async Task Over_TLS_the_cookie_is_of_this_host_alone_and_browsers_are_told_to_come_so_only()
    {
        await using var city = await ClosedCity.Serve(store, front: Tls());
        using var browser = Browser(city.Served.Secure);

        var entered = await city.SignIn(browser, "clerk", ClosedCity.Password, "/data");
        entered.Headers.Location!.ToString().ShouldBe("/data");
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("__Host-mingzhu.session=", StringComparison.Ordinal));
        cookie.ShouldSatisfyAllConditions(line => line.ShouldContain("; secure"), line => line.ShouldContain("; httponly"), line => line.ShouldContain("; path=/;"), line => line.ShouldNotContain("domain="));
        var page = await ClosedCity.Ask(browser, "/data");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task No_other_name_is_answered_and_without_TLS_nothing_but_the_door_for_verbs()
    {
        await using var city = await ClosedCity.Serve(store, front: Tls());
        using var stranger = Browser(new Uri(city.Served.Secure.ToString()), "evil.example");

        (await ClosedCity.Ask(stranger, "/sign-in")).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        foreach (var path in new[] { "/sign-in", "/", "/api/layers", "/assets/mark.svg" })
            (await city.Served.Ask(path)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest, path);
        (await city.Served.Ask(ServerOptions.VerbDoor)).StatusCode.ShouldBe(HttpStatusCode.NotFound); // no verb is handed over in this test
        (await city.Served.Ask("/sign-in", request => request.Headers.Add("X-Forwarded-Proto", "https"))).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        await using var city = await ClosedCity.Serve(store, front: Tls());
        var before = await Shown(city.Served.Secure);

        var after = Certificate("renewed");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "city.pem"), DateTime.UnixEpoch.AddYears(60));

        (await Shown(city.Served.Secure)).ShouldBe(after);
        after.ShouldNotBe(before);
        // Half a file is not taken; the one before goes on.
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "city.pem"), "-----BEGIN CERT", TestContext.Current.CancellationToken);
        (await Shown(city.Served.Secure)).ShouldBe(after);
    }

    [Fact]
    public async Task A_proxy_is_believed_only_where_it_is_named()
    {
        await using var city = await ClosedCity.Serve(store, front: new FrontDoor([Name], null, null, [IPAddress.Loopback]));
        await using var other = await ClosedCity.Serve(store, front: new FrontDoor([Name], null, null, [IPAddress.Parse("10.9.9.9")]));
        static Task<HttpResponseMessage> Through(ClosedCity to) => to.Served.Ask("/api/layers", request =>
        {
            request.Headers.Host = Name;
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9");
        });

        (await Through(city)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Through(other)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        (await city.Served.Ask("/api/layers", request => request.Headers.Host = Name)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);

        // What stands before the proxy's own word anybody may have written.
        city.Recorded().Single(record => record.Entry.Thing == "/api/layers").Entry.From.ShouldBe("203.0.113.9");
    }

    [Fact]
    public async Task A_city_without_accounts_is_shown_to_this_machine_alone()
    {
        await using var city = await ClosedCity.ServeOpen(store);

        var refused = await Should.ThrowAsync<RefusedException>(() => ServedCity.Of(new InventedBook(), keeper: city.Keeper, front: new FrontDoor([Name], null, null, [IPAddress.Loopback])));

        refused.Reasons[0].Code.ShouldBe("web.open-city");
    }

    [Theory]
    [InlineData("0.0.0.0", null, "city.example", null, "web.listen web.certificate")]
    [InlineData("0.0.0.0:8443", null, "", null, "web.certificate web.hosts")]
    [InlineData(null, "city.pem", "city.example", null, "web.certificate web.front")]
    [InlineData(null, null, "city example", "localhost", "web.hosts web.proxy")]
    [InlineData("0.0.0.0:8443", "nowhere.pem", "city.example", null, "web.certificate")]
    public void What_is_missing_or_misspelt_is_said_all_at_once(string? listen, string? certificate, string host, string? proxy, string codes) =>
        Should.Throw<RefusedException>(() => FrontDoor.Of(listen, certificate, null, host.Length > 0 ? [host] : [], proxy is null ? [] : [proxy])).Reasons.Select(reason => reason.Code).ShouldBe(codes.Split(' '));

    [Fact]
    public void A_certificate_is_read_from_PFX_too()
    {
        using var own = Made("pfx");
        var file = Path.Combine(_folder.FullName, "city.pfx");
        File.WriteAllBytes(file, own.Export(X509ContentType.Pfx));

        FrontDoor.Of("127.0.0.1:8443", file, null, [Name], [])!.Certificate!.Current().TargetCertificate.Thumbprint.ShouldBe(own.Thumbprint);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private FrontDoor Tls()
    {
        Certificate("first");
        return new FrontDoor([Name], new IPEndPoint(IPAddress.Loopback, 0), ServerCertificate.Open(Path.Combine(_folder.FullName, "city.pem"), Path.Combine(_folder.FullName, "city.key")), []);
    }

    private string Certificate(string of)
    {
        using var own = Made(of);
        File.WriteAllText(Path.Combine(_folder.FullName, "city.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(_folder.FullName, "city.pem"), own.ExportCertificatePem());
        return own.Thumbprint;
    }

    private static X509Certificate2 Made(string of)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={Name}, O={of}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static async Task<string> Shown(Uri at)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, at.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, IsOfCity);
        await tls.AuthenticateAsClientAsync(Name);
        return new X509Certificate2(tls.RemoteCertificate!).Thumbprint;
    }

    // Nobody vouches for a certificate made a moment ago; that it is ours its name tells.
    private static bool IsOfCity(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors faults) => certificate?.Subject.Contains($"CN={Name}", StringComparison.Ordinal) == true;

    // A browser for which the name is this machine's.
    private static HttpClient Browser(Uri at, string name = Name)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, SslOptions = { RemoteCertificateValidationCallback = IsOfCity },
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri($"https://{name}:{at.Port}/") };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }
}
