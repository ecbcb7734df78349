using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A placemark and the folder that directly holds it.</summary>
internal readonly record struct KmlPlacemark(int Folder, SourceFeature Feature);

/// <summary>Walks through a KML file from its beginning to its end.</summary>
internal sealed class KmlWalk(Func<ForeignXml> open)
{
    private const int MostNames = 100_000;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, int> _notRead = [];
    private readonly Dictionary<string, Dictionary<string, string>> _schemas = [];
    private bool _walked;

    /// <summary>What there is beside placemarks, and how many; complete after the first walk.</summary>
    public IReadOnlyDictionary<string, int> NotRead => _notRead;

    /// <summary>The name of a folder; null if it has none. Complete after the first walk.</summary>
    public string? NameOf(int folder) => _names.GetValueOrDefault(folder);

    /// <summary>The placemarks of the folders that are wanted, in the file's order. Folders are numbered as they begin; 0 is the file itself.</summary>
    public IEnumerable<KmlPlacemark> Placemarks(Func<int, bool> wanted)
    {
        using var xml = open();
        var folders = new Stack<(int Number, int Depth)>([(0, -1)]);
        var (begun, row) = (0, 0L);
        while (xml.Next())
        {
            if (!xml.IsStart)
                continue;
            while (xml.Depth <= folders.Peek().Depth)
                folders.Pop();
            var folder = folders.Peek();
            switch (xml.Name)
            {
                case "Document" or "Folder":
                    folders.Push((++begun, xml.Depth));
                    break;
                case "name" when xml.Depth == folder.Depth + 1 && _names.Count < MostNames:
                    _names.TryAdd(folder.Number, xml.Text().Trim());
                    break;
                case "Schema":
                    ReadSchema(xml);
                    break;
                case "NetworkLink" or "GroundOverlay" or "PhotoOverlay" or "ScreenOverlay":
                    if (!_walked)
                        _notRead[xml.Name] = _notRead.GetValueOrDefault(xml.Name) + 1;
                    xml.Skip();
                    break;
                case "Placemark":
                    row++;
                    if (wanted(folder.Number))
                        yield return new(folder.Number, Placemark(xml, row));
                    else
                        xml.Skip();
                    break;
                default:
                    break;
            }
        }
        _walked = true;
    }

    private void ReadSchema(ForeignXml xml)
    {
        var types = new Dictionary<string, string>();
        if (xml["id"] is { } id && _schemas.Count < MostNames)
            _schemas[id] = types;
        foreach (var element in xml.Inside())
        {
            if (element == "SimpleField" && xml["name"] is { } name && xml["type"] is { } type && types.Count < MostNames)
                types[name] = type;
        }
    }

    private SourceFeature Placemark(ForeignXml xml, long row)
    {
        var values = new Dictionary<string, object?> { ["name"] = null, ["description"] = null };
        Geometry? geometry = null;
        var (problems, dropped) = (new List<SourceProblem>(), default(DroppedOrdinates));
        foreach (var element in xml.Inside())
        {
            if (element is "name" or "description" or "address")
                values[element] = Some(xml.Text());
            else if (element == "ExtendedData")
                ReadData(xml, values);
            else if (KmlGeometry.Is(element))
                geometry = Read(xml, problems, ref dropped) ?? geometry;
            else
                xml.Skip();
        }
        if (problems.Count > 0)
            return new(row, null, values, problems);
        var repaired = GeometryRepair.Repair(geometry);
        return new(row, repaired.Geometry, values, repaired.Problems) { Dropped = dropped };
    }

    // The rest of a placemark is read also where its geometry is refused.
    private static Geometry? Read(ForeignXml xml, List<SourceProblem> problems, ref DroppedOrdinates dropped)
    {
        var depth = xml.Depth;
        try
        {
            return KmlGeometry.Read(xml, Factory, ref dropped);
        }
        catch (RefusedGeometryException refused)
        {
            while (xml.Depth > depth && xml.Next())
            {
            }
            problems.Add(refused.Problem);
            return null;
        }
    }

    private void ReadData(ForeignXml xml, Dictionary<string, object?> values)
    {
        Dictionary<string, string>? types = null;
        foreach (var element in xml.Inside())
        {
            var name = xml["name"];
            switch (element)
            {
                case "SchemaData":
                    types = xml["schemaUrl"] is { } url ? _schemas.GetValueOrDefault(url[(url.IndexOf('#', StringComparison.Ordinal) + 1)..]) : null;
                    break;
                case "SimpleData" when name is not null:
                    values[name] = Typed(Some(xml.Text()), types?.GetValueOrDefault(name));
                    break;
                case "Data" when name is not null:
                    values[name] = DataValue(xml);
                    break;
                default:
                    break;
            }
        }
    }

    private static string? DataValue(ForeignXml xml)
    {
        string? value = null;
        foreach (var element in xml.Inside())
        {
            if (element == "value")
                value = Some(xml.Text());
        }
        return value;
    }

    private static object? Typed(string? text, string? type) => (text, type) switch
    {
        (null, _) => null,
        (_, "int" or "uint" or "short" or "ushort") when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        (_, "float" or "double") when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        ("true" or "1", "bool") => true,
        ("false" or "0", "bool") => false,
        _ => text,
    };

    private static string? Some(string text) => text.Trim() is { Length: > 0 } some ? some : null;
}
