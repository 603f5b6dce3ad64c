using System.CommandLine;
using Smol.Building.Composition;

namespace Smol.Cli.Commands;

/// <summary>Where sets are looked for.</summary>
internal static class SetOptions
{
    public static Option<string[]> Folders() => new("--sets") { Description = "A folder of sets, or of folders of sets by architecture; may be given again", HelpName = "FOLDER" };

    /// <summary>The folders that were given, each with its <c>ARCH</c> below, then <c>./sets/ARCH</c>, then the user's own.</summary>
    /// <param name="given">The folders that were given.</param>
    /// <param name="folders">The user's folders.</param>
    /// <param name="architecture">The architecture, in NetBSD's words.</param>
    /// <param name="recipeFolder">The folder of the recipe, if there is one.</param>
    public static SetLibrary Library(string[]? given, SmolFolders folders, string architecture, string? recipeFolder = null) =>
        new([.. (given ?? []).SelectMany(folder => (string[])[Path.Combine(folder, architecture), folder]), Path.Combine("sets", architecture), Path.Combine(folders.Sets, architecture)], architecture, recipeFolder);
}
