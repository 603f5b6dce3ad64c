namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A mount of a <c>RUN</c> (Dockerfile reference, "RUN --mount").</summary>
/// <param name="Kind">What is mounted.</param>
/// <param name="Target">Where, an absolute path; null for a secret that is only a variable.</param>
public sealed record RunMount(RunMountKind Kind, string? Target)
{
    /// <summary>Whether it shows files of the context, a stage or an image, or begins with them.</summary>
    public bool ShowsTree => Kind == RunMountKind.Bind || (Kind == RunMountKind.Cache && From is not null);

    /// <summary>Where its files come from; null for the context.</summary>
    public CopyOrigin? From { get; init; }

    /// <summary>The path that is mounted; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the secret or cache; null for its target.</summary>
    public string? Id { get; init; }

    /// <summary>The size of a filesystem in memory, in bytes; null for the guest's default.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it can't be written.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether a secret that is not given ends the build.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The variable that a secret is put in; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>The permissions; null for the default.</summary>
    public int? Mode { get; init; }

    /// <summary>The owner; null for 0.</summary>
    public int? UserId { get; init; }

    /// <summary>The group; null for 0.</summary>
    public int? GroupId { get; init; }
}
