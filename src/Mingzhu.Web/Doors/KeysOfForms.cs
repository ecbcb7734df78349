using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>The keys of cookies and form tokens (数据保护密钥): in a folder beside the registry's key file, each sealed with a key derived from the registry's.</summary>
internal static class KeysOfForms
{
    private const string Folder = ".web";

    /// <summary>Where a city has a registry they are kept, so that a restart signs nobody out; where it has none they live as long as the server and leave nothing on the disk.</summary>
    public static void AddKeysOfForms(this IServiceCollection services, Doorkeeper? keeper)
    {
        if (keeper is not { Closed: true })
        {
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            return;
        }

        var ring = keeper.Registry.Ring;
        services.AddSingleton(ring);
        services.AddDataProtection().SetApplicationName("mingzhu").PersistKeysToFileSystem(OwnersOnly(ring.Path + Folder));
        services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new Sealed(ring));
    }

    private static DirectoryInfo OwnersOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path);
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private const string Purpose = "web-keys";

    private sealed class Sealed(KeyRing ring) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
            new(new XElement("sealed", Convert.ToBase64String(ring.Seal(Purpose, System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString())))), typeof(Opened));
    }

    /// <summary>Made by the library, by its name in the key's file.</summary>
    internal sealed class Opened(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(System.Text.Encoding.UTF8.GetString(services.GetRequiredService<KeyRing>().Open(Purpose, Convert.FromBase64String(encryptedElement.Value))));
    }
}
