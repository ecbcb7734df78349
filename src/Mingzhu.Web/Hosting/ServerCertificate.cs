using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>The certificate of the server (服务器证书), from a PEM file with its chain and a key file, or from a PFX. A file that was renewed is taken up without a restart. Thread-safe.</summary>
public sealed class ServerCertificate
{
    /// <summary>The environment variable with the password of a PFX or of an encrypted key.</summary>
    public const string PasswordVariable = "MINGZHU_CERTIFICATE_PASSWORD";

    private readonly string _path;
    private readonly string? _key;
    private readonly Lock _renewing = new();
    private (DateTime Written, SslStreamCertificateContext Shown) _known;

    private ServerCertificate(string path, string? key) => (_path, _key) = (path, key);

    /// <summary>Reads it.</summary>
    /// <exception cref="RefusedException">There is no such file, or no certificate with its key in it.</exception>
    public static ServerCertificate Open(string path, string? key)
    {
        var certificate = new ServerCertificate(path, key);
        try
        {
            certificate._known = (Written(path), certificate.Read());
        }
        catch (Exception broken) when (broken is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RefusedException([new Refusal("web.certificate", new(
                $"无法读取证书 {path}{(key is null ? "" : $" 与密钥 {key}")}：{broken.Message}。应为 PEM 证书（--certificate-key 指明密钥）或含密钥的 PFX（口令放在环境变量 {PasswordVariable}）",
                $"the certificate {path}{(key is null ? "" : $" with key {key}")} cannot be read: {broken.Message}. A PEM file (its key by --certificate-key) or a PFX with its key (password in {PasswordVariable}) is expected"))], broken);
        }

        return certificate;
    }

    /// <summary>What is shown to the next browser that connects.</summary>
    internal SslStreamCertificateContext Current()
    {
        lock (_renewing)
        {
            var written = Written(_path);
            if (written == _known.Written)
                return _known.Shown;
            try
            {
                _known = (written, Read());
            }
            catch (Exception halfWritten) when (halfWritten is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                // The old one goes on until the new one is whole.
            }

            return _known.Shown;
        }
    }

    private static DateTime Written(string path) => File.GetLastWriteTimeUtc(path);

    private SslStreamCertificateContext Read()
    {
        var password = Environment.GetEnvironmentVariable(PasswordVariable);
        var all = new X509Certificate2Collection();
        X509Certificate2 own;
        if (X509Certificate2.GetCertContentType(_path) is X509ContentType.Pfx)
        {
            all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_path, password);
            own = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("no key in it");
        }
        else
        {
            own = password is null ? X509Certificate2.CreateFromPemFile(_path, _key) : X509Certificate2.CreateFromEncryptedPemFile(_path, password, _key);
            all.ImportFromPemFile(_path);
        }

        return SslStreamCertificateContext.Create(own, all, offline: true);
    }
}
