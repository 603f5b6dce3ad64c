namespace Smol.Machines.Restarts;

/// <summary>After which ends a machine is started again; docker's words.</summary>
public enum RestartWhen
{
    /// <summary>After none.</summary>
    No,

    /// <summary>After an exit code that is not 0, and after a crash of QEMU.</summary>
    OnFailure,

    /// <summary>After each that nobody asked for.</summary>
    Always,

    /// <summary>As <see cref="Always"/>; whoever supervises machines leaves one alone that was stopped before he came.</summary>
    UnlessStopped,
}
