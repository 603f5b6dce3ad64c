using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>The kinds of members as an index has them, in three bits.</summary>
internal static class IndexKinds
{
    private const int Mask = 7;

    /// <summary>A hard link is none of the kinds of nodes.</summary>
    private static readonly NodeKind?[] Kinds =
        [null, NodeKind.File, NodeKind.Directory, NodeKind.SymbolicLink, NodeKind.Fifo, NodeKind.Socket, NodeKind.BlockDevice, NodeKind.CharacterDevice];

    public static byte Join(IndexFlags flags, NodeKind? kind) => (byte)((int)flags | Array.IndexOf(Kinds, kind));

    public static (IndexFlags Flags, NodeKind? Kind) Split(byte joined) => ((IndexFlags)(joined & ~Mask), Kinds[joined & Mask]);
}
