namespace Smol.Machines.Consoles;

/// <summary>What a person at a console's keys tells us, and not the guest.</summary>
public enum ConsoleCommand
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Go away from the console; the machine goes on.</summary>
    Detach,

    /// <summary>End.</summary>
    Leave,
}
