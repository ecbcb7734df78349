using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Localization;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Experts;
using Mingzhu.Web.Ogc;
using Mingzhu.Web.Planning;
using Mingzhu.Web.Plans;
using Mingzhu.Web.Siting;
using Mingzhu.Web.Tiles;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web;

/// <summary>What every page stands on: components, words, compression, headers.</summary>
internal static class Platform
{
    public static void AddPlatform(this WebApplicationBuilder builder, Doorkeeper? keeper, ServerOptions options)
    {
        builder.Services.AddRouting();
        builder.Services.AddApiDefinition();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddRazorComponents();
        builder.Services.AddKeysOfForms(keeper);
        builder.Services.AddSessionCookie(options.Front is not null).AddProvider(options.Provider);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Reader>();
        builder.Services.AddScoped<IStringLocalizer, Words>();
        builder.Services.AddScoped<Show>();
        builder.Services.AddScoped<Api.SheetWords>();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            // Tiles are packed once and kept so.
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/csv", Forms.GeoJson, Forms.Schema, Forms.OpenApi, "application/problem+json"];
        });
        // A table of a case is a form with a field for every cell: how long it may be say its table and the size of a form.
        builder.Services.Configure<FormOptions>(forms => forms.ValueCountLimit = MostFields);
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Logging.AddSimpleConsole();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A port that is taken is told as a refusal, not as a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A form without a token of ours is refused and recorded; it is no fault of the server.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
    }

    public static void AddCity(this WebApplicationBuilder builder, ICityBook book, ServerOptions options, IImportDesk? desk, IPlanningDesk? planning, ISitingDesk? siting, Doorkeeper? keeper)
    {
        builder.Services.AddSingleton(options);
        if (keeper is not null)
        {
            builder.Services.AddSingleton(_ => keeper);
            builder.Services.AddHostedService<DailySeal>();
        }

        builder.Services.AddScoped(services => Caller.Of(services.GetRequiredService<IHttpContextAccessor>().HttpContext) ?? Caller.Operator(""));
        builder.Services.AddScoped(services => SeenBook.Of(book, services.GetRequiredService<Caller>(), keeper));
        builder.Services.AddScoped(services => new PeopleShown(services.GetRequiredService<Caller>(), keeper, services.GetRequiredService<IStringLocalizer>()));
        builder.Services.AddScoped(services => new CaseRoom(keeper, services.GetRequiredService<Caller>()));
        builder.Services.AddScoped<CaseWords>();
        builder.Services.AddSingleton(services => new AnswerShelf<PlanAnswer>(services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new AnswerShelf<UnitAnswer>(services.GetRequiredService<TimeProvider>()));
        builder.Services.AddScoped<PlanRoom>();
        builder.Services.AddScoped<ExpertWords>();
        builder.Services.AddScoped(services => new ExpertRoom(keeper, services.GetRequiredService<Caller>(), services.GetRequiredService<CaseRoom>()));
        builder.Services.AddScoped<UnitRoom>();
        builder.Services.AddScoped<PlanWords>();
        builder.Services.AddScoped<UnitWords>();
        builder.Services.AddScoped<Api.CaseTelling>();
        builder.Services.AddScoped<CaseHits>();
        builder.Services.AddSingleton(_ => new KeptForms(TimeProvider.System));
        builder.Services.AddSingleton(_ => new OneAnswer(TimeProvider.System));
        builder.Services.AddSingleton(_ => new SignInLimits(() => keeper!.Rules.Attempts));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TileShelf>();
        builder.Services.AddSingleton(_ => new UploadShelf(desk, TimeProvider.System));
        builder.Services.AddSingleton(_ => new PlanningRoom(planning));
        builder.Services.AddSingleton(_ => new SitingShelf(siting, TimeProvider.System));
        builder.Services.AddMemoryCache(cache => cache.SizeLimit = 96 << 20);
        builder.Services.AddSingleton(Assets.In(options.ContentRoot));
    }

    public static void UsePlatform(this WebApplication app, ICityBook book, FrontDoor? front)
    {
        app.UseKnownProxies(front);
        app.UseGuardHeaders();
        app.UseOwnNameOnly(front);
        app.UseResponseCompression();
        app.UseTongue();
        app.UseAssets();
        app.UseRefusals();
        app.UseRouting();
        app.UseGate(book);
        // Behind the gate and not, as by itself, before everything: the way back from an identity provider passes it like every address.
        app.UseAuthentication();
        app.UseAntiforgery();
    }

    private const int MostFields = 1 << 16;

    /// <summary>Mapbox vector tiles.</summary>
    public const string TileType = "application/vnd.mapbox-vector-tile";

    // File names carry a hash of what is in them, so a browser may keep them for ever.
    private static void UseAssets(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        RequestPath = "/assets",
        FileProvider = new PhysicalFileProvider(app.Services.GetRequiredService<Assets>().Folder),
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
    });
}
