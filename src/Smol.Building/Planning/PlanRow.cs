namespace Smol.Building.Planning;

/// <summary>A line of a plan.</summary>
/// <param name="What">What it is about, in a word.</param>
/// <param name="Name">Which one.</param>
/// <param name="Detail">What there is to know about it.</param>
public readonly record struct PlanRow(string What, string Name, string Detail);
