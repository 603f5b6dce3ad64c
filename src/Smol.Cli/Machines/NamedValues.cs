using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>Reads <c>NAME=VALUE</c>, one or several with commas between them.</summary>
internal static partial class NamedValues
{
    /// <summary>
    /// Splits at the commas that <c>NAME=</c> follows: <c>A=1,B=2</c> are two, and <c>LIST=a,b,c</c> is one, where startnb.sh would lose
    /// what follows the first comma.
    /// </summary>
    /// <exception cref="SmolException">There is no name.</exception>
    public static IEnumerable<NamedText> ParseList(GivenText given) =>
        Boundary().Split(given.Value).Select(text => Parse(given with { Value = text }));

    /// <summary>Reads one, whose value is all that follows the first <c>=</c>.</summary>
    /// <exception cref="SmolException">There is no name.</exception>
    public static NamedText Parse(GivenText given)
    {
        int equals = given.Value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new(given.Value[..equals], given.Value[(equals + 1)..])
            : throw new SmolException($"'{given.Value}' has no name and value", given.Place, "it is given as NAME=VALUE");
    }

    [GeneratedRegex(@",(?=[A-Za-z_][A-Za-z0-9_]*=)")]
    private static partial Regex Boundary();
}
