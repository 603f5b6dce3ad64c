using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Images.Store;

namespace Smol.Building.Recipes.Smolerfiles;

/// <summary>What the command line and the world say of a SMOLerfile.</summary>
public sealed record SmolerfileOptions
{
    /// <summary>The dialect; null for what the file's label says, or Docker's.</summary>
    public SmolerfileDialect? Dialect { get; init; }

    /// <summary>The values of <c>--build-arg</c>.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The stage that is built, by name or number; null for the last one.</summary>
    public string? Target { get; init; }

    /// <summary>The architecture, in NetBSD's words.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>The context: the folder that <c>COPY</c> takes files from, and <c>INCLUDE</c> too; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>Whether the store has an image of a name; without it, a name without a tag is a set.</summary>
    public Func<string, bool> IsImage { get; init; } = static _ => false;

    /// <summary>The configuration of an image of the store; null for one that is not at hand.</summary>
    public Func<string, ImageConfiguration?> BaseConfiguration { get; init; } = static _ => null;

    /// <summary>What machines of an image of the store have by default; null where it says nothing, or is not at hand.</summary>
    public Func<string, MachineDefaults?> BaseMachine { get; init; } = static _ => null;

    /// <summary>Labels of the image, as a last <c>LABEL</c> of the stage that is built gives them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Lines of <c>/etc/hosts</c> that <c>RUN</c> steps see, and the image does not.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether <c>RUN</c> steps that do not say otherwise reach the network.</summary>
    public bool HasNetwork { get; init; } = true;

    /// <summary>What <c>.dockerignore</c> leaves out of the context.</summary>
    public IgnoreRules Ignore { get; init; } = IgnoreRules.None;
}
