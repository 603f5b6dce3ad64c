namespace Smol.Machines;

/// <summary>What ended a machine.</summary>
public enum StopMethod
{
    /// <summary>Nothing: it was not running.</summary>
    WasNotRunning,

    /// <summary>The guest, asked by STOP over the guest protocol.</summary>
    Guest,

    /// <summary>The guest, asked by its power button.</summary>
    PowerButton,

    /// <summary>The guest, asked by Ctrl-Alt-Del on its keyboard.</summary>
    CtrlAltDel,

    /// <summary>QEMU, asked by QMP's <c>quit</c>: for the guest, a loss of power.</summary>
    Quit,

    /// <summary>SIGTERM to the VMM.</summary>
    Terminated,

    /// <summary>SIGKILL to the VMM.</summary>
    Killed,
}
