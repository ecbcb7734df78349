using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Store;

/// <summary>How bytes are sealed (加密封存): AES-256-GCM, written as nonce, cipher text, tag. The label is bound in: bytes sealed for one place open at no other.</summary>
internal static class Sealing
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12, TagBytes = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string label)
    {
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(label));
        return bytes;
    }

    /// <summary>The plain bytes.</summary>
    /// <exception cref="CryptographicException">Another key, another label, or bytes that were changed.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> bytes, string label)
    {
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("too short to be sealed");
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, Encoding.UTF8.GetBytes(label));
        return plain;
    }

    /// <summary>A key for one purpose out of another.</summary>
    public static byte[] Derive(byte[] key, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));
}
