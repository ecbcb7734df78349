namespace Mingzhu.Web;

/// <summary>How the pages of a city are served.</summary>
/// <param name="Port">Port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="ContentRoot">The folder that holds <c>wwwroot/assets</c>, as npm built it: <c>src/Mingzhu.Web</c> of the repository, or the folder of a bundle.</param>
/// <param name="Report">Writes the Word report of a run; null where no writer is wired, and then no page offers it.</param>
/// <param name="Reading">The process that reads foreign files; null where none is wired, and then no page takes files.</param>
/// <param name="UploadLimit">How many bytes may be brought in one form.</param>
/// <param name="KeyFile">Key file of the registry; null for the usual place.</param>
/// <param name="Front">How other machines reach it; null where none do.</param>
/// <param name="Provider">Who else vouches for people at sign-in; null for nobody.</param>
public sealed record ServerOptions(int Port, string ContentRoot, WriteReport? Report = null, Atlas.ReadingProcess? Reading = null, long UploadLimit = ServerOptions.DefaultUploadLimit, string? KeyFile = null, FrontDoor? Front = null, IdentityProvider? Provider = null)
{
    /// <summary>What may be brought in one form where nothing is said: 2 GB.</summary>
    public const long DefaultUploadLimit = 2L << 30;

    /// <summary>Where verbs typed on this machine are handed to the server; the one address that is served there without TLS once others are let in.</summary>
    public const string VerbDoor = "/doors/verb";

    /// <summary>The port where none is said.</summary>
    public const int DefaultPort = 8700;
}

/// <summary>Writes the Word report (体检报告) of a run in one language; answers the bytes of the file.</summary>
/// <param name="run">Id of the run.</param>
/// <param name="language">The language of the report.</param>
public delegate byte[] WriteReport(string run, City.Language language);
