namespace Smol.Machines.Timing;

/// <summary>A moment on a machine's way to its service, in the usual order.</summary>
public enum BootMark
{
    /// <summary>All is prepared, and QEMU is started.</summary>
    Exec,

    /// <summary>QEMU has its devices, its sockets and its memory.</summary>
    VmmUp,

    /// <summary>QEMU has answered over QMP.</summary>
    QmpGreeting,

    /// <summary>The guest's first instruction.</summary>
    GuestBegin,

    /// <summary>The first byte on the console.</summary>
    FirstByte,

    /// <summary>The kernel has said how long it took: <c>kernel boot time: Nms</c>.</summary>
    KernelDone,

    /// <summary>READY of the guest protocol.</summary>
    GuestListens,

    /// <summary>The line <c>smol: ready</c> on the console.</summary>
    ServiceReady,

    /// <summary>The first byte that came back from a published port.</summary>
    PortAnswer,

    /// <summary>The machine has ended.</summary>
    End,
}
