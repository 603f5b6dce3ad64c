using System.CommandLine;
using Smol.Building.Composition;

namespace Smol.Cli.Commands;

/// <summary>Where sets are looked for.</summary>
internal static class SetOptions
{
    public static Option<string[]> Folders() => new("--sets") { Description = "A folder of sets; may be given again", HelpName = "FOLDER" };

    /// <summary>The folders that were given, then <c>./sets/ARCH</c>, then the user's own.</summary>
    /// <param name="given">The folders that were given.</param>
    /// <param name="folders">The user's folders.</param>
    /// <param name="architecture">The architecture, in NetBSD's words.</param>
    /// <param name="recipeFolder">The folder of the recipe, if there is one.</param>
    public static SetLibrary Library(string[]? given, SmolFolders folders, string architecture, string? recipeFolder = null) =>
        new([.. given ?? [], Path.Combine("sets", architecture), Path.Combine(folders.Sets, architecture)], architecture, recipeFolder);
}
