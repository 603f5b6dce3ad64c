using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Files that are put into the tree.</summary>
/// <param name="Span">The instruction that asks for it.</param>
/// <param name="Text">The instruction in one line.</param>
/// <param name="Destination">An absolute path; with a slash at its end, the folder that they go into.</param>
public sealed record CopyStep(SourceSpan Span, string Text, string Destination) : PlanStep(Span, Text)
{
    /// <summary>Whether archives among <see cref="Paths"/> are unpacked, as <c>ADD</c> does.</summary>
    public bool UnpacksArchives { get; init; }

    /// <summary>Whether archives among <see cref="Urls"/> are unpacked, too.</summary>
    public bool UnpacksFetched { get; init; }

    /// <summary>Where <see cref="Paths"/> are; null for the context.</summary>
    public CopyOrigin? From { get; init; }

    /// <summary>Paths and patterns, from the origin's root on, without a slash at their begin; <c>.</c> is all of it.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What is fetched.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [];

    /// <summary>The digest of what is fetched, <c>sha256:</c> and 64 digits; null for none.</summary>
    public string? Checksum { get; init; }

    /// <summary>Files whose content stands in the SMOLerfile.</summary>
    public IReadOnlyList<InlineFile> Files { get; init; } = [];

    /// <summary>The owner and, behind a colon, the group, by names or numbers; null for 0:0.</summary>
    public string? Owner { get; init; }

    /// <summary>The permissions as chmod(1) takes them, octal or symbolic; null for those of the source.</summary>
    public string? Mode { get; init; }

    /// <summary>Patterns, as in <c>.dockerignore</c>, of what is left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Whether the directories above a source are made, too, from its begin or from <c>/./</c> on.</summary>
    public bool KeepsParents { get; init; }

    /// <summary>Whether a source that is missing is only worth a warning.</summary>
    public bool MayBeMissing { get; init; }
}
