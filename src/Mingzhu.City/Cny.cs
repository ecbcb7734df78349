namespace Mingzhu.City;

/// <summary>An amount of money, exact to the fen (分). 万元 and 亿元 exist only at the edges: files, forms, screens.</summary>
/// <param name="Fen">Whole fen; negative for what is owed or missing.</param>
public readonly record struct Cny(long Fen) : IComparable<Cny>
{
    private const decimal FenPerWan = 1_000_000m;

    /// <summary>Nothing.</summary>
    public static Cny Zero => default;

    /// <summary>The amount in 万元.</summary>
    public decimal Wan => Fen / FenPerWan;

    /// <summary>From 万元, to the nearest fen, half away from zero.</summary>
    public static Cny FromWan(decimal wan) => new(decimal.ToInt64(decimal.Round(wan * FenPerWan, MidpointRounding.AwayFromZero)));

    /// <inheritdoc/>
    public int CompareTo(Cny other) => Fen.CompareTo(other.Fen);

    /// <summary>In 万元, for people: "1,250.5 万元", at most two decimals.</summary>
    public Wording Shown() => new($"{City.Shown.Number(Wan, 2, fixedDecimals: false)} 万元", $"CNY {City.Shown.Number(Wan, 2, fixedDecimals: false)} ten thousand");

    /// <summary>Sum.</summary>
    public static Cny operator +(Cny left, Cny right) => new(left.Fen + right.Fen);

    /// <summary>Difference.</summary>
    public static Cny operator -(Cny left, Cny right) => new(left.Fen - right.Fen);

    /// <summary>Less.</summary>
    public static bool operator <(Cny left, Cny right) => left.Fen < right.Fen;

    /// <summary>More.</summary>
    public static bool operator >(Cny left, Cny right) => left.Fen > right.Fen;

    /// <summary>Not more.</summary>
    public static bool operator <=(Cny left, Cny right) => left.Fen <= right.Fen;

    /// <summary>Not less.</summary>
    public static bool operator >=(Cny left, Cny right) => left.Fen >= right.Fen;
}
