using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Ignoring;

/// <summary>What is left out of a context: the patterns of a <c>.dockerignore</c>, of which the last one that matches counts.</summary>
/// <param name="Rules">The patterns, in order.</param>
public sealed record IgnoreRules(IReadOnlyList<PathRule> Rules)
{
    /// <summary>Nothing is left out.</summary>
    public static IgnoreRules None { get; } = new([]);

    /// <summary>Whether a pattern takes something back, so that what is in a folder has to be looked at though the folder is left out.</summary>
    public bool HasExceptions => Rules.Any(rule => rule.IsException);

    /// <summary>Reads those of a context: <c>FILE.dockerignore</c> beside the SMOLerfile, else <c>.dockerignore</c> in the context.</summary>
    /// <param name="context">The context's folder.</param>
    /// <param name="file">The SMOLerfile.</param>
    /// <exception cref="SmolException">A pattern is not understood, or the file can't be read.</exception>
    public static IgnoreRules Load(string context, string file)
    {
        string[] candidates = [file + ".dockerignore", Path.Combine(context, ".dockerignore")];
        if (candidates.FirstOrDefault(File.Exists) is not { } path)
            return None;
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read", path, failure.Message, failure);
        }
    }

    /// <summary>These, and a file or folder that is left out whatever they say.</summary>
    /// <param name="path">From the context's root on.</param>
    public IgnoreRules Without(string path) =>
        new([.. Rules, .. new[] { PathRule.Parse(string.Concat(path.Select(letter => letter is '*' or '?' or '[' or '\\' or '!' ? $"\\{letter}" : $"{letter}"))) }.OfType<PathRule>()]);

    /// <summary>Reads the text of one. Lines that begin with <c>#</c> are comments.</summary>
    /// <param name="path">The file that errors name.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="SmolException">A pattern is not understood; the place is its line.</exception>
    public static IgnoreRules Parse(string path, string text)
    {
        var rules = new List<PathRule>();
        int number = 0;
        foreach (string line in text.TrimStart('\ufeff').Split('\n'))
        {
            number++;
            if (line.StartsWith('#'))
                continue;
            try
            {
                if (PathRule.Parse(line) is { } rule)
                    rules.Add(rule);
            }
            catch (SmolException failure)
            {
                throw new SmolException(failure.Problem, $"{path}:{number}", failure.Hint, failure);
            }
        }
        return new(rules);
    }

    /// <summary>Whether a path is left out.</summary>
    /// <param name="path">From the context's root on, with slashes between names and none at its ends.</param>
    public bool Ignores(string path)
    {
        bool isIgnored = false;
        foreach (PathRule rule in Rules)
        {
            if (rule.IsException == isIgnored && rule.MatchesOrHolds(path))
                isIgnored = !rule.IsException;
        }
        return isIgnored;
    }
}
