using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary><see cref="Reading.Sum"/>, part by part and without keeping the parts. Always: after any parts, <see cref="Total"/> equals <c>Reading.Sum</c> of them.</summary>
internal struct Summing
{
    private double _numerator;
    private double _denominator;
    private double _known;
    private double _expected;
    private int _parts;
    private int _applicable;
    private int _valued;
    private int _proxy;
    private int _partial;
    private Wording? _reason;
    private Wording? _notApplicable;

    public readonly bool IsEmpty => _parts == 0;

    public void Add(Reading part)
    {
        _parts++;
        if (part.State == ReadingState.NotApplicable)
        {
            _notApplicable ??= part.Reason;
            return;
        }

        _applicable++;
        _numerator += part.Numerator;
        _denominator += part.Denominator;
        _known += part.KnownWeight;
        _expected += part.ExpectedWeight;
        _reason ??= part.Reason;
        _valued += part.HasValue ? 1 : 0;
        _proxy += part.State == ReadingState.Proxy ? 1 : 0;
        _partial += part.State == ReadingState.Partial ? 1 : 0;
    }

    public readonly Reading Total()
    {
        var state = _applicable == 0 ? ReadingState.NotApplicable
            : _valued == 0 ? ReadingState.Missing
            : _proxy > 0 ? ReadingState.Proxy
            : _partial > 0 || _valued < _applicable ? ReadingState.Partial
            : ReadingState.Measured;
        return new Reading(state, _numerator, _denominator, _known, _expected, _applicable == 0 ? _notApplicable : _reason);
    }
}
