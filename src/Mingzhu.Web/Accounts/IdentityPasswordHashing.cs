using Microsoft.AspNetCore.Identity;
using Mingzhu.People;

namespace Mingzhu.Web;

/// <summary>Passwords hashed by ASP.NET Identity's hasher (口令散列): PBKDF2 with a salt of its own each, as many rounds as the framework's version asks for.</summary>
public sealed class IdentityPasswordHashing : IPasswordHashing
{
    private static readonly object Nobody = new();
    private readonly PasswordHasher<object> _hasher = new();

    /// <inheritdoc/>
    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <inheritdoc/>
    public bool Matches(string hash, string password) => _hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;
}
