using System.ComponentModel;
using System.Runtime.InteropServices;
using Smol.Machines.Native;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>The FIFOs of the guest protocol.</summary>
internal static class ControlPipe
{
    private const uint OwnerOnly = 0x180; // 0600

    /// <summary>Makes both FIFOs.</summary>
    /// <exception cref="SmolException">The folder's filesystem can't hold them.</exception>
    public static void Create(MachinePaths paths)
    {
        foreach (string path in (string[])[paths.ControlPipeIn, paths.ControlPipeOut])
            if (LibC.MakeFifo(path, OwnerOnly) != 0)
                throw new SmolException("can't be made: " + new Win32Exception(Marshal.GetLastPInvokeError()).Message, path);
    }

    /// <summary>Says STOP to the guest.</summary>
    public static void SayStop(MachinePaths paths)
    {
        // Opened for both ways, a FIFO does not wait for its other end.
        using FileStream pipe = new(paths.ControlPipeIn, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        pipe.Write("STOP\n"u8);
    }
}
