namespace Smol.TestSupport.Fuzzing;

/// <summary>A sound image that fuzzing damages.</summary>
/// <param name="Name">Who made it, and how.</param>
/// <param name="Bytes">The image.</param>
/// <param name="Structures">
/// Where its structures are, by kind: superblocks, inodes, directories… Each kind is hit as often as any other, however many of it there are.
/// </param>
public sealed record FuzzedImage(string Name, byte[] Bytes, IReadOnlyList<(int Offset, int Length)[]> Structures)
{
    /// <summary>Makes the checksums right again that damage made wrong, so that it gets through to what lies behind their check.</summary>
    public Action<Memory<byte>>? Mend { get; init; }
}
