namespace Mingzhu.Spatial;

/// <summary>A heap of labels with four children a node; nodes may be in it more than once, the reader skips the stale ones.</summary>
internal sealed class LabelHeap
{
    private (ulong Label, int Node)[] _items = new (ulong, int)[256];
    private int _count;

    public void Clear() => _count = 0;

    public void Put(ulong label, int node)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        var at = _count++;
        while (at > 0 && _items[(at - 1) >> 2].Label > label)
        {
            _items[at] = _items[(at - 1) >> 2];
            at = (at - 1) >> 2;
        }

        _items[at] = (label, node);
    }

    public bool TryTake(out ulong label, out int node)
    {
        if (_count == 0)
        {
            (label, node) = (0, -1);
            return false;
        }

        (label, node) = _items[0];
        var last = _items[--_count];
        var at = 0;
        while ((at << 2) + 1 < _count)
        {
            var least = (at << 2) + 1;
            for (var child = least + 1; child < Math.Min(least + 4, _count) && child <= (at << 2) + 4; child++)
            {
                least = _items[child].Label < _items[least].Label ? child : least;
            }

            if (_items[least].Label >= last.Label)
            {
                break;
            }

            _items[at] = _items[least];
            at = least;
        }

        _items[at] = last;
        return true;
    }
}
