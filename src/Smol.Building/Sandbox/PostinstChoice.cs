namespace Smol.Building.Sandbox;

/// <summary>Where a service's <c>postinst</c> scripts run (<c>--postinst</c>).</summary>
public enum PostinstChoice
{
    /// <summary>On this host, unprivileged and confined; what can't run so is left to the build boot.</summary>
    Sandbox,

    /// <summary>All in the build boot, in the guest itself.</summary>
    Boot,

    /// <summary>On this host with the rights of the user and everything in sight, as smolBSD runs them.</summary>
    Host,

    /// <summary>Not at all.</summary>
    Skip,
}
