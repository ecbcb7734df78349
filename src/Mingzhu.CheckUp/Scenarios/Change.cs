namespace Mingzhu.CheckUp;

/// <summary>One change to the city that is tried out (改动): something new, something moved, something gone.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>Something new (新增).</summary>
    /// <param name="Kind">Id of a <see cref="TriedKind"/>.</param>
    /// <param name="Lon">Degrees, EPSG:4490.</param>
    /// <param name="Lat">See <paramref name="Lon"/>.</param>
    /// <param name="Size">How large, and of which class.</param>
    public sealed record Add(string Kind, double Lon, double Lat, NewSize Size) : Change;

    /// <summary>Something that stands elsewhere, with its entrances (迁移).</summary>
    /// <param name="Layer">Layer of the feature.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Lon">Where its inner point comes to lie, degrees, EPSG:4490.</param>
    /// <param name="Lat">See <paramref name="Lon"/>.</param>
    public sealed record Move(string Layer, string Id, double Lon, double Lat) : Change;

    /// <summary>Something that is no longer there (撤销).</summary>
    /// <param name="Layer">Layer of the feature.</param>
    /// <param name="Id">Its id.</param>
    public sealed record Remove(string Layer, string Id) : Change;

    /// <summary>One delegate a case.</summary>
    public TResult Match<TResult>(Func<Add, TResult> add, Func<Move, TResult> move, Func<Remove, TResult> remove) =>
        this is Add added ? add(added) : this is Move moved ? move(moved) : remove((Remove)this);

    /// <summary>Where it puts something, degrees; null if it only takes away.</summary>
    public (double Lon, double Lat)? Place => Match<(double, double)?>(add => (add.Lon, add.Lat), move => (move.Lon, move.Lat), _ => null);
}

/// <summary>How large something new is; what is not said is as small as its standard allows.</summary>
/// <param name="FloorM2">Gross floor area, m².</param>
/// <param name="SiteM2">Site area, m².</param>
/// <param name="AreaM2">Area of the outline, m²: parks.</param>
/// <param name="Class">Its class: of a fire station, of a park.</param>
public sealed record NewSize(double? FloorM2 = null, double? SiteM2 = null, double? AreaM2 = null, string? Class = null)
{
    /// <summary>As its standard has it.</summary>
    public static NewSize Usual { get; } = new();
}
