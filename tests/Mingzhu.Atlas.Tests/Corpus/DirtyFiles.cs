namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>All dirty files.</summary>
internal static class DirtyFiles
{
    /// <summary>The city they are brought to has data already: files are held against where it lies and which places it knows.</summary>
    public static CityGround City { get; } = new([115.27, 35.78, 116.54, 37.04], null, [new NamedPlace("371502", "东昌府区"), new NamedPlace("371503", "茌平区")]);

    /// <summary>Those that are read in the test's own process.</summary>
    public static IReadOnlyList<DirtyFile> Honest { get; } =
    [
        .. EncodingCases.All, .. CrsCases.All, .. ShapefileCases.All, .. GeometryCases.All, .. TableCases.All, .. AttributeCases.All, .. FormatCases.All,
    ];

    /// <summary>Those that only the reading process may touch.</summary>
    public static IReadOnlyList<DirtyFile> Hostile { get; } = [.. HostileCases.All];

    public static DirtyFile Named(string name) => Honest.Concat(Hostile).Single(file => file.Name == name);
}
