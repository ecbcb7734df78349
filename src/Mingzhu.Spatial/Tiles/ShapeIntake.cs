using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Takes geometries of a table into flat arrays: projected once, repeated corners and rings without area left out, shells turned clockwise on the screen.</summary>
internal sealed class ShapeIntake
{
    private static readonly ShapeKind[] Kinds = [ShapeKind.Points, ShapeKind.Lines, ShapeKind.Polygons];
    private readonly List<int> _xy = [];
    private readonly List<int> _partStart = [0];
    private readonly List<bool> _isShell = [];
    private readonly List<int> _shapeStart = [0];
    private readonly List<ShapeKind> _kind = [];
    private readonly List<int> _row = [];

    /// <summary>The points, lines and polygons of each row, a shape for each kind it has; rows without geometry have none.</summary>
    public static ShapeArrays Of(IReadOnlyList<Geometry?> lonLat)
    {
        var intake = new ShapeIntake();
        for (var row = 0; row < lonLat.Count; row++)
        {
            if (lonLat[row] is { } geometry)
            {
                intake.Add(row, geometry);
            }
        }

        return new ShapeArrays
        {
            Xy = [.. intake._xy], PartStart = [.. intake._partStart], IsShell = [.. intake._isShell], ShapeStart = [.. intake._shapeStart], Kind = [.. intake._kind], Row = [.. intake._row],
        };
    }

    private void Add(int row, Geometry geometry)
    {
        foreach (var kind in Kinds)
        {
            Add(geometry, kind);
            if (kind == ShapeKind.Points)
            {
                EndPart(isShell: false, least: 1);
            }

            if (_isShell.Count > _shapeStart[^1])
            {
                _shapeStart.Add(_isShell.Count);
                _kind.Add(kind);
                _row.Add(row);
            }
        }
    }

    private void Add(Geometry geometry, ShapeKind kind)
    {
        switch (geometry)
        {
            case { IsEmpty: true }:
                break;
            case GeometryCollection collection:
                Array.ForEach(collection.Geometries, part => Add(part, kind));
                break;
            case Point point when kind == ShapeKind.Points:
                Add(point.X, point.Y);
                break;
            case LineString line when kind == ShapeKind.Lines:
                AddRun(line.CoordinateSequence);
                EndPart(isShell: false, least: 2);
                break;
            case Polygon polygon when kind == ShapeKind.Polygons:
                if (AddRing(polygon.ExteriorRing.CoordinateSequence, isShell: true))
                {
                    Array.ForEach(polygon.InteriorRings, hole => AddRing(hole.CoordinateSequence, isShell: false));
                }

                break;
        }
    }

    private bool AddRing(CoordinateSequence ring, bool isShell)
    {
        AddRun(ring);
        var start = 2 * _partStart[^1];
        if (_xy.Count - start >= 4 && _xy[^2] == _xy[start] && _xy[^1] == _xy[start + 1])
        {
            _xy.RemoveRange(_xy.Count - 2, 2);
        }

        if (!EndPart(isShell, least: 3))
        {
            return false;
        }

        var area = ShapeArrays.DoubleArea(CollectionsMarshal.AsSpan(_xy)[start..]);
        if (area == 0)
        {
            DropPart(start);
            return false;
        }

        if (area > 0 != isShell)
        {
            Turn(start);
        }

        return true;
    }

    private void AddRun(CoordinateSequence positions)
    {
        for (var i = 0; i < positions.Count; i++)
        {
            Add(positions.GetX(i), positions.GetY(i));
        }
    }

    private void Add(double longitude, double latitude)
    {
        var (x, y) = WorldGrid.At(longitude, latitude);
        if (_xy.Count == 2 * _partStart[^1] || _xy[^2] != x || _xy[^1] != y)
        {
            _xy.Add(x);
            _xy.Add(y);
        }
    }

    /// <summary>Ends the part that was begun; one of too few corners is dropped.</summary>
    private bool EndPart(bool isShell, int least)
    {
        var start = 2 * _partStart[^1];
        if (_xy.Count - start < 2 * least)
        {
            _xy.RemoveRange(start, _xy.Count - start);
            return false;
        }

        _partStart.Add(_xy.Count / 2);
        _isShell.Add(isShell);
        return true;
    }

    private void DropPart(int start)
    {
        _xy.RemoveRange(start, _xy.Count - start);
        _partStart.RemoveAt(_partStart.Count - 1);
        _isShell.RemoveAt(_isShell.Count - 1);
    }

    private void Turn(int start)
    {
        _xy.Reverse(start, _xy.Count - start);
        for (var i = start; i < _xy.Count; i += 2)
        {
            (_xy[i], _xy[i + 1]) = (_xy[i + 1], _xy[i]);
        }
    }
}
