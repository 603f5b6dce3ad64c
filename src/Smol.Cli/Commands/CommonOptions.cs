using System.CommandLine;

namespace Smol.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The value of <c>--format</c> that asks for JSON.</summary>
    public const string Json = "json";

    public static Option<string> Format() =>
        new Option<string>("--format") { Description = "How to print the list", DefaultValueFactory = static _ => "table" }
            .AcceptOnlyFromAmong("table", Json);

    public static Option<string> Architecture() =>
        new("--arch") { Description = "The architecture: amd64, i386 or evbarm-aarch64", DefaultValueFactory = static _ => Host.Architecture, HelpName = "ARCH" };

    public static Option<string?> Partition() => new("--partition") { Description = "The partition's name or number; the one to boot from without it" };
}
