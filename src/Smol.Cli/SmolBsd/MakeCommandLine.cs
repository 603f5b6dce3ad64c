using System.Text.RegularExpressions;
using Smol.Building.Recipes;
using Smol.Storage;

namespace Smol.Cli.SmolBsd;

/// <summary>
/// The targets of smolBSD's makefile as commands, with make's variables before or behind them: <c>smol SERVICE=sshd build</c>,
/// <c>smol base</c>, <c>smol kernfetch ARCH=i386</c>.
/// </summary>
internal static partial class MakeCommandLine
{
    private static readonly string[] Targets = ["base", "rescue", "kernfetch", "setfetch", "pkgfetch", "fetchall", "buildimg", "fetchimg", "live", "help"];

    /// <summary>The variables that <c>smol build</c> has options for.</summary>
    private static readonly string[] Options = ["DIST", "DSTIMG", "IMGNAME", "PKGSITE"];

    /// <summary>Whether it is said as to make.</summary>
    public static bool Is(string[] arguments) =>
        arguments is [string first, ..] && (Targets.Contains(first) || IsAssignment(first)
            || (first == "build" && arguments.Any(argument => IsAssignment(argument) && Options.Contains(NameOf(argument)))));

    /// <summary>The command lines that do the same, one after the other; none for a target that there is nothing to do for.</summary>
    /// <exception cref="SmolException">There is no target, it has to know the service, or a variable does not go with it.</exception>
    public static IReadOnlyList<string[]> Translate(string[] arguments)
    {
        string[] variables = [.. arguments.Where(argument => IsAssignment(argument))];
        string[] words = [.. arguments.Where(argument => !IsAssignment(argument))];
        if (words is not [string target, .. string[] rest])
            throw new SmolException("what is to be done with it?", string.Join(' ', variables), "'smol build SERVICE NAME=value' builds a service");
        string? service = Value(variables, "SERVICE");
        return target switch
        {
            "build" when service is null && rest is [] => throw new SmolException("which service?", target, "'smol build SERVICE NAME=value' builds a service"),
            "build" => [["build", .. Named(service), .. Building(variables), .. rest]],
            "base" => [["build", service ?? target, .. Building(variables), .. rest]],
            "rescue" => [["build", target, .. Building(variables), .. rest]],
            "kernfetch" => [Kernel(variables, rest)],
            "live" when rest is [] => [Kernel([.. variables.Where(variable => NameOf(variable) == "ARCH")], []), Live(variables)],
            "live" => [[.. Live(variables), .. rest]],
            "fetchall" or "setfetch" or "pkgfetch" when service is not null => [["fetch", "all", service, .. Building(variables, "KDIST"), .. rest]],
            "setfetch" => [["fetch", "sets", .. Fetching(target, variables, "SETS", "ARCH", "VERS", "DIST"), .. rest]],
            "pkgfetch" => [["fetch", "packages", .. Fetching(target, variables, "ADDPKGS", "ARCH", "PKGSITE"), .. rest]],
            "fetchall" => throw new SmolException("which service?", target, "'smol fetch all SERVICE' fetches what it is made of"),
            "buildimg" or "fetchimg" => [],
            "help" => [[.. rest, "--help"]],
            _ => [[target, .. rest, .. variables]],
        };
    }

    /// <summary>What means something to a build, and in place of the rest the options that say it.</summary>
    private static string[] Building(string[] variables, params string[] more)
    {
        string[] options = [.. Options, .. more, "SERVICE"];
        string? file = Value(variables, "DSTIMG") ?? (Value(variables, "IMGNAME") is { } name ? Path.Combine("images", name) : null);
        return
        [
            .. variables.Where(variable => !options.Contains(NameOf(variable))),
            .. variables.Where(variable => options.Contains(NameOf(variable))).SelectMany(Option),
            .. file is null ? [] : (string[])["--output", file],
        ];
    }

    private static string[] Kernel(string[] variables, string[] rest) => ["fetch", "kernel", .. Fetching("kernfetch", variables, "ARCH", "KDIST", "VERS", "DIST"), .. rest];

    /// <summary>The options and arguments that say what variables do, for a target that knows no more of them.</summary>
    private static string[] Fetching(string target, string[] variables, params string[] known)
    {
        if (variables.FirstOrDefault(variable => !known.Append("SERVICE").Append("NOSUDO").Contains(NameOf(variable))) is { } stranger)
            throw new SmolException($"means nothing to {target} here", stranger, ServiceVariables.SaidElsewhere.GetValueOrDefault(NameOf(stranger)) ?? $"it takes {string.Join(", ", known)}");
        return [.. known.SelectMany(name => variables.LastOrDefault(variable => NameOf(variable) == name) is { } variable ? Option(variable) : [])];
    }

    /// <summary>What a command that has no variables takes in place of one.</summary>
    private static string[] Option(string variable)
    {
        string value = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return (value, NameOf(variable)) switch
        {
            ("", _) => [],
            (_, "ARCH") => ["--arch", value],
            (_, "VERS") => ["--release", value],
            (_, "KDIST") => ["--kernels", value],
            (_, "PKGSITE") => ["--pkgsite", value],
            // smolBSD's DIST ends below the architecture, our mirror above it.
            (_, "DIST") => ["--mirror", BelowArchitecture().Replace(value, "")],
            (_, "SETS" or "ADDPKGS") => value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            _ => [],
        };
    }

    /// <summary>The live image, where smolBSD's scripts look for it: in a checkout's <c>images/</c>.</summary>
    private static string[] Live(string[] variables)
    {
        string[] file = Directory.Exists("images") ? ["--output", $"images/NetBSD-{Value(variables, "ARCH") ?? Host.Architecture}-live.img"] : [];
        return ["fetch", "live", .. Fetching("live", variables, "ARCH"), .. file];
    }

    private static string[] Named(string? service) => service is null ? [] : [service];

    /// <summary>Whether it is <c>NAME=value</c>. Every command passes here, and a regular expression would take 5 ms of it.</summary>
    private static bool IsAssignment(string argument) =>
        argument is [>= 'A' and <= 'Z', ..] && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and int end
            && argument.Take(end).All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static string NameOf(string variable) => variable[..variable.IndexOf('=', StringComparison.Ordinal)];

    private static string? Value(string[] variables, string name) =>
        variables.LastOrDefault(variable => NameOf(variable) == name) is { } said && said.Length > name.Length + 1 ? said[(name.Length + 1)..] : null;

    [GeneratedRegex("/[^/]+/binary/?$")]
    private static partial Regex BelowArchitecture();
}
