using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas.Tests.Imports;

/// <summary>A city in a temporary folder, under the generic pack, with files laid beside it.</summary>
internal sealed class TestCity : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-atlas-");

    public TestCity() => Workspace = Workspace.Create(Path.Combine(_folder.FullName, "city"), Pack, Session.Operator(Language.En), TimeProvider.System);

    public static Pack Pack { get; } = Pack.Load(Path.Combine(Root(), "packs", "generic"));

    public Workspace Workspace { get; }

    public string Lay(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Imports as the reading process would, but in this process, so that a failure shows its stack.</summary>
    public IntakeResult Import(ImportRequest request)
    {
        using var work = Workspace.Work();
        var read = Intake.Read(Workspace.Pack, request, CityGround.Of(Workspace), work.Path, null, TestContext.Current.CancellationToken);
        if (read.Layers.Count > 0)
            Mingzhu.Atlas.Import.Land(Workspace, Session.Operator(Language.En), request, read, TestContext.Current.CancellationToken);
        return read;
    }

    public void Dispose()
    {
        Workspace.Dispose();
        _folder.Delete(recursive: true);
    }

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}
