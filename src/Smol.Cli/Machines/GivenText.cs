namespace Smol.Cli.Machines;

/// <summary>A value as the user gave it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Place">The flag or the line of the machine file.</param>
internal sealed record GivenText(string Value, string Place);
