using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Reads rights.yaml.</summary>
internal static class RightsFile
{
    public static Rights Read(Pack pack)
    {
        var file = pack.File("rights.yaml");
        if (!file.Exists)
            return new Rights { All = [], Roles = [], Exclusions = [], Default = Citation.None }; // nothing granted: everything is refused
        file.OnlyKeys("default", "rights", "roles", "exclusive", "accounts", "masking", "field-classes", "small-cells");
        var rights = Unique(file["rights"], ReadRight, right => right.Id);
        var roles = Unique(file["roles"], node => ReadRole(node, rights), role => role.Id);
        var rule = new Rights
        {
            All = rights, Roles = roles, Default = file["default"]["source"].Citation(),
            Exclusions = [.. file["exclusive"].Items().Select(node => ReadExclusion(node, roles))],
        };
        foreach (var id in RightIds.All.Where(id => rights.All(right => right.Id != id)))
            file["rights"].Report(new($"缺少程序所用的权限“{id}”", $"the right '{id}', which the program asks for, is missing"));
        return rule;
    }

    private static Right ReadRight(PackNode node)
    {
        node.OnlyKeys("id", "kind", "name");
        return new Right(node["id"].Text(), Word(node["kind"], ("act", RightKind.Act), ("view", RightKind.View)), node["name"].Wording());
    }

    private static Role ReadRole(PackNode node, ImmutableArray<Right> rights)
    {
        node.OnlyKeys("id", "name", "sees", "may", "source");
        var source = node["source"].Citation();
        return new Role(
            node["id"].Text(), node["name"].Wording(), [.. node["sees"].Items().Select(ReadClass)], [.. node["may"].Items().Select(grant => ReadGrant(grant, rights, source))], source);
    }

    private static Grant ReadGrant(PackNode node, ImmutableArray<Right> rights, Citation source)
    {
        node.OnlyKeys("right", "reach", "source");
        var right = node["right"].Text();
        if (rights.All(known => known.Id != right))
            node["right"].Report(new($"没有权限“{right}”", $"there is no right '{right}'"));
        return new Grant(right, Word(node["reach"], ("own-things", Reach.OwnThings), ("own-department", Reach.OwnDepartment), ("own-district", Reach.OwnDistrict), ("city", Reach.City)), node["source"].Exists ? node["source"].Citation() : source);
    }

    private static Exclusion ReadExclusion(PackNode node, ImmutableArray<Role> roles)
    {
        node.OnlyKeys("roles", "source");
        foreach (var role in node["roles"].Items().Where(role => roles.All(known => known.Id != role.TextOrNull())))
            role.Report(new($"没有角色“{role.TextOrNull()}”", $"there is no role '{role.TextOrNull()}'"));
        return new Exclusion([.. node["roles"].Texts()], node["source"].Citation());
    }

    public static DataClass ReadClass(PackNode node) =>
        Word(node, ("public", DataClass.Public), ("staff", DataClass.Staff), ("sensitive", DataClass.Sensitive), ("personal", DataClass.Personal));

    public static T Word<T>(PackNode node, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var text = node.Text();
        var known = new List<string>();
        foreach (var (word, value) in words)
        {
            if (word == text)
                return value;
            known.Add(word);
        }

        node.Report(new($"“{text}”应为 {string.Join("、", known)} 之一", $"'{text}': one of {string.Join(", ", known)} is expected"));
        return words[0].Value;
    }

    private static ImmutableArray<T> Unique<T>(PackNode list, Func<PackNode, T> read, Func<T, string> id)
    {
        var seen = new HashSet<string>();
        return [.. list.Items().Select(node =>
        {
            var one = read(node);
            if (!seen.Add(id(one)))
                node.Report(new($"“{id(one)}”出现两次", $"'{id(one)}' stands twice"));
            return one;
        })];
    }
}
