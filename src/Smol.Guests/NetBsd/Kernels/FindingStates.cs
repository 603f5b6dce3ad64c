namespace Smol.Guests.NetBsd.Kernels;

/// <summary>The ways between states, as <c>userconf(4)</c> goes them (<c>sys/kern/subr_userconf.c</c>): enabling undoes disabling exactly.</summary>
public static class FindingStates
{
    /// <summary>Whether autoconf passes the device by.</summary>
    public static bool IsDisabled(this FindingState state) => state is FindingState.DisabledStar or FindingState.DisabledNotFound;

    /// <summary>The state with the device disabled. A device that was found can't be.</summary>
    public static FindingState Disabled(this FindingState state) => state switch
    {
        FindingState.NotFound => FindingState.DisabledNotFound,
        FindingState.Star => FindingState.DisabledStar,
        _ => state,
    };

    /// <summary>The state with the device enabled.</summary>
    public static FindingState Enabled(this FindingState state) => state switch
    {
        FindingState.DisabledNotFound => FindingState.NotFound,
        FindingState.DisabledStar => FindingState.Star,
        _ => state,
    };

    /// <summary>NetBSD's word, without <c>FSTATE_</c>.</summary>
    public static string ToWord(this FindingState state) => state switch
    {
        FindingState.NotFound => "NOTFOUND",
        FindingState.Found => "FOUND",
        FindingState.Star => "STAR",
        FindingState.DisabledStar => "DSTAR",
        _ => "DNOTFOUND",
    };
}
