using Smol.Building.Recipes.Smolerfiles;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>A SMOLerfile as a command line names it.</summary>
/// <param name="File">The file.</param>
/// <param name="Context">The folder that COPY takes files from, where the command line's word says it; null where it doesn't.</param>
internal sealed record SmolerfilePlace(string File, string? Context)
{
    private static readonly string[] Names = ["SMOLerfile", "Dockerfile"];
    private static readonly string[] ServiceParts = ["etc", "options.mk", "own.mk", "postinst", "packages", "sailor.conf"];

    /// <summary>Finds it: a file, or a folder that holds one and is no service.</summary>
    /// <param name="word">What is to be built; with <c>-f</c>, the folder that COPY takes files from.</param>
    /// <param name="file">What <c>-f</c> says; null without it.</param>
    /// <returns>Null where the word is a service.</returns>
    /// <exception cref="SmolException"><c>-f</c> is given, and one of the two is not there.</exception>
    public static SmolerfilePlace? Find(string word, string? file)
    {
        if (word == Smolerfile.StandardInput)
            throw new SmolException("the file comes over standard input with '-f -', and the folder beside it", word, "write '-f - .', or '-f - FOLDER'");
        if (file is not null)
        {
            return Directory.Exists(word)
                ? new(file, word)
                : throw new SmolException("there is no such folder", word, "with -f, COPY takes files from the folder that is named, and from the current one without it");
        }
        if (System.IO.File.Exists(word))
            return IsSmolerfileName(word) ? new(word, null) : null;
        if (!word.Contains('/', StringComparison.Ordinal) && word is not ("." or ".."))
            return null;
        string? found = Names.Select(name => Path.Combine(word, name)).FirstOrDefault(System.IO.File.Exists);
        return found is null || ServiceParts.Any(part => Path.Exists(Path.Combine(word, part))) ? null : new(found, word);
    }

    /// <summary>A path, or one of the names that such files have: a mere word is a service.</summary>
    private static bool IsSmolerfileName(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal) || Names.Contains(name);
}
