using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Planning;

/// <summary>What the address of life circles says (生活圈请求).</summary>
/// <param name="At">The point, degrees, EPSG:4490; null if none was said, or what was said is none.</param>
/// <param name="Spot">A name or coordinates, as typed; empty if nothing.</param>
/// <param name="To">Layer and id of a facility to walk to; empty if none.</param>
public sealed record CircleAsked((double Lon, double Lat)? At, string Spot, string To)
{
    private const int Longest = 200;

    /// <summary>As an address says it.</summary>
    public static CircleAsked From(IQueryCollection query)
    {
        string Said(string key) => query[key].ToString().Trim() is var said && said.Length > Longest ? said[..Longest] : said;
        return new CircleAsked(Planning.Spot.Coordinates(Said("at")), Said("spot"), Said("to"));
    }

    /// <summary>The circles of the point; null if there is none.</summary>
    /// <exception cref="RefusedException">The point is neither in the city nor near it, or there is no such facility.</exception>
    public PointCircles? In(ScenarioGround ground, CancellationToken cancel) => At is { } at ? ground.Around(at.Lon, at.Lat, PointCircles.Target(To), cancel) : null;
}
