using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>The flags of <c>COPY</c> and <c>ADD</c>.</summary>
public sealed record CopyFlags
{
    /// <summary>The stage or image that files come from; null for the context.</summary>
    public MappedText? From { get; init; }

    /// <summary>The owner and group; null for 0:0.</summary>
    public MappedText? Chown { get; init; }

    /// <summary>The permissions, octal or symbolic; null for those of the source.</summary>
    public MappedText? Chmod { get; init; }

    /// <summary>The digest of what is fetched; null for none.</summary>
    public MappedText? Checksum { get; init; }

    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<MappedText> Excludes { get; init; } = [];

    /// <summary>Whether it is a layer that can move to another base; null where it is not said.</summary>
    public SourceSpan? Link { get; init; }

    /// <summary>Whether the directories above a source are made, too.</summary>
    public bool Parents { get; init; }

    /// <summary>Whether archives are unpacked; null where it is not said.</summary>
    public bool? Unpack { get; init; }
}
