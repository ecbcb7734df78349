namespace Mingzhu.Spatial;

/// <summary>Work on many items at once, answers in the order of the items.</summary>
internal static class InOrder
{
    /// <summary>Maps items on the thread pool, a few ahead of the consumer; answers come in the order of the items whatever the number of threads.</summary>
    public static IEnumerable<TOut> Map<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, TOut> map, CancellationToken cancellation)
    {
        var ahead = 2 * Environment.ProcessorCount;
        var running = new Queue<Task<TOut>>(ahead);
        try
        {
            foreach (var item in items)
            {
                cancellation.ThrowIfCancellationRequested();
                running.Enqueue(Task.Run(() => map(item), cancellation));
                if (running.Count >= ahead)
                    yield return running.Dequeue().GetAwaiter().GetResult();
            }
            while (running.Count > 0)
                yield return running.Dequeue().GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever leaves early still waits: no task may outlive what it reads.
            foreach (var task in running)
                task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }
}
