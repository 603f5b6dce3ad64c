using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Cli.SmolBsd;

/// <summary>
/// The targets of smolBSD's makefile as commands, with make's variables before or behind them: <c>smol SERVICE=sshd build</c>,
/// <c>smol base</c>, <c>smol kernfetch ARCH=i386</c>.
/// </summary>
internal static partial class MakeCommandLine
{
    private static readonly string[] Targets = ["base", "rescue", "kernfetch", "setfetch", "pkgfetch", "fetchall", "buildimg", "fetchimg", "live"];

    /// <summary>Whether it is said as to make.</summary>
    public static bool Is(string[] arguments) => arguments is [string first, ..] && (Targets.Contains(first) || Assignment().IsMatch(first));

    /// <summary>The command line that does the same; null for a target that there is nothing to do for.</summary>
    /// <exception cref="SmolException">There is no target, or it has to know the service.</exception>
    public static string[]? Translate(string[] arguments)
    {
        string[] variables = [.. arguments.Where(argument => Assignment().IsMatch(argument))];
        string[] words = [.. arguments.Except(variables)];
        if (words is not [string target, .. string[] rest])
            throw new SmolException("what is to be done with it?", string.Join(' ', variables), "'smol build SERVICE NAME=value' builds a service");
        string? service = Value(variables, "SERVICE");
        return target switch
        {
            "build" when service is null && rest is [] => throw new SmolException("which service?", target, "'smol build SERVICE NAME=value' builds a service"),
            "build" => ["build", .. Named(service), .. Building(variables), .. rest],
            "base" or "rescue" => ["build", service ?? target, .. Building(variables), .. rest],
            "kernfetch" => ["fetch", "kernel", .. Option("--arch", "ARCH", variables), .. Option("--kernels", "KDIST", variables), .. rest],
            "live" => ["fetch", "live", .. rest],
            "fetchall" or "setfetch" or "pkgfetch" when service is not null => ["fetch", "all", service, .. Building(variables), .. rest],
            "setfetch" => ["fetch", "sets", .. Words(variables, "SETS"), .. Option("--arch", "ARCH", variables), .. Option("--release", "VERS", variables), .. Mirror(variables), .. rest],
            "pkgfetch" => ["fetch", "packages", .. Words(variables, "ADDPKGS"), .. Option("--arch", "ARCH", variables), .. Option("--pkgsite", "PKGSITE", variables), .. rest],
            "buildimg" or "fetchimg" => null,
            "fetchall" => throw new SmolException("which service?", target, "'smol fetch all SERVICE' fetches what it is made of"),
            _ => [target, .. rest, .. variables],
        };
    }

    /// <summary>What means something to a build, and in place of the rest the options that say it.</summary>
    private static string[] Building(string[] variables)
    {
        string[] elsewhere = ["SERVICE", "DIST", "PKGSITE", "DSTIMG", "IMGNAME"];
        string? file = Value(variables, "DSTIMG") ?? (Value(variables, "IMGNAME") is { } name ? Path.Combine("images", name) : null);
        return
        [
            .. variables.Where(variable => !elsewhere.Contains(variable.Split('=')[0])),
            .. Mirror(variables),
            .. Option("--pkgsite", "PKGSITE", variables),
            .. file is null ? [] : (string[])["--output", file],
        ];
    }

    /// <summary>smolBSD's DIST ends below the architecture, our mirror above it.</summary>
    private static string[] Mirror(string[] variables) =>
        Value(variables, "DIST") is { } place ? ["--mirror", BelowArchitecture().Replace(place, "")] : [];

    private static string[] Option(string option, string variable, string[] variables) => Value(variables, variable) is { } value ? [option, value] : [];

    private static string[] Words(string[] variables, string variable) => Value(variables, variable)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string[] Named(string? service) => service is null ? [] : [service];

    private static string? Value(string[] variables, string name) =>
        variables.LastOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal)) is { } said && said.Length > name.Length + 1 ? said[(name.Length + 1)..] : null;

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*=")]
    private static partial Regex Assignment();

    [GeneratedRegex("/[^/]+/binary/?$")]
    private static partial Regex BelowArchitecture();
}
