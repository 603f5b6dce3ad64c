using System.ComponentModel;
using System.Runtime.InteropServices;
using Smol.Machines.Native;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>Named pipes, fifo(7).</summary>
internal static class Fifo
{
    private const uint OwnerOnly = 0x180; // 0600

    /// <summary>Makes one, unless it is there.</summary>
    /// <exception cref="SmolException">The folder's filesystem can't hold it.</exception>
    public static void Create(string path)
    {
        if (LibC.MakeFifo(path, OwnerOnly) == 0)
            return;
        var failure = new Win32Exception(Marshal.GetLastPInvokeError());
        if (!File.Exists(path))
            throw new SmolException("can't be made: " + failure.Message, path);
    }

    /// <summary>Opens one for both ways: so it does not wait for its other end.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
}
