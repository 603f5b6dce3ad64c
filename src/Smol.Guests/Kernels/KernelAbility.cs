namespace Smol.Guests.Kernels;

/// <summary>Something that a kernel may or may not be able to do.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsThere">Whether it can; null where nothing in the file proves either.</param>
/// <param name="Evidence">What says so: a symbol, a string, or what is missing.</param>
public sealed record KernelAbility(string Name, bool? IsThere, string Evidence);
