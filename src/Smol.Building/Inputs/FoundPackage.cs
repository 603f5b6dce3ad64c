using Smol.Building.Locking;

namespace Smol.Building.Inputs;

/// <summary>A NetBSD package that a recipe needs, and where it is.</summary>
/// <param name="Path">The archive.</param>
/// <param name="IsAutomatic">Whether it is only there because another needs it.</param>
/// <param name="Locked">What the lock file has of it.</param>
public sealed record FoundPackage(string Path, bool IsAutomatic, LockedInput Locked);
