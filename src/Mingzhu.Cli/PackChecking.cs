using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Publishing.Exports;
using Mingzhu.Renewal;

namespace Mingzhu.Cli;

/// <summary>Loads a pack by name or folder and lets every room read its part, so that one check names every fault.</summary>
internal static class PackChecking
{
    /// <summary>A folder, or the name of a pack that comes with the program.</summary>
    public static Pack Load(string nameOrFolder, Terminal terminal)
    {
        if (Directory.Exists(terminal.Full(nameOrFolder)))
            return Pack.Load(terminal.Full(nameOrFolder));
        var own = Path.Combine(ProgramFolder.Packs, nameOrFolder);
        if (Directory.Exists(own) && !nameOrFolder.Contains('/', StringComparison.Ordinal))
            return Pack.Load(own);
        var known = Directory.Exists(ProgramFolder.Packs)
            ? string.Join(", ", Directory.GetDirectories(ProgramFolder.Packs).Where(folder => File.Exists(Path.Combine(folder, "pack.yaml"))).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            : "";
        throw new RefusedException(new Refusal("pack.not-found", new($"没有名为“{nameOrFolder}”的城市包；可用：{known}", $"there is no pack '{nameOrFolder}'; there are: {known}")));
    }

    /// <summary>Every fault of a pack, by file and line.</summary>
    public static List<PackProblem> Check(Pack pack)
    {
        CitySettings.Of(pack);
        Rights.Of(pack);
        AccountRules.Of(pack);
        Masking.Of(pack);
        SmallCells.Of(pack);
        ChartFile.SamplePeople(pack);
        CheckFieldClasses(pack, LayerSchema.Of(pack));
        MatchRule.Of(pack);
        Import.CheckMapping(pack);
        LayerStyle.Check(pack);
        SitingRules.Of(pack);
        CheckProcedures(pack);
        PolicyChecking.Check(pack);
        AnnualPlanRules.Of(pack);
        UnitRules.Of(pack);
        ExpertRules.Of(pack);
        foreach (var catalog in Catalog.In(pack))
            Catalog.Load(pack, catalog);
        return [.. pack.Problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];
    }

    // A gate that calls a check which the program does not have would never pass.
    private static void CheckProcedures(Pack pack)
    {
        RenewalRules.Of(pack);
        SampleCases.CheckFile(pack);
        foreach (var procedure in ProcedureBook.Of(pack).All)
        {
            foreach (var gate in procedure.Steps.SelectMany(step => step.Gates).Where(gate => gate.Check is { } check && !RenewalChecks.All.Knows(check)).DistinctBy(gate => gate.Check))
                pack.Problems.Add(new PackProblem("procedures", 1, new($"{procedure.Id}：程序没有检查“{gate.Check}”", $"{procedure.Id}: the program has no check '{gate.Check}'")));
        }
    }

    private static void CheckFieldClasses(Pack pack, ImmutableArray<LayerSchema> layers)
    {
        foreach (var (node, one) in pack.File("rights.yaml")["field-classes"].Items().Zip(FieldClasses.Of(pack).All))
        {
            var layer = layers.FirstOrDefault(layer => layer.Id == one.Layer);
            if (layer is null)
                node["layer"].Report(new($"没有图层“{one.Layer}”", $"there is no layer '{one.Layer}'"));
            foreach (var field in one.Fields.Where(field => layer is not null && layer.Fields.All(known => known.Id != field)))
                node["fields"].Report(new($"图层“{one.Layer}”没有字段“{field}”", $"the layer '{one.Layer}' has no field '{field}'"));
            if (layer?.Class > one.Class)
                node["class"].Report(new("低于图层本身的分级", "is lower than the class of the layer itself"));
        }
    }

    /// <summary>A fault as a reason to refuse the pack.</summary>
    public static Refusal AsRefusal(PackProblem problem) => new("pack.fault", new(problem.In(Language.Zh), problem.In(Language.En)));
}
