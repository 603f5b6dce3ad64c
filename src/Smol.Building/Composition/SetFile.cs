namespace Smol.Building.Composition;

/// <summary>A set that a folder has.</summary>
/// <param name="Name">What a recipe calls it: the file's name without its extension, or a Debian package's name.</param>
/// <param name="Path">The archive or package.</param>
public sealed record SetFile(string Name, string Path);
