using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web.Book;

/// <summary>What the pages need to bring a foreign file into the city (数据导入). A workspace does it in earnest; a test with invented reports.</summary>
public interface IImportDesk
{
    /// <summary>A new empty folder in the city's work room.</summary>
    WorkFolder NewFolder();

    /// <summary>How a file would be understood; changes nothing.</summary>
    /// <exception cref="RefusedException">It can't be read at all.</exception>
    ImportReport Inspect(ImportRequest request, IProgress<double> progress, CancellationToken cancel);

    /// <summary>Imports a file.</summary>
    /// <exception cref="RefusedException">Every reason why nothing landed.</exception>
    Imported Import(ImportRequest request, Session session, IProgress<double> progress, CancellationToken cancel);
}

/// <summary>The desk of a workspace: foreign files are read by a child process.</summary>
public sealed class WorkspaceDesk(Workspace workspace, ReadingProcess reader) : IImportDesk
{
    /// <inheritdoc/>
    public WorkFolder NewFolder() => workspace.Work();

    /// <inheritdoc/>
    public ImportReport Inspect(ImportRequest request, IProgress<double> progress, CancellationToken cancel)
    {
        using var folder = workspace.Work();
        return Atlas.Import.Inspect(workspace.Pack, request, reader, cancel, progress, CityGround.Of(workspace), folder.Path);
    }

    /// <inheritdoc/>
    public Imported Import(ImportRequest request, Session session, IProgress<double> progress, CancellationToken cancel) =>
        Atlas.Import.Run(workspace, session, [request], reader, progress, cancel).Single();
}
