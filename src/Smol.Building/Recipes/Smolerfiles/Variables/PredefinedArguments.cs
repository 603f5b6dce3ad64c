using Smol.Guests;

namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>The arguments that need no value from anybody (Dockerfile reference, "Predefined ARGs").</summary>
public static class PredefinedArguments
{
    private static readonly string[] Proxies =
    [
        "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy",
    ];

    /// <summary>The path that programs are found by where no base says one; NetBSD's is that of its root's <c>.profile</c>.</summary>
    public static string Path(GuestKind guest) => guest == GuestKind.Linux
        ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        : "/sbin:/usr/sbin:/bin:/usr/bin:/usr/pkg/sbin:/usr/pkg/bin:/usr/local/sbin:/usr/local/bin";

    /// <summary>Whether it is one that programs take a proxy from, which no <c>ARG</c> has to ask for.</summary>
    public static bool IsProxy(string name) => Proxies.Contains(name);

    /// <summary>What platforms call a guest.</summary>
    public static string System(GuestKind guest) => guest == GuestKind.Linux ? "linux" : "netbsd";

    /// <summary>What tells the platform; a stage sees them after <c>ARG</c> with their name.</summary>
    /// <param name="architecture">The architecture in NetBSD's words.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="target">The name of the stage that is built.</param>
    public static IReadOnlyDictionary<string, string> Platform(string architecture, GuestKind guest, string target)
    {
        string system = System(guest);
        string machine = architecture switch
        {
            "i386" => "386",
            "evbarm-aarch64" => "arm64",
            _ => architecture,
        };
        var values = new Dictionary<string, string> { ["ARCH"] = architecture, ["TARGETSTAGE"] = target };
        // Machines that build are of the kind that is built.
        foreach (string prefix in new[] { "TARGET", "BUILD" })
        {
            values[prefix + "PLATFORM"] = $"{system}/{machine}";
            values[prefix + "OS"] = system;
            values[prefix + "ARCH"] = machine;
            values[prefix + "VARIANT"] = "";
        }
        return values;
    }
}
