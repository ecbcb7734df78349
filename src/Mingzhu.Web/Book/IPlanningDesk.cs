using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web.Book;

/// <summary>What the pages need to try things out on the city and to keep what was tried (规划推演). A workspace does it in earnest; a test on a city invented in memory.</summary>
public interface IPlanningDesk
{
    /// <summary>The present state of the city and its ground, which may still be in the making.</summary>
    /// <param name="again">Whether a ground that broke off is begun again.</param>
    /// <exception cref="RefusedException">Nothing can be tried on this city.</exception>
    (GroundState State, Task<ScenarioGround> Ground) Ground(bool again = true);

    /// <summary>The scenarios kept, in the order in which they first were.</summary>
    ImmutableList<Scenario> Scenarios { get; }

    /// <summary>Keeps or drops a scenario.</summary>
    Task<Outcome> Execute(Command command, Session session);
}

/// <summary>The desk of a workspace.</summary>
public sealed class WorkspacePlanning(Workspace workspace) : IPlanningDesk
{
    /// <summary>The grounds everything is tried on.</summary>
    public ScenarioGrounds Grounds { get; } = new(workspace);

    /// <summary>The present state of the city; nothing is made for it.</summary>
    /// <exception cref="RefusedException">Nothing can be tried on this city.</exception>
    public GroundState State => Grounds.State(Session.Operator(Language.Zh));

    /// <inheritdoc/>
    public ImmutableList<Scenario> Scenarios => workspace.View<KeptScenarios>().All;

    /// <inheritdoc/>
    public (GroundState State, Task<ScenarioGround> Ground) Ground(bool again = true) => Grounds.Current(Session.Operator(Language.Zh), again);

    /// <inheritdoc/>
    public Task<Outcome> Execute(Command command, Session session) => workspace.ExecuteAsync(session, command);
}
