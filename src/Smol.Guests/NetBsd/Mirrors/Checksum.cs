namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>A digest that a mirror gives for a file.</summary>
/// <param name="Algorithm">How it is made.</param>
/// <param name="Hex">The digest, in lower-case hexadecimal.</param>
public sealed record Checksum(ChecksumAlgorithm Algorithm, string Hex);
