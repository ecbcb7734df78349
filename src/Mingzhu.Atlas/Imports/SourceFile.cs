using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>One layer of a foreign file.</summary>
/// <param name="Layer">The layer, ready to be streamed.</param>
/// <param name="File">The file that holds it, within a folder or zip.</param>
/// <param name="IsAlone">Whether it is the only one there, so that the file's name speaks for it.</param>
internal sealed record FoundLayer(SourceLayer Layer, string File, bool IsAlone);

/// <summary>A foreign file opened by the reader of its format (打开的文件): its layers can be streamed while it is open.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly List<FoundLayer> _layers = [];
    private readonly ImportRequest _request;
    private readonly string _work;
    private readonly Func<string, bool> _isTableOnly;
    private readonly ProblemList _problems;

    private SourceFile(ImportRequest request, string work, Func<string, bool> isTableOnly, ProblemList problems) => (_request, _work, _isTableOnly, _problems) = (request, work, isTableOnly, problems);

    /// <summary>The layers, in the order of the file.</summary>
    public IReadOnlyList<FoundLayer> Layers => _layers;

    /// <summary>Opens a file, a folder or a zip.</summary>
    /// <param name="format">What it was recognised as.</param>
    /// <param name="request">The file and the user's answers.</param>
    /// <param name="work">A folder to unpack into.</param>
    /// <param name="isTableOnly">Whether a layer or file of this name becomes a standard layer without geometry, so that columns that look like coordinates are left alone.</param>
    /// <param name="problems">Where to tell what was not read.</param>
    /// <param name="cancel">Ends unpacking.</param>
    /// <exception cref="BrokenFileException">It can't be read at all.</exception>
    /// <exception cref="RefusedException">There is nothing in it that is read here.</exception>
    public static SourceFile Open(FileFormat format, ImportRequest request, string work, Func<string, bool> isTableOnly, ProblemList problems, CancellationToken cancel)
    {
        var opened = new SourceFile(request, work, isTableOnly, problems);
        try
        {
            opened.Add(format, request.File, cancel);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.ForEach(held => held.Dispose());

    private void Add(FileFormat format, string path, CancellationToken cancel)
    {
        switch (format)
        {
            case FileFormat.Folder:
                AddAll(FileSet.In(path), cancel);
                break;
            case FileFormat.Zip:
                AddAll(Unpacked(path, cancel), cancel);
                break;
            default:
                var layers = Read(format, path);
                _layers.AddRange(layers.Select(layer => new FoundLayer(layer, Path.GetFileName(path), layers.Length == 1)));
                break;
        }
    }

    private ImmutableArray<SourceLayer> Read(FileFormat format, string path) => format switch
    {
        FileFormat.GeoPackage => OpenGeoPackage(path),
        FileFormat.GeoJson => [GeoJsonFile.Read(path)],
        FileFormat.Shapefile => [Shapefile.Read(ShapefileSet.Of(path).Shp ?? path, _request.Encoding)],
        FileFormat.Dbf => [DbfFile.Read(path, _request.Encoding)],
        FileFormat.Kml => KmlFile.Read(path),
        FileFormat.Dxf => DxfFile.Read(path),
        FileFormat.Excel => ExcelFile.Read(path, new ExcelOptions { X = _request.X, Y = _request.Y, Sheet = _request.Sheet, WithGeometry = WithGeometry(path) }),
        _ => [CsvFile.Read(path, new CsvOptions { X = _request.X, Y = _request.Y, Encoding = _request.Encoding, WithGeometry = WithGeometry(path) })],
    };

    private bool WithGeometry(string path) => !_isTableOnly(Path.GetFileNameWithoutExtension(path));

    /// <summary>Everything that was handed over at once; what is wrong with one file is wrong with all.</summary>
    private void AddAll(Datasets all, CancellationToken cancel)
    {
        foreach (var note in all.Notes)
            _problems.Source(note, RowSeverity.Note, "");
        foreach (var other in all.Others)
            _problems.File("file.not-read", RowSeverity.Note, new($"未读取 {other}：不是数据，或格式读不了", $"{other} was not read: it is no data, or in a format not read here"));
        if (all.Found.IsEmpty)
            throw new RefusedException(new Refusal("import.empty-folder", new($"{_request.FileName} 中没有可导入的文件", $"{_request.FileName} holds no file that can be imported")));
        foreach (var one in all.Found)
        {
            if (FileFormat.Of(one.Path) is var format && format is FileFormat.OsmPbf or FileFormat.Zip)
                _problems.File("file.by-itself", RowSeverity.Refused, new($"{one.Relative} 请单独导入", $"import {one.Relative} by itself"));
            else
                Add(format, one.Path, cancel);
        }
    }

    private Datasets Unpacked(string path, CancellationToken cancel)
    {
        var folder = Path.Combine(_work, "unpacked");
        var archive = ZipUnpacking.Unpack(path, folder, cancel: cancel);
        foreach (var note in archive.Notes)
            _problems.Source(note, RowSeverity.Note, "");
        return Datasets.In(folder);
    }

    private ImmutableArray<SourceLayer> OpenGeoPackage(string path)
    {
        var connection = SqliteFile.OpenForeign(path);
        _held.Add(connection);
        return GeoPackage.Layers(connection);
    }
}
