using System.Text;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>The FIFOs of the guest protocol.</summary>
internal static class ControlPipe
{
    /// <summary>Makes both FIFOs; those of an earlier run are empty, since nobody has them open.</summary>
    /// <exception cref="SmolException">The folder's filesystem can't hold them.</exception>
    public static void Create(MachinePaths paths)
    {
        Fifo.Create(paths.ControlPipeIn);
        Fifo.Create(paths.ControlPipeOut);
    }

    /// <summary>Says STOP to the guest.</summary>
    /// <param name="paths">The machine's.</param>
    /// <param name="signal">What its processes get; null for TERM.</param>
    public static void SayStop(MachinePaths paths, string? signal) => Say(paths, signal is null ? "STOP" : $"STOP {signal}");

    /// <summary>Says a line to the guest.</summary>
    public static void Say(MachinePaths paths, string line)
    {
        using FileStream pipe = Fifo.Open(paths.ControlPipeIn);
        pipe.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
