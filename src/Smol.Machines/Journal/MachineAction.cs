namespace Smol.Machines.Journal;

/// <summary>What can happen to a machine.</summary>
public enum MachineAction
{
    /// <summary>It was made.</summary>
    Create,

    /// <summary>Its QEMU has come up.</summary>
    Start,

    /// <summary>Its virtual CPUs are held.</summary>
    Pause,

    /// <summary>They go on.</summary>
    Unpause,

    /// <summary>One of us has ended its run.</summary>
    Stop,

    /// <summary>Its run is over, however that came.</summary>
    Die,

    /// <summary>It has another name.</summary>
    Rename,

    /// <summary>It is gone, with all that it wrote.</summary>
    Remove,
}
