using Smol.Storage;

namespace Smol.Machines;

/// <summary>What can be asked of the VMM of a machine that is up.</summary>
internal interface IVmm
{
    /// <summary>Holds the guest's virtual CPUs.</summary>
    /// <exception cref="SmolException">It refuses, or does not answer.</exception>
    Task PauseAsync(CancellationToken stop);

    /// <summary>Lets a paused guest run.</summary>
    /// <exception cref="SmolException">It refuses, or does not answer.</exception>
    Task ContinueAsync(CancellationToken stop);

    /// <summary>Asks the guest to end by a button or key that its machine has.</summary>
    /// <returns>By what.</returns>
    /// <exception cref="SmolException">It refuses, or does not answer.</exception>
    Task<StopMethod> PressAsync(CancellationToken stop);

    /// <summary>Ends the VMM after it has written out what it has of the disk.</summary>
    /// <exception cref="SmolException">It refuses, or does not answer.</exception>
    Task QuitAsync(CancellationToken stop);
}
