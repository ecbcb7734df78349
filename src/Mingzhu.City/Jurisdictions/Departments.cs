using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>A body of the city that answers for something (部门).</summary>
/// <param name="Id">Stable and never translated: "housing".</param>
/// <param name="Name">Its full name.</param>
/// <param name="Short">As it is called in tables.</param>
/// <param name="Source">The document that names it.</param>
public sealed record Department(string Id, Wording Name, Wording Short, Citation Source);

/// <summary>The bodies of the city, from departments.yaml, in written order. Empty in a pack that knows none.</summary>
/// <param name="All">All of them.</param>
public sealed record Departments(ImmutableArray<Department> All)
{
    /// <summary>Reads departments.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Departments Of(Pack pack)
    {
        var file = pack.File("departments.yaml");
        file.OnlyKeys("departments");
        var ids = new HashSet<string>();
        return new Departments([.. file["departments"].Items().Select(node => Read(node, ids))]);
    }

    /// <summary>The body with an id; null if there is none.</summary>
    public Department? Find(string id) => All.FirstOrDefault(department => department.Id == id);

    private static Department Read(PackNode node, HashSet<string> ids)
    {
        node.OnlyKeys("id", "name", "short", "source");
        var name = node["name"].Wording();
        var id = node["id"].Text();
        if (!ids.Add(id))
            node["id"].Report(new($"部门“{id}”出现两次", $"the department '{id}' stands twice"));
        return new Department(id, name, node["short"].WordingOrNull() ?? name, node["source"].Citation());
    }
}
