using Mingzhu.City;

namespace Mingzhu.Web;

/// <summary>For whom an address is open (开放对象). Rights come later; until then whoever sits at the machine is the operator.</summary>
public enum Audience
{
    /// <summary>Anyone who can reach the server: style sheets, scripts.</summary>
    Everyone,

    /// <summary>操作员: the one actor there is until accounts exist.</summary>
    Operator,
}

/// <summary>The mark an endpoint must carry to be reachable at all.</summary>
public sealed record OpenTo(Audience Audience);

/// <summary>Closed by default: an endpoint nobody opened answers 404, as if it were not there.</summary>
public static class Opening
{
    /// <summary>Opens an endpoint, or all endpoints of a group.</summary>
    public static TBuilder Opens<TBuilder>(this TBuilder builder, Audience audience) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new OpenTo(audience)));
        return builder;
    }

    /// <summary>Lets a request through only to an endpoint that was opened.</summary>
    internal static void UseClosedByDefault(this IApplicationBuilder app) => app.Use(async (request, next) =>
    {
        if (request.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<OpenTo>() is null)
            request.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await next(request);
    });
}
