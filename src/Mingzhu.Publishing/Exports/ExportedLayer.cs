using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Exports;

/// <summary>A layer to export: a version of one of the city's, or the results of a check-up (<see cref="ResultLayers"/>).</summary>
/// <param name="Schema">What it is.</param>
/// <param name="Description">What stands beside the data: what they are, of which day and from where, and who may see them (数据分级).</param>
/// <param name="Table">Its rows.</param>
/// <param name="Style">How it looks.</param>
public sealed record ExportedLayer(LayerSchema Schema, string Description, FeatureTable Table, LayerStyle Style)
{
    /// <summary>Opens a version of a layer; the newest for null.</summary>
    /// <exception cref="RefusedException">There is no such layer or version.</exception>
    public static ExportedLayer Open(Workspace workspace, string layer, int? number)
    {
        var version = LayerVersions.Find(workspace.Pack, workspace.View<Layers>(), layer, number);
        var schema = LayerSchema.Of(workspace.Pack).First(schema => schema.Id == layer);
        var says = string.Create(
            CultureInfo.InvariantCulture, $"{schema.Name.Zh} 第 {version.Number} 版，数据日期 {version.AsOf:yyyy-MM-dd}，来源：{version.Provenance.Source.Zh}，数据分级：{NameOf(schema.Class)}{(version.Provenance.Invented ? "，虚构数据" : "")}");
        return new ExportedLayer(schema, says, LayerStore.Open(workspace, version), LayerStyle.Of(workspace.Pack, schema));
    }

    /// <summary>The rows under Chinese headings, where the pack has them, and in another coordinate system, where one is asked for.</summary>
    internal FeatureTable As(ExportOptions options) => new(
        [.. Table.Fields.Select(field => field with { Name = NameOf(field.Name, options.Chinese) })], Table.Ids,
        options.Crs.Plane is null ? Table.Geometries : Array.ConvertAll(Table.Geometries, shape => shape is null ? null : options.Crs.From4490(shape)), Table.Columns);

    /// <summary>The columns that the pack has a title for.</summary>
    internal ImmutableArray<ExportedColumn> Columns(bool chinese) =>
        [.. Schema.Fields.Where(field => Table.Has(field.Id) && field.Headings is [_, ..]).Select(field => new ExportedColumn(NameOf(field.Id, chinese), field, field.Headings[0]))];

    /// <summary>The kinds of its shapes; none for a table without.</summary>
    internal ImmutableArray<GeometryKind> Kinds =>
        [.. Table.Geometries.OfType<Geometry>().Select(shape => shape.Dimension switch { Dimension.Point => GeometryKind.Point, Dimension.Curve => GeometryKind.Line, _ => GeometryKind.Polygon }).Distinct().Order()];

    /// <summary>What a data class is called (数据分级).</summary>
    internal static string NameOf(DataClass guard) => guard switch { DataClass.Public => "公开", DataClass.Staff => "内部", DataClass.Sensitive => "敏感", _ => "个人" };

    /// <summary>The first heading the pack has for a field, unless another field of the table is called so.</summary>
    private string NameOf(string field, bool chinese)
    {
        var heading = chinese ? Schema.Fields.FirstOrDefault(known => known.Id == field)?.Headings.FirstOrDefault() : null;
        return heading is null || Table.Has(heading) || Schema.Fields.Count(known => known.Headings.FirstOrDefault() == heading) > 1 ? field : heading;
    }
}

/// <summary>A column of an exported layer.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Field">The field of the schema it holds.</param>
/// <param name="Title">What people call it.</param>
internal sealed record ExportedColumn(string Name, FieldSchema Field, string Title);

/// <summary>How a layer is written.</summary>
public sealed record ExportOptions
{
    /// <summary>Chinese headings instead of field ids, where the pack has them.</summary>
    public bool Chinese { get; init; }

    /// <summary>Chinese names for the layers of a GeoPackage: QGIS shows a layer under its table's name and knows no title beside it, as it does for fields.</summary>
    public bool ChineseLayers { get; init; } = true;

    /// <summary>Texts of a Shapefile in GBK instead of UTF-8.</summary>
    public bool Gbk { get; init; }

    /// <summary>The coordinate system, one that <see cref="WktWriter"/> knows; every format says which it is.</summary>
    public Crs Crs { get; init; } = Crs.Cgcs2000;
}
