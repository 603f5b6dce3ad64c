using System.CommandLine;
using Smol.Storage;

namespace Smol.Cli.Options;

/// <summary>
/// <c>smol build --network</c>: alone, scripts of services reach the network, too; with a word, it is what all that a build runs has, as docker's.
/// The parser knows no option whose value may be left out and is only one of some words, so the words are put together before it sees them.
/// </summary>
internal sealed class BuildNetwork
{
    private const string Name = "--network";
    private const string Usual = "default";
    private static readonly string[] Words = [Usual, "none", "host"];

    private readonly Option<string?> _option = new Option<string?>(Name)
    {
        Description = "What RUN steps and postinst scripts reach: 'default', which is meant without a word, or none of it ('none'). Without the option, RUN steps reach it and scripts do not",
        HelpName = "none|default",
    }.AcceptOnlyFromAmong(Words);

    /// <summary>Adds the option to a command.</summary>
    public static BuildNetwork AddTo(Command command)
    {
        var network = new BuildNetwork();
        command.Add(network._option);
        return network;
    }

    /// <summary>A command line of <c>smol build</c> in which each <c>--network</c> has its word.</summary>
    public static string[] Complete(string[] arguments)
    {
        if (arguments is not ["build", ..])
            return arguments;
        var words = new List<string>();
        for (int index = 0; index < arguments.Length; index++)
        {
            bool hasWord = index + 1 < arguments.Length && Words.Contains(arguments[index + 1]);
            words.Add(arguments[index] != Name ? arguments[index] : $"{Name}={(hasWord ? arguments[++index] : Usual)}");
        }
        return [.. words];
    }

    /// <summary>Whether the network is reached; null where the command line does not say.</summary>
    /// <exception cref="SmolException">It asks for the host's.</exception>
    public bool? Read(ParseResult parsed) => parsed.GetValue(_option) switch
    {
        null => null,
        "none" => false,
        Usual => true,
        _ => throw new SmolException("a guest has a kernel of its own, and can't have the host's network", "--network host", "leave it out: RUN steps reach the network through the host, which is 10.0.2.2 to them"),
    };
}
