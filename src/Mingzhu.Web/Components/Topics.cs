using Microsoft.Extensions.Localization;

namespace Mingzhu.Web.Components;

/// <summary>The headings under which layers stand (专题).</summary>
public static class Topics
{
    /// <summary>The name of a topic; its id where the pack brings one the pages do not know.</summary>
    public static string Name(IStringLocalizer text, string topic) => topic switch
    {
        "base" => text["topic.base"],
        "transport" => text["topic.transport"],
        "nature" => text["topic.nature"],
        "land" => text["topic.land"],
        "housing" => text["topic.housing"],
        "services" => text["topic.services"],
        "utilities" => text["topic.utilities"],
        "planning" => text["topic.planning"],
        "heritage" => text["topic.heritage"],
        "people" => text["topic.people"],
        "field" => text["topic.field"],
        _ => topic,
    };
}
