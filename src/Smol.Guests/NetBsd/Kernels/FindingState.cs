namespace Smol.Guests.NetBsd.Kernels;

/// <summary>What autoconf(9) has to do with a device that a kernel is configured for: <c>cf_fstate</c> (<c>sys/sys/device.h: FSTATE_*</c>, the same in NetBSD 7.99.10 and in 1.189 of 10.99.12).</summary>
public enum FindingState
{
    /// <summary>One device with a unit number, to be looked for.</summary>
    NotFound = 0,

    /// <summary>One device that was found: never in a kernel's file, only in the memory of a running one.</summary>
    Found = 1,

    /// <summary>As many devices as there are.</summary>
    Star = 2,

    /// <summary><see cref="Star"/>, disabled.</summary>
    DisabledStar = 3,

    /// <summary><see cref="NotFound"/>, disabled.</summary>
    DisabledNotFound = 4,
}
