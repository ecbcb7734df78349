namespace Mingzhu.Spatial.Tests.Formats;

/// <summary>Files that are cut, flipped or made of anything at all: a reader answers or refuses, and does neither by crashing.</summary>
internal static class Hostile
{
    /// <summary>Whether every one of some damaged copies of a file is read or refused with a <see cref="BrokenFileException"/>; any other exception leaves here.</summary>
    public static bool IsReadOrRefused(byte[] sound, int seed, Action<byte[]> read)
    {
        var random = new Random(seed);
        var damaged = (byte[])sound.Clone();
        switch (random.Next(4))
        {
            case 0:
                damaged = damaged[..random.Next(damaged.Length + 1)];
                break;
            case 1:
                for (var flips = random.Next(1, 30); flips > 0 && damaged.Length > 0; flips--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                break;
            case 2:
                var (from, to) = (random.Next(damaged.Length), random.Next(damaged.Length));
                damaged.AsSpan(from, Math.Min(random.Next(64), damaged.Length - Math.Max(from, to))).CopyTo(damaged.AsSpan(to));
                break;
            default:
                damaged = new byte[random.Next(300)];
                random.NextBytes(damaged);
                sound.AsSpan(0, Math.Min(random.Next(40), Math.Min(sound.Length, damaged.Length))).CopyTo(damaged);
                break;
        }
        try
        {
            read(damaged);
        }
        catch (BrokenFileException refused)
        {
            refused.Problem.Zh.ShouldNotBeEmpty();
        }
        return true;
    }

    /// <summary>Every layer, gone through to its end; every geometry that is handed out is valid.</summary>
    public static void ReadWhole(IEnumerable<SourceLayer> layers)
    {
        foreach (var layer in layers)
        {
            foreach (var feature in layer.Features)
                (feature.Geometry?.IsValid ?? true).ShouldBeTrue();
        }
    }
}
