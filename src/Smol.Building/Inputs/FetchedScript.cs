using Smol.Building.Locking;

namespace Smol.Building.Inputs;

/// <summary>A script that was fetched.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Locked">What a lock file has of it.</param>
public sealed record FetchedScript(string Path, LockedInput Locked);
