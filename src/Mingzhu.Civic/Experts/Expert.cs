using System.Collections.Immutable;
using Mingzhu.People;

namespace Mingzhu.Civic;

/// <summary>Where experts are kept: two bodies, for two purposes.</summary>
public enum ExpertBody
{
    /// <summary>城市更新专家委员会: the standing committee, which advises on decisions and reviews.</summary>
    Committee,

    /// <summary>城市更新专家库: the library, from which experts are drawn for single tasks.</summary>
    Library,
}

/// <summary>An expert (专家), as far as facts know one: without a name. Name and telephone stand in the registry (<see cref="ExpertRegister"/>).</summary>
/// <param name="Id">Opaque, never reused.</param>
/// <param name="Bodies">In which of both the expert is.</param>
/// <param name="Fields">Ids of the fields of expertise.</param>
/// <param name="Employer">The organisation the expert works for; empty for none.</param>
/// <param name="Projects">Ids of projects the expert took part in as planner, designer, builder, supervisor or adviser.</param>
/// <param name="Term">From when to when.</param>
public sealed record Expert(string Id, ImmutableArray<ExpertBody> Bodies, ImmutableArray<string> Fields, string Employer, ImmutableArray<string> Projects, Term Term);
