using Mingzhu.City;

namespace Mingzhu.Web.Ogc;

/// <summary>A request that cannot be answered as it stands; ends it, and is told as problem+json in the reader's language.</summary>
internal sealed class AskedWrongly(Wording says, int status = StatusCodes.Status400BadRequest) : Exception(says.En)
{
    /// <summary>What is wrong with it.</summary>
    public Wording Says { get; } = says;

    /// <summary>400, 404 or 409.</summary>
    public int Status { get; } = status;

    /// <summary>There is no such thing.</summary>
    public static AskedWrongly Gone(string what, string kind, string kindZh) => new(new($"没有{kindZh}“{what}”", $"there is no {kind} '{what}'"), StatusCodes.Status404NotFound);

    /// <summary>Tells such a request as RFC 7807 (problem+json) asks.</summary>
    public static async ValueTask<object?> Tell(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (AskedWrongly wrongly)
        {
            var reader = call.HttpContext.RequestServices.GetRequiredService<Reader>();
            call.HttpContext.Response.Headers.ContentLanguage = reader.Tag;
            return Results.Problem(reader.In(wrongly.Says), statusCode: wrongly.Status);
        }
    }
}
