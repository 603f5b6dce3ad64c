namespace Smol.Machines.Consoles;

/// <summary>The console of a machine, for the one who stays there until it ends.</summary>
internal interface IConsole : IDisposable
{
    /// <summary>Copies what the guest says until the machine ends.</summary>
    /// <param name="output">Where to.</param>
    Task CopyAsync(Stream output);

    /// <summary>Types.</summary>
    /// <exception cref="IOException">The machine has ended.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> bytes);
}
