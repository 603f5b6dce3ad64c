namespace Smol.Building.Booting;

/// <summary>Who is let into the guest when a step has failed (<c>--debug-shell</c>).</summary>
/// <param name="Input">What is typed. Its end ends the shell.</param>
/// <param name="Output">Where what the shell says goes.</param>
/// <param name="Enter">Called when the shell begins; what it gives is disposed of when the shell is over.</param>
public sealed record DebugShell(Stream Input, Stream Output, Func<IDisposable?> Enter);
