using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>Where people sign in, look after their own account, and where the three administrators do their duty. In a city without accounts none of it is there.</summary>
internal static class PeopleRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        // Forms are checked here, all alike: a token of a page that is too old leads to a page that shows what was typed, not to a bare 400.
        var people = app.MapGroup("").DisableAntiforgery().AddEndpointFilter(OnlyWithAccounts).AddEndpointFilter(Signed);
        people.MapSignIn();
        people.MapProvider();
        people.MapOwnAccount();
        people.MapAccounts();
        people.MapAppointments();
        people.MapAudit();
    }

    /// <summary>A refusal as pages list it.</summary>
    public static IReadOnlyList<Refusal> Reasons(RefusedException refused) => [.. refused.Reasons];

    /// <summary>With what an answer says so: what could not be recorded is no fault of who asked.</summary>
    public static int StatusOf(IReadOnlyCollection<Refusal> reasons) => reasons.Count == 0 ? StatusCodes.Status200OK
        : reasons.Any(reason => reason.Code == AccessRecords.NotWritten) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;

    private static async ValueTask<object?> OnlyWithAccounts(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (!call.HttpContext.RequestServices.GetRequiredService<Doorkeeper>().Closed)
            return Results.NotFound();
        // Personal data stay in no cache.
        call.HttpContext.Response.Headers.CacheControl = Gate.NotKept;
        return await next(call);
    }

    /// <summary>Lets a form through only with the token of a page of ours; else what was typed is shown.</summary>
    internal static async ValueTask<object?> Signed(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return await next(call);
        var typed = await KeptForms.FieldsOf(http) ?? [];
        return new RazorComponentResult<RefusedPage>(new
        {
            Reason = new Refusal("form.expired", new("页面已过期，未作任何更改；请返回上一页，刷新后再提交", "the page was too old and nothing was changed; go back, reload it and send it again")),
            Typed = typed,
        })
        {
            StatusCode = StatusCodes.Status400BadRequest,
        };
    }
}
