using Smol.Guests.NetBsd.Mirrors;

namespace Smol.Building.Inputs;

/// <summary>Where a set is: on this host, or on a mirror.</summary>
/// <param name="Reference">The set as the recipe names it.</param>
/// <param name="Path">The archive, package or folder of the host; null for one of the mirror.</param>
/// <param name="File">The mirror's file; null for one of the host.</param>
/// <param name="IsPinned">Whether the lock file decides which file that is.</param>
public sealed record SetLocation(Composition.SetReference Reference, string? Path, MirrorFile? File, bool IsPinned);
