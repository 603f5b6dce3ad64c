using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>What extended headers say in place of the header that they go with; null where they say nothing.</summary>
internal record struct PaxAttributes
{
    public ByteString? Path { get; set; }

    public ByteString? LinkPath { get; set; }

    public long? Size { get; set; }

    public long? UserId { get; set; }

    public long? GroupId { get; set; }

    public Timestamp? Modified { get; set; }

    /// <summary><c>SCHILY.fflags</c>.</summary>
    public uint Flags { get; set; }

    /// <summary><c>SCHILY.devmajor</c>.</summary>
    public long? DeviceMajor { get; set; }

    /// <summary><c>SCHILY.devminor</c>.</summary>
    public long? DeviceMinor { get; set; }

    /// <summary><c>SCHILY.filetype=socket</c>: ustar has no type for it.</summary>
    public bool IsSocket { get; set; }

    /// <summary><c>GNU.sparse.name</c>: the path, where <see cref="Path"/> is a made-up one for who does not know sparse files.</summary>
    public ByteString? SparseName { get; set; }

    /// <summary><c>GNU.sparse.major</c>: 1 says that the map is in the data.</summary>
    public long? SparseMajor { get; set; }

    /// <summary><c>GNU.sparse.realsize</c> or <c>GNU.sparse.size</c>: the length with the holes.</summary>
    public long? SparseSize { get; set; }

    /// <summary>Offsets and lengths by turns: <c>GNU.sparse.offset</c> and <c>.numbytes</c> (0.0) or <c>.map</c> (0.1).</summary>
    public List<long>? SparseMap { get; set; }

    /// <summary>What of a global header holds for every member.</summary>
    public readonly PaxAttributes WithoutSparse() => this with { SparseName = null, SparseMajor = null, SparseSize = null, SparseMap = null };
}
