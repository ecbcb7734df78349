using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Which of two values of an indicator: by the rule, or by a stand-in layer derived where the rule's layer says too little.</summary>
public enum Variant : byte
{
    /// <summary>By the layer the rule names.</summary>
    Ruled,

    /// <summary>By a layer the program derived; always <see cref="ReadingState.Proxy"/>.</summary>
    Derived,
}

/// <summary>An input of a run: one layer version.</summary>
public sealed record RunInput(string Layer, string Rows, string File, DateOnly AsOf, bool Invented);

/// <summary>What a run is, by hash (体检批次清单): the canonical JSON in the vault that names every input and every result file.</summary>
public sealed record RunManifest(
    string Id, string Catalog, int Year, DateOnly AsOf, string Pack, string Program, ImmutableArray<RunInput> Inputs, int Findings, bool Invented);

/// <summary>A finished run, opened to read (一次体检的结果). Columns are loaded from the vault as they are asked for.</summary>
public sealed class CheckUpRun
{
    /// <summary>Opens the run of a manifest.</summary>
    public static CheckUpRun Open(Workspace workspace, string manifest) => throw new NotSupportedException();

    /// <summary>What it is.</summary>
    public RunManifest Manifest => throw new NotSupportedException();

    /// <summary>Hex SHA-256 of the manifest.</summary>
    public string Hash => throw new NotSupportedException();

    /// <summary>Its indicators, in catalog order: the catalog's own first, then the city's.</summary>
    public ImmutableArray<Indicator> Indicators => throw new NotSupportedException();

    /// <summary>The places of a level, in the order of every column.</summary>
    public ImmutableArray<Place> Places(Level level) => throw new NotSupportedException();

    /// <summary>Index of a place; −1 if there is none.</summary>
    public int Find(Level level, string id) => throw new NotSupportedException();

    /// <summary>What is known of an indicator in a place.</summary>
    public Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled) => throw new NotSupportedException();

    /// <summary>Whether an indicator also has a value by a derived layer.</summary>
    public bool HasDerived(string indicator) => throw new NotSupportedException();

    /// <summary>Every finding, worst first.</summary>
    public ImmutableArray<Finding> Findings => throw new NotSupportedException();

    /// <summary>The grade of a value by the indicator's cut-offs; null if it has none or there is no value.</summary>
    public Grade? Grade(Indicator indicator, Reading reading) => throw new NotSupportedException();
}
