using System.Security.Cryptography;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Civic;

/// <summary>Experts and draws where ledger and registry meet (专家抽取办理): what is personal or secret goes into the registry, what is decided into the ledger.</summary>
/// <param name="Workspace">The city.</param>
/// <param name="Register">Names and secret seeds.</param>
public sealed record ExpertDraws(Workspace Workspace, ExpertRegister Register)
{
    private const int SeedBytes = 32;

    /// <summary>The experts and draws now.</summary>
    public ExpertBook Book => Workspace.View<ExpertBook>();

    /// <summary>Brings the experts of a list that was read without faults. Names first: an id without a name could never be told, a name without an expert is drawn by nobody.</summary>
    /// <exception cref="RefusedException">Every reason.</exception>
    public void Import(Visit by, ExpertReading reading)
    {
        if (!reading.Faults.IsEmpty)
            throw new RefusedException(reading.Faults.Select(fault => fault.Placed));
        Register.Write(reading.People);
        Do(by, new ImportExperts(Guid.NewGuid(), reading.Experts));
    }

    /// <summary>Opens a draw: makes a seed nobody has seen, keeps it, and records its hash with who can be drawn.</summary>
    /// <exception cref="RefusedException">Every reason; no seed is kept then.</exception>
    public void Open(Visit by, string draw, DrawTerms terms)
    {
        if (Book.Draws.ContainsKey(draw))
            throw new RefusedException(DrawAct.Reason("draw-there", $"已有抽取“{draw}”", $"there is a draw '{draw}' already"));
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SeedBytes));
        Register.KeepSeed(draw, seed);
        try
        {
            Do(by, new OpenDraw(Guid.NewGuid(), draw, terms, DrawMath.Commitment(seed)!));
        }
        catch (RefusedException)
        {
            Register.DropSeed(draw);
            throw;
        }
    }

    /// <summary>Records what the witness says.</summary>
    public void Witness(Visit by, string draw, string says) => Do(by, new WitnessDraw(Guid.NewGuid(), draw, says));

    /// <summary>Tells the seed, and with it who was drawn.</summary>
    /// <exception cref="RefusedException">The seed is lost; the draw is not where it can be revealed.</exception>
    public void Reveal(Visit by, string draw)
    {
        var seed = Register.SeedOf(draw);
        if (seed is null && Book.Draws.GetValueOrDefault(draw) is { State: DrawState.Opened or DrawState.Witnessed })
            throw new RefusedException(DrawAct.Reason("seed-lost", $"抽取“{draw}”的种子已丢失；请作废后重新抽取", $"the seed of the draw '{draw}' is lost; give the draw up and draw again"));
        Do(by, new RevealDraw(Guid.NewGuid(), draw, seed ?? ""));
        Register.DropSeed(draw);
    }

    /// <summary>Records that an expert does not take the seat; answers who does instead, null where nobody is left.</summary>
    public string? Refuse(Visit by, string draw, string expert, SeatRefusal because)
    {
        Do(by, new RefuseSeat(Guid.NewGuid(), draw, expert, because));
        return Book.Draws[draw].Refusals[^1].Next;
    }

    /// <summary>Records what an expert said.</summary>
    public void Hear(Visit by, string draw, string expert, ExpertStance stance, string opinion) => Do(by, new HearExpert(Guid.NewGuid(), draw, expert, stance, opinion));

    /// <summary>Gives a draw up.</summary>
    public void Cancel(Visit by, string draw, string because)
    {
        Do(by, new CancelDraw(Guid.NewGuid(), draw, because));
        Register.DropSeed(draw);
    }

    /// <summary>The record of a draw: everything anybody needs to do it again.</summary>
    /// <exception cref="RefusedException">There is none, or it is not revealed.</exception>
    public DrawRecord Record(string draw) => Book.Draws.GetValueOrDefault(draw) switch
    {
        null => throw new RefusedException(DrawAct.Reason("no-draw", $"没有抽取“{draw}”", $"there is no draw '{draw}'")),
        { State: not DrawState.Revealed } early => throw new RefusedException(DrawAct.Reason("draw-state", $"抽取“{draw}”{DrawAct.Word(early.State).Zh}，还没有结果", $"the draw '{draw}' {DrawAct.Word(early.State).En}; there is no outcome yet")),
        var revealed => DrawRecord.Of(revealed),
    };

    private void Do(Visit by, Command act)
    {
        if (Workspace.Execute(by.Session, act) is { Taken: false } refused)
            throw new RefusedException(refused.Reasons);
    }
}
