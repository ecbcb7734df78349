using System.Reflection;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>What is claimed is tested: every abstract test of every conformance class the interface claims is carried out by a test that names it.</summary>
public sealed class ConformanceTests
{
    private const string Spec = "http://www.opengis.net/spec/";

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/conformance-op", "core/conformance-success")]
    [AbstractTest("ogcapi-common-1/1.0", "landing-page/conformance-op", "landing-page/conformance-success")]
    [AbstractTest("ogcapi-features-3/1.0", "queryables/get-conformance", "queryables-query-parameters/get-conformance", "filter/get-conformance", "features-filter/get-conformance")]
    [AbstractTest("ogcapi-tiles-1/1.0", "core/conformance-success")]
    public async Task The_classes_claimed_are_those_whose_abstract_tests_are_known()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var address in (await city.Json("/ogc")).Links("conformance").Append("/ogc/conformance"))
        {
            var claimed = await city.Json(address);

            claimed.ShouldFit("confClasses");
            claimed.GetProperty("conformsTo").EnumerateArray().Select(one => one.GetString()![Spec.Length..]).Order().ShouldBe(AbstractTests.OfClass.Keys.Order());
        }
    }

    [Fact]
    public void Every_abstract_test_of_those_classes_is_carried_out_and_named()
    {
        var carriedOut = typeof(ConformanceTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetCustomAttributes<AbstractTestAttribute>()).SelectMany(named => named.Ids).Distinct();

        carriedOut.Order().ShouldBe(AbstractTests.OfClass.SelectMany(one => one.Value.Select(test => $"{one.Key}/{test}")).Order());
    }
}
