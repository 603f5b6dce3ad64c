namespace Smol.Storage.Archives;

/// <summary>The first byte of a member in an index: what follows. Its low three bits are the kind (<see cref="IndexKinds"/>).</summary>
[Flags]
internal enum IndexFlags : byte
{
    /// <summary>Owner, group and file flags are those of the member before.</summary>
    SameOwner = 8,

    Nanoseconds = 0x10,

    Sparse = 0x20,

    /// <summary>It has bytes, or is a sparse file with a length.</summary>
    Content = 0x40,
}
