using System.Data.Common;
using Mingzhu.City;
using Npgsql;

namespace Mingzhu.Store;

/// <summary>Listens on a connection of its own for what other nodes of the city write. A notice only wakes: what is new is read from the tables, so one that is lost while the line is down costs nothing but the moment until it is up again.</summary>
internal sealed class PostgresFollower : IDisposable
{
    private const int KeepAliveS = 30;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _listening;

    /// <param name="database">Connection settings.</param>
    /// <param name="channel">On which the city's nodes tell each other.</param>
    /// <param name="isOurs">Whether a notice comes from a connection of this node, by the number of its server process.</param>
    /// <param name="woken">Called on every notice of another node, and whenever the line is up again.</param>
    public PostgresFollower(NpgsqlConnectionStringBuilder database, string channel, Func<int, bool> isOurs, Action woken)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { KeepAlive = KeepAliveS, ApplicationName = "mingzhu follower" };
        _listening = Task.Run(() => Follow(settings.ConnectionString, channel, isOurs, woken));
    }

    public void Dispose()
    {
        _ended.Cancel();
        _listening.Wait();
        _ended.Dispose();
    }

    private async Task Follow(string database, string channel, Func<int, bool> isOurs, Action woken)
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database);
                await connection.OpenAsync(_ended.Token);
                connection.Notification += (_, notice) =>
                {
                    if (!isOurs(notice.PID))
                        Wake(woken);
                };
#pragma warning disable CA2100 // the name of a channel in quotes
                await using (var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", connection))
#pragma warning restore CA2100
                    await listen.ExecuteNonQueryAsync(_ended.Token);
                Wake(woken);
                while (true)
                    await connection.WaitAsync(_ended.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception broken) when (broken is DbException or IOException or TimeoutException)
            {
                await Task.Delay(BetweenAttempts, _ended.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private static void Wake(Action woken)
    {
        try
        {
            woken();
        }
        catch (RefusedException)
        {
            // The database does not answer just now: the next notice, or the line's coming up again, wakes once more.
        }
    }
}
