namespace Smol.Storage.FileTrees;

/// <summary>Names as their bytes: equal when those are, in the order of byte values.</summary>
internal sealed class NameBytes : IEqualityComparer<byte[]>, IComparer<byte[]>
{
    private NameBytes()
    {
    }

    /// <summary>The only one.</summary>
    public static NameBytes Order { get; } = new();

    /// <summary>A number that is the same for equal names, and another one in each process, so that no archive can be made of names that collide.</summary>
    public static int HashOf(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj) => HashOf(obj);

    /// <inheritdoc/>
    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
