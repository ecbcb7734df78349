namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>Faults of rights and organisations that <c>pack check</c> names.</summary>
public sealed class PeopleInPackTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-people-pack-");

    [Theory]
    [InlineData("rights.yaml", "layer: parcels, fields: [holder,", "layer: parcles, fields: [holder,", "没有图层“parcles”")]
    [InlineData("rights.yaml", "layer: parcels, fields: [holder,", "layer: parcels, fields: [holdr,", "图层“parcels”没有字段“holdr”")]
    [InlineData("rights.yaml", "right: pack.adopt, reach: city", "right: pack.adpt, reach: city", "没有权限“pack.adpt”")]
    [InlineData("rights.yaml", "length: 10", "length: 4", "不得小于 8")]
    [InlineData("organisations.yaml", "roles: [filer]", "roles: [filler]", "没有可授予的角色“filler”")]
    [InlineData("organisations.yaml", "department: housing", "department: housng", "departments.yaml 中没有部门“housng”")]
    [InlineData("organisations.yaml", "roles: [audit-administrator]", "roles: [audit-administrator, system-administrator]", "互斥，不能由一人兼任")]
    public async Task A_fault_is_told_with_its_file_and_line(string file, string right, string wrong, string told)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "packs", "generic"), "*.yaml", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder.FullName, "p", Path.GetRelativePath(Path.Combine(Architecture.Repository.Root, "packs", "generic"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.WriteAllText(to, Path.GetFileName(path) == file ? File.ReadAllText(path).Replace(right, wrong, StringComparison.Ordinal) : File.ReadAllText(path));
        }

        var said = await Shell.Type(_folder.FullName, "pack", "check", "p");

        said.Code.ShouldBe(Terminal.Refused);
        said.Error.ShouldContain(told);
        said.Error.ShouldContain($"{file}:");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
