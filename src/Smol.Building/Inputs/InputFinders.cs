namespace Smol.Building.Inputs;

/// <summary>What finds, and fetches, each kind of input.</summary>
/// <param name="Sets">Finds sets.</param>
/// <param name="Packages">Finds packages.</param>
/// <param name="Scripts">Finds the script that runs at the end.</param>
/// <param name="Kernels">Finds the kernel that a BIOS starts.</param>
public sealed record InputFinders(SetFinder Sets, PackageFinder Packages, ScriptFinder Scripts, KernelFinder Kernels);
