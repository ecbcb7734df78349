using System.Collections.Immutable;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Bodies, parts and posts together (机构编制).</summary>
public sealed record Chart(ImmutableArray<Body> Bodies, ImmutableArray<Part> Parts, ImmutableArray<Post> Posts)
{
    /// <summary>None.</summary>
    public static Chart Empty { get; } = new([], [], []);
}

/// <summary>The organisation began as the pack says (按城市包建立机构).</summary>
/// <param name="Chart">All of it.</param>
/// <param name="PackHash">The pack it was read from.</param>
/// <param name="Day">The legal day.</param>
public sealed record OrganisationSeeded(Chart Chart, string PackHash, DateOnly Day) : Event
{
    internal const string Name = "people.organisation-seeded";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Bodies, parts, posts, holdings were brought from a workbook (由表格导入): new ones, and what they replace by id.</summary>
/// <param name="Chart">Bodies, parts and posts that are new or changed.</param>
/// <param name="Holdings">Holdings that are new or changed.</param>
/// <param name="Day">The legal day.</param>
public sealed record OrganisationImported(Chart Chart, ImmutableArray<Holding> Holdings, DateOnly Day) : Event
{
    internal const string Name = "people.organisation-imported";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A body was founded (设立机构).</summary>
public sealed record BodyFounded(Body Body) : Event
{
    internal const string Name = "people.body-founded";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A body, with its posts and parts, ends on a day (撤销机构).</summary>
public sealed record BodyEnded(string Body, DateOnly Last) : Event
{
    internal const string Name = "people.body-ended";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A body takes part in a group (加入工作组).</summary>
public sealed record PartTaken(Part Part) : Event
{
    internal const string Name = "people.part-taken";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It takes part no longer (退出工作组).</summary>
public sealed record PartEnded(string Part, DateOnly Last) : Event
{
    internal const string Name = "people.part-ended";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A post was made (设岗).</summary>
public sealed record PostMade(Post Post) : Event
{
    internal const string Name = "people.post-made";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A post ends (撤岗).</summary>
public sealed record PostClosed(string Post, DateOnly Last) : Event
{
    internal const string Name = "people.post-closed";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A person was given a post (任职).</summary>
public sealed record PostGiven(Holding Holding) : Event
{
    internal const string Name = "people.post-given";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A person holds a post no longer (免职).</summary>
public sealed record PostLeft(string Holding, DateOnly Last) : Event
{
    internal const string Name = "people.post-left";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A post was delegated for a time (委托).</summary>
public sealed record PostDelegated(Delegation Delegation) : Event
{
    internal const string Name = "people.post-delegated";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A delegation ends early (撤回委托).</summary>
public sealed record DelegationEnded(string Delegation, DateOnly Last) : Event
{
    internal const string Name = "people.delegation-ended";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A person's data were erased (个人数据已删除): who decided it and when is kept, who it was is not.</summary>
/// <param name="Subject">Opaque id.</param>
/// <param name="Day">The legal day.</param>
public sealed record PersonErased(string Subject, DateOnly Day) : Event
{
    internal const string Name = "people.person-erased";

    /// <inheritdoc/>
    public override string Kind => Name;
}
