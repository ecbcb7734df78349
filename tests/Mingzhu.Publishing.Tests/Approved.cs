namespace Mingzhu.Publishing.Tests;

/// <summary>Output that was read and approved, kept in <c>Approved/</c>. A difference writes <c>.received</c> beside it and fails.</summary>
internal static class Approved
{
    public static void ShouldBeApproved(string received, string name)
    {
        var folder = Path.Combine(Root(), "tests", "Mingzhu.Publishing.Tests", "Approved");
        var approved = Path.Combine(folder, name);
        var pending = approved + ".received";
        if (File.Exists(approved) && File.ReadAllText(approved) == received)
        {
            File.Delete(pending);
            return;
        }

        File.WriteAllText(pending, received);
        Assert.Fail($"{name} differs from the approved one; read {pending} and, if it is right, copy it over.");
    }

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mingzhu.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Mingzhu.slnx");
        return folder;
    }
}
