namespace Smol.Machines.Consoles;

/// <summary>Who is at a console.</summary>
/// <param name="Output">Where what the guest says goes.</param>
/// <param name="Input">What is typed, or null. Its end is not the end of the visit.</param>
/// <param name="Keys">Finds commands among what is typed; null where that is no person, and every byte is the guest's.</param>
public sealed record ConsoleUser(Stream Output, Stream? Input, ConsoleKeys? Keys = null);
