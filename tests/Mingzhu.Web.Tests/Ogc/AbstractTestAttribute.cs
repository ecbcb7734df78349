namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Which abstract tests of an OGC standard a test carries out.</summary>
/// <param name="standard">"ogcapi-features-1/1.0".</param>
/// <param name="tests">Class and test: "core/root-op".</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AbstractTestAttribute(string standard, params string[] tests) : Attribute, Xunit.v3.ITraitAttribute
{
    /// <summary>Ids as the standard writes them, after http://www.opengis.net/spec/.</summary>
    public IEnumerable<string> Ids => tests.Select(test => $"{standard}/conf/{test}");

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Ids.Select(id => KeyValuePair.Create("OGC", id))];
}
