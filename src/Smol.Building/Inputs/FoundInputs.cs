using Smol.Building.Composition;

namespace Smol.Building.Inputs;

/// <summary>The inputs of a recipe, all here.</summary>
/// <param name="Sets">The sets, in the order in which they are laid over each other.</param>
/// <param name="Packages">The packages.</param>
/// <param name="Script">The script that runs at the end; null for none.</param>
/// <param name="BiosKernel">The kernel that a BIOS starts; null where none does.</param>
internal sealed record FoundInputs(IReadOnlyList<FoundSet> Sets, FoundPackages Packages, FetchedScript? Script, FoundKernel? BiosKernel);
