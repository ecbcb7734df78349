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
    public PointCircles? In(ScenarioGround ground, CancellationToken cancel) => At is { } at ? ground.Around(at.Lon, at.Lat, Target(To), cancel) : null;

    /// <summary>Layer and id of a facility, written LAYER,ID; null if nothing is said.</summary>
    /// <exception cref="RefusedException">It is written otherwise.</exception>
    public static (string Layer, string Id)? Target(string? text) => text?.Split(',', 2) switch
    {
        null or [""] => null,
        [var layer, var id] => (layer, id),
        _ => throw new RefusedException(new Refusal("lifecircle.to", new($"“{text}”应为 图层,编号", $"'{text}' should be LAYER,ID"))),
    };
}
