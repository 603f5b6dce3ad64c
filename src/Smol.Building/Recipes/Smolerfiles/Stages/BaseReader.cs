using System.Text.RegularExpressions;
using Smol.Building.Composition;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Stages;

/// <summary>Tells what a name in <c>FROM</c> means.</summary>
/// <param name="stages">The stages before.</param>
/// <param name="isImage">Whether the store has an image of a name; asked where a set could bear it, too.</param>
internal sealed partial class BaseReader(IReadOnlyList<StageSyntax> stages, Func<string, bool> isImage)
{
    // The sets of a NetBSD release (src/distrib/sets): these names are never images.
    private static readonly HashSet<string> Sets =
    [
        "base", "base32", "comp", "debug", "debug32", "dtb", "etc", "games", "gpufw", "man", "manhtml", "misc", "modules", "rescue", "tests", "text",
        "xbase", "xcomp", "xdebug", "xetc", "xfont", "xserver",
    ];

    /// <summary>
    /// An earlier stage, <c>scratch</c>, an image where it has a tag, a digest, a registry or <c>.img</c> or where the store has it, and else
    /// sets: what has a comma is always sets.
    /// </summary>
    /// <exception cref="SmolException">It is none of them.</exception>
    public StageBase Read(string name)
    {
        if (stages.LastOrDefault(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase)) is { } stage)
            return new EarlierStageBase(stage.Index, stage.Title);
        if (name == "scratch")
            return new ScratchBase();
        if (!name.Contains(',', StringComparison.Ordinal) && IsImage(name))
            return new ImageBase(name.EndsWith(".img", StringComparison.Ordinal) ? name[..^4] : name);
        string[] words = name.Split(',', StringSplitOptions.TrimEntries);
        if (words.Contains(""))
            throw new SmolException("a set between commas has no name", name, "write sets as base,etc");
        return new SetsBase([.. words.Select(SetReference.Parse)]);
    }

    private bool IsImage(string name) =>
        name.EndsWith(".img", StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal)
        || Tagged().IsMatch(name) || Registry().IsMatch(name) || (!Sets.Contains(name) && isImage(name));

    /// <summary>A tag, where a part of a set has a slash.</summary>
    [GeneratedRegex(@"\A[^/:]+(/[^:]+)?:[^/]+\z")]
    private static partial Regex Tagged();

    /// <summary>A registry's host has a dot or a port, or is localhost; paths of archives begin with <c>.</c> or <c>/</c>.</summary>
    [GeneratedRegex(@"\A(localhost|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+:[0-9]+)/")]
    private static partial Regex Registry();
}
