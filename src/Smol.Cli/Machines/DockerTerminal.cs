using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>Those who know docker say <c>-it</c>, which means something else to smolBSD.</summary>
internal static partial class DockerTerminal
{
    /// <summary>Looks for it before the command line is read.</summary>
    /// <exception cref="SmolException">It is there.</exception>
    public static void Refuse(IEnumerable<string> arguments)
    {
        if (arguments.TakeWhile(argument => argument != "--").FirstOrDefault(Pattern().IsMatch) is { } found)
            throw new SmolException("is docker's, and not needed: a machine in the foreground always has this terminal as its console", found,
                "leave it out; here '-i' names an image, and '-t' a port for the console");
    }

    [GeneratedRegex(@"\A(-d?(it|ti)d?|--interactive|--tty)\z")]
    private static partial Regex Pattern();
}
