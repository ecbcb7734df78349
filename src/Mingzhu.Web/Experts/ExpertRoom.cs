using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Experts;

/// <summary>The experts and their draws as who asks sees them (专家室): facts know opaque ids, the registry names, the pack's table how much of them is shown.</summary>
/// <param name="keeper">The city; null where pages are shown without one.</param>
/// <param name="caller">Who asks.</param>
/// <param name="room">The cases.</param>
public sealed class ExpertRoom(Doorkeeper? keeper, Caller caller, CaseRoom room)
{
    private const string Table = "experts", Asking = "experts-heard";
    private readonly Dictionary<string, ExpertPerson?> _known = [];

    /// <summary>Whether there is a registry: names and seeds lie there, so without accounts nothing is drawn here.</summary>
    public bool Open => keeper is { Closed: true };

    /// <summary>The experts and draws now.</summary>
    public ExpertBook Book => keeper!.Workspace.View<ExpertBook>();

    /// <summary>The fields and rules of the adopted pack.</summary>
    public ExpertRules Rules => ExpertRules.Of(keeper!.Workspace.Pack);

    /// <summary>The acts, where ledger and registry meet.</summary>
    public ExpertDraws Acts => new(keeper!.Workspace, new ExpertRegister(keeper.Registry));

    /// <summary>Whether who asks may look at experts and draws.</summary>
    public bool MayView => Open && caller.May(RightIds.ViewExperts, Scope.City);

    /// <summary>Whether who asks may bring lists.</summary>
    public bool MayManage => Open && caller.May(RightIds.ManageExperts, Scope.City);

    /// <summary>Whether who asks may draw for a case, or for something that is none.</summary>
    public bool MayDraw(Case? one) => Open && caller.May(RightIds.DrawExperts, Where(one));

    /// <summary>Whether who asks may be the witness of a draw: another than who opened it.</summary>
    public bool MayWitness(Draw draw) => Open && draw.OpenedBy != caller.Actor && caller.May(RightIds.WitnessDraws, Where(CaseOf(draw)));

    /// <summary>The case a draw is for; null where it is for something that is no case of ours.</summary>
    public Case? CaseOf(Draw draw) => room.All.Find(draw.Opened.Terms.Project);

    /// <summary>Whether the procedure of a case has a step that asks for what experts say.</summary>
    public static bool Asked(Case one) => one.Procedure.Steps.Any(step => step.Gates.Any(gate => gate.Check == Asking));

    /// <summary>The office's number of an expert; empty for one erased.</summary>
    public string Number(string expert) => Person(expert)?.Number ?? "";

    /// <summary>The name of an expert, as much of it as who asks may see; empty for one erased.</summary>
    public string Name(string expert) => keeper!.Masking.Show(caller.Standing, Table, PersonalField.Name, Person(expert)?.Name);

    /// <summary>The telephone of an expert, as much of it as who asks may see.</summary>
    public string Telephone(string expert) => keeper!.Masking.Show(caller.Standing, Table, PersonalField.Telephone, Person(expert)?.Telephone);

    /// <summary>The fields of a list to import, read; with every fault of every row.</summary>
    public ExpertReading Read(string sheet, IReadOnlyList<ChartRow> rows) => ExpertReading.Of(sheet, rows, keeper!.Workspace.Pack, Acts.Register.FindByNumber);

    /// <summary>The visit that acts are recorded by.</summary>
    public Visit Visit(Language language) => caller.Visit(language);

    private Scope Where(Case? one) => one is null ? Scope.City : CaseRoom.ScopeOf(one, room.Book.Places);

    private ExpertPerson? Person(string id)
    {
        if (!Open)
            return null;
        if (!_known.TryGetValue(id, out var person))
            _known[id] = person = Acts.Register.Find(id);
        return person;
    }
}
