using System.Text.Json;
using Mingzhu.Procedures;

namespace Mingzhu.Web.Cases;

/// <summary>How programs call states, kinds and acts (接口代码): the words of the code in small letters.</summary>
public static class CaseCodes
{
    /// <summary>The code of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The address of an act, and what <c>pass</c> calls it; null for acts that are no passing.</summary>
    public static (string Act, string? As) Address(Act act) => act switch
    {
        Act.Draft => ("fill", null),
        Act.AskCorrection => ("correct", null),
        Act.RecordResult => ("result", null),
        Act.Accept or Act.Deliberate or Act.Review or Act.Approve or Act.Determine or Act.File or Act.Confirm or Act.Recognise => ("pass", Of(act)),
        _ => (Of(act), null),
    };
}
