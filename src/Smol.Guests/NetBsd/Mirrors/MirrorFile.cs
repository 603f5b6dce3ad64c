using Smol.Fetching;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>A file that a mirror has.</summary>
/// <param name="Name">Its name there, such as <c>base.tar.xz</c>.</param>
/// <param name="Request">How to fetch it, with the digest that the mirror gives.</param>
public sealed record MirrorFile(string Name, FetchRequest Request);
