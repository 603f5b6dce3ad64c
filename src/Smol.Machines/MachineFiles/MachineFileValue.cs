namespace Smol.Machines.MachineFiles;

/// <summary>What a key of a machine file is set to.</summary>
/// <param name="Text">The value, expanded.</param>
/// <param name="Line">The line that set it, from 1.</param>
public sealed record MachineFileValue(string Text, int Line);
