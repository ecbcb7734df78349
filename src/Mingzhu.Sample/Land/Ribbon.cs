namespace Mingzhu.Sample.Land;

/// <summary>A centre line with a width: a river, a bank, a greenway beside it.</summary>
internal sealed record Ribbon(Pt[] Line, double WidthM)
{
    /// <summary>The line moved sideways; to the left is positive.</summary>
    public Pt[] Beside(double metres) => [.. Line.Select((p, i) => p + Normal(i) * metres)];

    /// <summary>The strip of this width, and so many metres more on either side.</summary>
    public Shape Strip(double moreM = 0) => Shape.Polygon([.. Beside(-WidthM / 2 - moreM), .. Beside(WidthM / 2 + moreM).Reverse()]);

    private Pt Normal(int i)
    {
        var along = Line[Math.Min(i + 1, Line.Length - 1)] - Line[Math.Max(i - 1, 0)];
        return new Pt(-along.Y, along.X) * (1 / along.Length);
    }
}
