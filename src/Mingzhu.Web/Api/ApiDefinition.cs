using Mingzhu.People;

namespace Mingzhu.Web.Api;

/// <summary>The definition of everything under /api in OpenAPI (接口定义), made from the addresses themselves and from what their answers' types say of themselves.</summary>
internal static class ApiDefinition
{
    /// <summary>Where it lies.</summary>
    public const string Address = "/api/openapi.json";

    // The name the library takes where an address names none.
    private const string Name = "v1";

    public static void AddApiDefinition(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = address => address.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "明珠 / Mingzhu";
            document.Info.Version = "1";
            document.Info.Description = "页面所示的一切；办件可以办理，其余只读。?lang=zh|en 选择语言。 / Everything the pages show; cases can be acted upon, the rest is read only. ?lang=zh|en chooses the language.";
            // Answers are the same under any name this machine has.
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDefinition(this IEndpointRouteBuilder app) => app.MapOpenApi(Address).Opens(RightIds.OwnAccount);
}
