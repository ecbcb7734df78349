namespace Mingzhu.Web;

/// <summary>
/// The mark an endpoint must carry to be reachable at all (所需权限): the right that opens it once a city has accounts. A page carries it as an attribute, a route by <see cref="Opening"/>; the mark nearest to the endpoint counts.
/// </summary>
/// <param name="right">Id of a right of the pack, or <see cref="Everyone"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAttribute(string right) : Attribute
{
    /// <summary>Open without signing in: the way in itself, and what looks after itself.</summary>
    public const string Everyone = "";

    /// <summary>The right.</summary>
    public string Right => right;

    /// <summary>Whether it is open also to who has yet to change the password or to enrol a second factor.</summary>
    public bool Early { get; init; }
}

/// <summary>Marks routes. Closed by default: an endpoint without a mark answers 404, as if it were not there.</summary>
public static class Opening
{
    /// <summary>Opens an endpoint, or all endpoints of a group, to who has a right.</summary>
    public static TBuilder Opens<TBuilder>(this TBuilder builder, string right, bool early = false) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new OpenToAttribute(right) { Early = early }));
        return builder;
    }

    /// <summary>Opens an endpoint to whoever can reach the server.</summary>
    public static TBuilder OpensToEveryone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.Opens(OpenToAttribute.Everyone);
}
