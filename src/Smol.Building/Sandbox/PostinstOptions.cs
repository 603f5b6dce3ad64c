using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>How scripts are run.</summary>
public sealed record PostinstOptions
{
    /// <summary>Where.</summary>
    public PostinstChoice Choice { get; init; } = PostinstChoice.Sandbox;

    /// <summary>The service's folder: <c>../service/NAME</c> to a script.</summary>
    public required string ServiceFolder { get; init; }

    /// <summary>The folder of what services share, <c>../service/common</c> to a script; null when there is none.</summary>
    public string? CommonFolder { get; init; }

    /// <summary>The environment.</summary>
    public required PostinstVariables Variables { get; init; }

    /// <summary>The time of what the scripts make or change, unless they give it an earlier one.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Where the files that scripts made are kept, for as long as the outcome is: their bytes are in a file without a name.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Whether scripts reach the network, the host's own services included (<c>--network</c>).</summary>
    public bool HasNetwork { get; init; }

    /// <summary>Whether this host can run the image's own programs: a Linux guest of the host's architecture.</summary>
    public bool RunsPrograms { get; init; }

    /// <summary>Whether the recipe says that its scripts need a NetBSD (<c>NETBSD_ONLY</c>).</summary>
    public bool NeedsNetBsd { get; init; }

    /// <summary>What scripts may use up.</summary>
    public SandboxLimits Limits { get; init; } = new();
}
