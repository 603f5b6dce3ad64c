namespace Smol.Machines;

/// <summary>Where a machine is in its life.</summary>
public enum MachineState
{
    /// <summary>It is there, and its QEMU has not come up yet.</summary>
    Created,

    /// <summary>Its QEMU runs.</summary>
    Running,

    /// <summary>Its QEMU is there, and its virtual CPUs are held.</summary>
    Paused,

    /// <summary>Its QEMU has ended in order, or was ended by us.</summary>
    Stopped,

    /// <summary>Its QEMU is gone without having ended in order: a crash, a kill by somebody else, a reboot of the host.</summary>
    Failed,
}
