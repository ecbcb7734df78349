using System.Text;
using Mingzhu.People;

namespace Mingzhu.Tests;

/// <summary>Hashes that cost nothing, so that tests are about what is done with them.</summary>
internal sealed class PlainHashing : IPasswordHashing
{
    public string Hash(string password) => "plain:" + Convert.ToHexString(Encoding.UTF8.GetBytes(password));

    public bool Matches(string hash, string password) => hash == Hash(password);
}
