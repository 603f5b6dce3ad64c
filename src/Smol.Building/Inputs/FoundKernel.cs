using Smol.Building.Locking;

namespace Smol.Building.Inputs;

/// <summary>The kernel that a BIOS starts.</summary>
/// <param name="Path">Its file, compressed or not.</param>
/// <param name="Locked">What a lock file has of it.</param>
public sealed record FoundKernel(string Path, LockedInput Locked);
