using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Web.Api;

/// <summary>
/// Which command a request of a program is (请求指令): sent again with the same key, as after a lost answer, it is the same one and the ledger gives it the first answer.
/// </summary>
/// <remarks>The body counts too: under a key that was used for something else another body is another command, so nothing is silently left undone.</remarks>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 200;

    /// <summary>So that tuples are written with what they hold.</summary>
    public static JsonSerializerOptions Fields { get; } = new() { IncludeFields = true };

    /// <summary>The id of what a request asks for, by key, address, who asks and what.</summary>
    /// <exception cref="RefusedException">There is no key.</exception>
    public static Guid IdOf(HttpContext http, string? key, Caller caller, string asked)
    {
        Need(key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[key!, caller.Actor, http.Request.Method, http.Request.Path, asked])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Says that a key is needed.</summary>
    /// <exception cref="RefusedException">There is none, or it is too long.</exception>
    public static void Need(string? key)
    {
        if (key is not { Length: > 0 and <= Longest })
            throw new RefusedException(new Refusal("api.no-key", new($"请求头 {Header} 应为 1 至 {Longest} 个字符，每次办理各不相同", $"the header {Header} has 1 to {Longest} characters, new for each act")));
    }
}
