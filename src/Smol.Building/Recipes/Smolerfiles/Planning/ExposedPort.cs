namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Ports that a workload listens on.</summary>
/// <param name="First">The first one.</param>
/// <param name="Last">The last one; the first one again when it is one.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="HostPort">The host's port that leads to the first one, with smolBSD's <c>EXPOSE host:guest</c>; null where it is not said.</param>
/// <param name="HostAddress">The host's address; null where it is not said.</param>
public sealed record ExposedPort(int First, int Last, string Protocol, int? HostPort = null, string? HostAddress = null)
{
    /// <summary><c>80/tcp</c>, <c>8080:80/tcp</c>, <c>7000-7010/udp</c></summary>
    public override string ToString() =>
        $"{(HostAddress is null ? "" : HostAddress + ":")}{(HostPort is { } host ? Range(host, host + Last - First) + ":" : "")}{Range(First, Last)}/{Protocol}";

    private static string Range(int first, int last) => first == last ? $"{first}" : $"{first}-{last}";
}
