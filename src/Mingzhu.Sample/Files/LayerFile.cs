using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Files;

/// <summary>One layer being written, whatever the format.</summary>
internal abstract class LayerFile : IDisposable
{
    /// <summary>Adds a feature; a null value is left out.</summary>
    public abstract void Add(Shape shape, params ReadOnlySpan<(string Name, object? Value)> values);

    public abstract void Dispose();
}
