using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>indicators/derived.yaml: when and how a stand-in layer is made, and from which size a place is named.</summary>
internal sealed class DerivedRules
{
    public const string ResidentialLand = "residential-land";

    public DerivedRules(Pack pack)
    {
        var file = pack.File("indicators/derived.yaml");
        file.OnlyKeys(ResidentialLand, "findings", "buildings", "walking");
        var land = file[ResidentialLand];
        land.OnlyKeys("below", "residentialShare", "roads", "residential", "source");
        (Below, ResidentialShare) = (land["below"].Number(), land["residentialShare"].Number());
        (Roads, ResidentialUse) = (Condition(land["roads"]), Condition(land["residential"]));
        UncoveredFromM2 = file["findings"]["uncoveredFromM2"].Number();
        WalkSearchM = file["walking"]["searchM"].Number();
        Residential = Condition(file["buildings"]["residential"]);
    }

    /// <summary>Under this share of residential buildings on the layer a stand-in is made, 0–1.</summary>
    public double Below { get; }

    /// <summary>A block is residential from this share of footprint up, 0–1.</summary>
    public double ResidentialShare { get; }

    /// <summary>Roads that bound blocks.</summary>
    public Expression Roads { get; }

    /// <summary>Buildings that make a block residential.</summary>
    public Expression ResidentialUse { get; }

    /// <summary>Uncovered land of a place from which it is a finding, m².</summary>
    public double UncoveredFromM2 { get; }

    /// <summary>How far the nearest facility is looked for on foot, m; beyond it only "not within" is known.</summary>
    public double WalkSearchM { get; }

    /// <summary>Buildings people live in.</summary>
    public Expression Residential { get; }

    private static Expression Condition(PackNode node)
    {
        if (Expression.TryParse(node.Text(), out var expression, out var problem))
            return expression;
        node.Report(problem.Says);
        return Expression.True;
    }
}
