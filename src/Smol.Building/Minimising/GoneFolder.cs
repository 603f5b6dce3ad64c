namespace Smol.Building.Minimising;

/// <summary>What went from a folder of a minimised image, with all that is below it.</summary>
/// <param name="Path">The folder, or a file, at most two names deep.</param>
/// <param name="Size">How much went.</param>
public sealed record GoneFolder(string Path, TreeSize Size);
