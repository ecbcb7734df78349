using Mingzhu.CheckUp;
using Mingzhu.Web.Book;
using Mingzhu.Web.Tests.Planning;

namespace Mingzhu.Web.Tests.Siting;

/// <summary>The town of <see cref="InventedPlanning"/> with parcels to choose from: a large one among homes far from any kindergarten, a small one, one a little too small, one beside a kindergarten, one that does not say its use.</summary>
internal sealed class InventedSiting : ISitingDesk
{
    /// <summary>A selection with sites of all three sorts.</summary>
    public const string Selection = "/planning/sites?from=land-register&if=area%203500..&if=where%20land_use%20%3D%20'vacant'&if=walk%20kindergarten%20%3E%3D%20300&if=need%20kindergarten%20%3E%3D%2030";

    /// <summary>Where two more kindergartens would help most.</summary>
    public const string OneMore = "/planning/one-more?what=kindergarten&sites=2&from=all-parcels";

    private static readonly Lazy<SiteGround> Made = new(() => SiteGround.On(InventedPlanning.Town, id => id == "parcels" ? Parcels() : null));

    /// <summary>The ground as somebody would find it; by default it is there.</summary>
    public Task<SiteGround> Found { get; set; } = Task.Run(() => Made.Value);

    public SitingWords Words { get; } = SitingWords.Of(InventedPlanning.TownPack);

    public Task<SiteGround> Ground() => Found;

    /// <summary>The ground of the town.</summary>
    public static SiteGround Town => Made.Value;

    private static LayerInput Parcels() => InventedPlanning.Layer("parcels",
    [
        ("D1", InventedPlanning.Box(1510, 1510, 1590, 1590), ["vacant", "idle", "=HYPERLINK(\"http://x\")"]),
        ("D2", InventedPlanning.Box(1760, 1510, 1770, 1520), ["vacant", "corner", "边角地"]),
        ("D3", InventedPlanning.Box(2010, 1510, 2065, 1570), ["vacant", "idle", "差一点的地"]),
        ("D4", InventedPlanning.Box(510, 510, 590, 590), ["vacant", "idle", "幼儿园旁的地"]),
        ("D5", InventedPlanning.Box(3010, 1510, 3090, 1590), [null, "idle", "<b>用途不明的地</b>"]),
        ("D6", InventedPlanning.Box(3510, 2510, 3590, 2590), ["industrial", null, "老厂"]),
    ], "land_use", "register", "name");
}
