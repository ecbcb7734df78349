namespace Mingzhu.Spatial;

/// <summary>What a thread draws tiles with; kept for its next one.</summary>
internal sealed class TileDraft
{
    public TileBuffer Tile { get; } = new();

    public TilePen Pen { get; } = new();

    public LayerWriter Writer { get; } = new();

    public TileCommands One { get; } = new();

    public AlikeDrafts Alike { get; } = new();

    public List<int> InSight { get; } = [];

    /// <summary>Which layer of the tile has the most bytes.</summary>
    public int Largest { get; set; }
}

/// <summary>The features of a layer in the making that are many small ones drawn as one, in order of first sight.</summary>
internal sealed class AlikeDrafts
{
    private readonly Dictionary<(int Alike, ShapeKind Kind), int> _at = [];
    private readonly List<(TileCommands Commands, ShapeKind Kind, int Row)> _drafts = [];

    public void Clear() => _at.Clear();

    /// <summary>The commands of those that look like a row.</summary>
    public TileCommands Of(int alike, ShapeKind kind, int row)
    {
        if (!_at.TryGetValue((alike, kind), out var at))
        {
            _at.Add((alike, kind), at = _at.Count);
            if (at == _drafts.Count)
            {
                _drafts.Add((new TileCommands(), kind, row));
            }

            _drafts[at] = (_drafts[at].Commands, kind, row);
            _drafts[at].Commands.Clear();
        }

        return _drafts[at].Commands;
    }

    /// <summary>Writes them all.</summary>
    public void WriteTo(LayerWriter writer)
    {
        for (var at = 0; at < _at.Count; at++)
        {
            if (!_drafts[at].Commands.IsEmpty)
            {
                writer.AddAlike(_drafts[at].Row, _drafts[at].Kind, _drafts[at].Commands.Written);
            }
        }
    }
}
