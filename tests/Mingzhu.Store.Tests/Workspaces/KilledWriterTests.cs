using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mingzhu.Store.Tests.Workspaces;

/// <summary>What a process that was killed amid its work leaves behind. The other process is this test assembly again, told by a variable to write until it dies.</summary>
public sealed class KilledWriterOnSqliteTests() : KilledWriterTests(StoreKind.Sqlite);

public sealed class KilledWriterOnPostgresTests() : KilledWriterTests(StoreKind.Postgres);

public abstract class KilledWriterTests : IDisposable
{
    private const string Variable = "MINGZHU_STORE_TEST_WRITES_IN";
    private readonly CityForTests _city;

    private protected KilledWriterTests(StoreKind store) => _city = new(store);

    public void Dispose()
    {
        _city.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(150)]
    public void Everything_answered_before_the_kill_is_there_and_the_city_is_whole(int answers)
    {
        _city.Found().Dispose();
        using var writer = StartWriter();
        var last = 0L;
        for (var answer = 0; answer < answers; answer++)
            last = long.Parse(writer.StandardOutput.ReadLine()!);
        Workspace.Writer(_city.Folder)!.Pid.ShouldBe(writer.Id);
        using var reader = _city.Open(Access.Read);
        reader.View<Tally>().Applied.ShouldBeGreaterThanOrEqualTo(last - 1);

        writer.Kill();
        writer.WaitForExit();

        using var city = _city.Open();
        city.Head.Seq.ShouldBeGreaterThanOrEqualTo(last);
        city.View<Tally>().Accounts["a"].ShouldBe(city.Head.Seq - 1);
        var found = city.Verify();
        found.Faults.ShouldBeEmpty();
        found.Unreferenced.ShouldBeLessThanOrEqualTo(1); // the file put for the act that was not answered
        Directory.GetFileSystemEntries(Path.Combine(_city.Folder, "work")).ShouldBeEmpty();
        reader.View<Tally>().ToString().ShouldBe(city.View<Tally>().ToString());
    }

    private Process StartWriter() => Process.Start(new ProcessStartInfo("dotnet", [typeof(KilledWriterTests).Assembly.Location])
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
        Environment = { [Variable] = _city.Folder },
    })!;

#pragma warning disable CA2255 // this assembly is also the program that is killed: the variable decides before any test runner begins
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;
        using var city = Workspace.Open(folder, Access.Write, TimeProvider.System);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (var turn = 0; ; turn++)
        {
            var receipt = new VaultName(city.Vault.Put(BitConverter.GetBytes(turn)));
            output.WriteLine(city.Execute(CityForTests.Operator, new Pay(Guid.NewGuid(), "a", 1, Receipt: receipt)).Facts.Single().Seq);
        }
    }
}
