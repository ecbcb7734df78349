namespace Mingzhu.City;

/// <summary>
/// The reading of a whole, gathered part by part without keeping the parts. Always: numerators, denominators and weights add up; the state is <c>NotApplicable</c> if all parts are,
/// <c>Missing</c> if no part has a value, <c>Proxy</c> if any part is, <c>Partial</c> if some part is missing or partial, else <c>Measured</c>; the reason is the first part's that has one.
/// </summary>
public struct ReadingSum
{
    private double _numerator;
    private double _denominator;
    private double _known;
    private double _expected;
    private Reading? _only;
    private int _parts;
    private int _applicable;
    private int _valued;
    private int _proxy;
    private int _partial;
    private Wording? _reason;
    private Wording? _notApplicable;

    /// <summary>Whether nothing was added yet.</summary>
    public readonly bool IsEmpty => _parts == 0;

    /// <summary>Adds one part.</summary>
    public void Add(Reading part)
    {
        _parts++;
        if (part.State == ReadingState.NotApplicable)
        {
            _notApplicable ??= part.Reason;
            return;
        }

        _only = _applicable++ == 0 ? part : null;
        _numerator += part.Numerator;
        _denominator += part.Denominator;
        _known += part.KnownWeight;
        _expected += part.ExpectedWeight;
        _reason ??= part.Reason;
        _valued += part.HasValue ? 1 : 0;
        _proxy += part.State == ReadingState.Proxy ? 1 : 0;
        _partial += part.State == ReadingState.Partial ? 1 : 0;
    }

    /// <summary>The reading of everything added so far.</summary>
    public readonly Reading Total()
    {
        // Of one part it is that part itself: a hundred thousand buildings share the few readings a building can have.
        if (_only is { } part)
            return part;
        var state = _applicable == 0 ? ReadingState.NotApplicable
            : _valued == 0 ? ReadingState.Missing
            : _proxy > 0 ? ReadingState.Proxy
            : _partial > 0 || _valued < _applicable ? ReadingState.Partial
            : ReadingState.Measured;
        return new Reading(state, _numerator, _denominator, _known, _expected, _applicable == 0 ? _notApplicable : _reason);
    }
}
