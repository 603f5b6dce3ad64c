namespace Smol.Building.Caching;

/// <summary>What the step cache has of a step that a guest ran.</summary>
/// <param name="Key">The step's key.</param>
/// <param name="Text">The instruction, for people.</param>
/// <param name="Folder">The name of the folder of the boot that ran it.</param>
/// <param name="Layers">The files there that make the disk after it, the lowest first.</param>
/// <param name="Created">When it was run.</param>
/// <param name="HasNewAccounts">Whether a NetBSD's hashed account files must still be made anew.</param>
public sealed record StepRecord(string Key, string Text, string Folder, IReadOnlyList<LayerFile> Layers, DateTimeOffset Created, bool HasNewAccounts);
