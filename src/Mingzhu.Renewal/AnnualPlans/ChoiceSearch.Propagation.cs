namespace Mingzhu.Renewal;

/// <summary>What the limits alone decide: an option that fits beside the least all others take of no limit cannot be in a plan.</summary>
internal sealed partial class ChoiceSearch
{
    /// <summary>Takes from the masks what no limit leaves room for; whether anything is left.</summary>
    private bool Propagate(ushort[] masks)
    {
        var least = new long[_core.Limits.Length];
        for (var changed = true; changed;)
        {
            changed = false;
            Array.Clear(least);
            for (var candidate = 0; candidate < masks.Length; candidate++)
            {
                var touched = _core.Touched[candidate];
                for (var at = 0; at < touched.Length; at++)
                    least[touched[at]] += Least(candidate, masks[candidate], at);
            }

            for (var row = 0; row < least.Length; row++)
            {
                if (least[row] > _core.Limits[row])
                    return false;
            }

            for (var candidate = 0; candidate < masks.Length; candidate++)
            {
                if ((masks[candidate] & masks[candidate] - 1) == 0)
                    continue;
                var before = masks[candidate];
                Narrow(masks, candidate, least);
                changed |= masks[candidate] != before;
                if (masks[candidate] == 0)
                    return false;
            }
        }

        return true;
    }

    private void Narrow(ushort[] masks, int candidate, long[] least)
    {
        var (before, touched) = (masks[candidate], _core.Touched[candidate]);
        for (var at = 0; at < touched.Length; at++)
        {
            var room = _core.Limits[touched[at]] - least[touched[at]] + Least(candidate, before, at);
            if (room < 0)
                masks[candidate] &= 0xfffe;
            for (var option = 0; option < _core.Options[candidate].Length; option++)
            {
                if (_core.Takes[candidate][option][at] > room)
                    masks[candidate] = (ushort)(masks[candidate] & ~(1 << option + 1));
            }
        }
    }

    /// <summary>The least a candidate can take of one of the limits it touches.</summary>
    private long Least(int candidate, ushort mask, int touched)
    {
        var (least, takes) = ((mask & 1) != 0 ? 0 : long.MaxValue, _core.Takes[candidate]);
        for (var option = 0; option < takes.Length; option++)
        {
            if ((mask >> option + 1 & 1) != 0)
                least = Math.Min(least, takes[option][touched]);
        }

        return least;
    }
}
