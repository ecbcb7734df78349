using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <content>How lines become edges.</content>
public sealed partial class WalkNetwork
{
    /// <summary>Lines on their way to becoming edges: the places along all of them, one course after the other.</summary>
    /// <param name="places">How many there are at most.</param>
    private sealed class Courses(int places)
    {
        private readonly Dictionary<Millimetre, int> _vertexAt = new(places);
        private readonly byte[] _uses = new byte[places];
        private readonly double[] _x = new double[places];
        private readonly double[] _y = new double[places];
        private readonly int[] _vertex = new int[places];
        private readonly List<(int Line, int First)> _courses = [];
        private int _count;

        /// <summary>Adds the courses of a line, or of each line of a collection.</summary>
        public void Add(Geometry geometry, int line)
        {
            if (geometry is GeometryCollection parts)
            {
                Array.ForEach(parts.Geometries, part => Add(part, line));
            }
            else if (geometry is LineString { IsEmpty: false } one)
            {
                Add(one.CoordinateSequence, line);
            }
        }

        public WalkNetwork Build(Plane plane, double minShare)
        {
            var nodeOf = new int[_vertexAt.Count];
            Array.Fill(nodeOf, -1);
            var nodes = 0;
            int NodeOf(int place) => nodeOf[_vertex[place]] >= 0 ? nodeOf[_vertex[place]] : nodeOf[_vertex[place]] = nodes++;

            var (edges, vertices) = Count();
            var (from, to, lengthMm, lineOf) = (new int[edges], new int[edges], new int[edges], new int[edges]);
            var (firstVertex, x, y) = (new int[edges + 1], new double[vertices], new double[vertices]);
            var edge = 0;
            foreach (var (line, start, end) in Edges())
            {
                var (first, count) = (firstVertex[edge], end - start + 1);
                Array.Copy(_x, start, x, first, count);
                Array.Copy(_y, start, y, first, count);
                (from[edge], to[edge], lineOf[edge]) = (NodeOf(start), NodeOf(end), line);
                firstVertex[++edge] = first + count;
            }

            Parallel.For(0, edges, of => lengthMm[of] = TrueLengthMm(plane, x, y, firstVertex[of], firstVertex[of + 1] - 1));
            return new(plane, new WalkGraph(nodes, from, to, lengthMm), firstVertex, x, y, lineOf, minShare);
        }

        /// <summary>A course without its repeated places; nothing of it stays if it leads nowhere.</summary>
        private void Add(CoordinateSequence course, int line)
        {
            var first = _count;
            for (var i = 0; i < course.Count; i++)
            {
                var (x, y) = (course.GetX(i), course.GetY(i));
                var vertex = VertexAt(x, y);
                if (_count == first || _vertex[_count - 1] != vertex)
                {
                    (_x[_count], _y[_count], _vertex[_count]) = (x, y, vertex);
                    _count++;
                }
            }

            if (_count - first < 2)
            {
                _count = first;
                return;
            }

            for (var place = first; place < _count; place++)
            {
                Use(_vertex[place], 1);
            }

            Use(_vertex[first], 2);
            Use(_vertex[_count - 1], 2);
            _courses.Add((line, first));
        }

        /// <summary>Courses from junction to junction, their first and last places.</summary>
        private IEnumerable<(int Line, int Start, int End)> Edges()
        {
            for (var course = 0; course < _courses.Count; course++)
            {
                var (line, start) = _courses[course];
                var after = course + 1 < _courses.Count ? _courses[course + 1].First : _count;
                for (var end = start + 1; end < after; end++)
                {
                    if (_uses[_vertex[end]] >= 2)
                    {
                        yield return (line, start, end);
                        start = end;
                    }
                }
            }
        }

        private (int Edges, int Vertices) Count()
        {
            var (edges, vertices) = (0, 0);
            foreach (var (_, start, end) in Edges())
            {
                (edges, vertices) = (edges + 1, vertices + end - start + 1);
            }

            return (edges, vertices);
        }

        private int VertexAt(double x, double y)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                throw new ArgumentException("A coordinate is not a finite number.", nameof(x));
            }

            var at = new Millimetre((long)Math.Round(x * 1000), (long)Math.Round(y * 1000));
            if (!_vertexAt.TryGetValue(at, out var vertex))
            {
                _vertexAt.Add(at, vertex = _vertexAt.Count);
            }

            return vertex;
        }

        private void Use(int vertex, int times) => _uses[vertex] = (byte)Math.Min(2, _uses[vertex] + times);

        private static int TrueLengthMm(Plane plane, double[] x, double[] y, int first, int last)
        {
            var length = 0.0;
            for (var i = first; i < last; i++)
            {
                length += Step(x, y, i);
            }

            var middle = first + ((last - first + 1) / 2);
            return (int)Math.Clamp(Math.Round(length / plane.ScaleAt(x[middle], y[middle]) * 1000), 1, int.MaxValue);
        }
    }

    /// <summary>A place to the millimetre.</summary>
    private readonly record struct Millimetre(long X, long Y);
}
