using System.Runtime.InteropServices;

namespace Smol.Cli;

/// <summary>The machine that smol runs on.</summary>
internal static class Host
{
    /// <summary>Its architecture, in NetBSD's words.</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "evbarm-aarch64" : "amd64";
}
