using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>
/// <c>qemu-NAME.pid</c> in the current folder, where scripts for startnb.sh look for it: it leads to the file that QEMU itself removes when it ends.
/// </summary>
/// <param name="service">The name.</param>
internal sealed class PidFileLink(string service)
{
    private string Name => $"qemu-{service}.pid";

    /// <summary>Checks that no machine has the name here.</summary>
    /// <exception cref="SmolException">One has.</exception>
    public void Check()
    {
        if (File.Exists(Name))
            throw new SmolException("a machine of that name was started here, and runs", Name, "kill it, or remove the file");
    }

    /// <summary>Makes it lead to a machine's.</summary>
    /// <exception cref="SmolException">It can't be made.</exception>
    public void Make(MachineStatus machine)
    {
        try
        {
            File.Delete(Name);
            File.CreateSymbolicLink(Name, machine.Paths.PidFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be made: " + failure.Message, Name, cause: failure);
        }
    }

    /// <summary>Removes it, if it is ours.</summary>
    public void Remove()
    {
        if (new FileInfo(Name).LinkTarget is not null)
            File.Delete(Name);
    }
}
