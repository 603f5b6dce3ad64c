using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>A service and variables for it, in any order, as make(1) and smolBSD take them.</summary>
/// <param name="Service">The service's name or folder.</param>
/// <param name="Variables">The variables, by name.</param>
internal sealed record RecipeWords(string Service, Dictionary<string, string> Variables)
{
    /// <summary>Reads the words of a command line.</summary>
    /// <param name="words">The words.</param>
    /// <param name="whenNone">The service where no word and no variable names one.</param>
    /// <exception cref="SmolException">No service is named, or more than one.</exception>
    public static RecipeWords Read(IReadOnlyList<string> words, string? whenNone = null)
    {
        string[] names = [.. words.Where(word => !IsAssignment(word))];
        var variables = new Dictionary<string, string>();
        foreach (string word in words.Where(IsAssignment))
            variables[word[..word.IndexOf('=', StringComparison.Ordinal)]] = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (names.Length > 1)
            throw new SmolException("is not an assignment", names[1], "one service is built at a time; variables are given as NAME=value");
        if (names is [string name])
            return new(name, variables);
        string? service = variables.Remove("SERVICE", out string? named) && named.Length > 0 ? named : whenNone;
        return new(service ?? throw new SmolException("which service?", hint: "name it, or give its folder"), variables);
    }

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && !word.AsSpan(0, equals).Contains('/');
}
