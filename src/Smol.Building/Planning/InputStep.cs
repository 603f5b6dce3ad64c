using System.Globalization;

namespace Smol.Building.Planning;

/// <summary>Something is fetched where it is not here, opened, and laid over what was before it.</summary>
/// <param name="Kind"><c>image</c>, <c>set</c>, <c>summary</c>, <c>package</c>, <c>script</c> or <c>kernel</c>.</param>
/// <param name="Name">What the recipe calls it; a package's whole name, where it is known.</param>
/// <param name="Source">A URL, or a path of the host; null for a package that the summary has to choose first.</param>
/// <param name="State">Where its bytes are now.</param>
public sealed record InputStep(string Kind, string Name, string? Source, InputState State) : PlanStep
{
    /// <summary>Its length in bytes; null where that is not known.</summary>
    public long? Size { get; init; }

    /// <summary><c>sha256:</c> or <c>sha512:</c> and the digest; null where none is known.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether the lock file decides which bytes these are.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Whether it is only there because another package needs it.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The packages that it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows()
    {
        string?[] details =
        [
            Source ?? "the summary says which one, and what it needs",
            Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size} bytes") : null,
            Digest is null ? null : Digest[..Math.Min(Digest.Length, Digest.IndexOf(':', StringComparison.Ordinal) + 13)],
            State switch { InputState.Here => "here", InputState.Cached => "cached", _ => "to be fetched" },
            IsLocked ? "locked" : null,
            IsAutomatic ? "needed by others" : null,
        ];
        yield return new(Kind, Name, string.Join(", ", details.OfType<string>()));
    }
}
