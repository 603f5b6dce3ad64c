namespace Smol.Building.Sandbox;

/// <summary>Where a service's scripts run, as far as that is known without a look at them and at the tree.</summary>
/// <param name="Where">Where.</param>
/// <param name="Reason">Why it is not the sandbox, as half a sentence; null for the sandbox.</param>
public sealed record PostinstRoute(PostinstChoice Where, string? Reason)
{
    /// <summary>Decides it.</summary>
    /// <param name="needsNetBsd">Whether the recipe says that its scripts need a NetBSD (<c>NETBSD_ONLY</c>).</param>
    /// <param name="choice">What the user chose.</param>
    public static PostinstRoute For(bool needsNetBsd, PostinstChoice choice) => choice switch
    {
        PostinstChoice.Skip => new(choice, "--postinst=skip says so"),
        PostinstChoice.Host => new(choice, "--postinst=host says so"),
        _ when needsNetBsd => new(PostinstChoice.Boot, "NETBSD_ONLY says so"),
        PostinstChoice.Boot => new(choice, "--postinst=boot says so"),
        _ when !OperatingSystem.IsLinux() => new(PostinstChoice.Boot, "only Linux has what the sandbox is made of"),
        _ => new(choice, null),
    };
}
