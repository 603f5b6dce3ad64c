using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Writing;

namespace Smol.Storage.Ffs;

/// <summary>
/// Writes a planned filesystem in one pass from its first byte to its last. Nothing is written before the superblock: the boot blocks
/// are the caller's.
/// </summary>
public static class FfsWriter
{
    /// <summary>Writes the filesystem.</summary>
    /// <param name="layout">The plan.</param>
    /// <param name="image">The disk image; the caller commits it.</param>
    /// <param name="offset">Where in the image the filesystem begins, in bytes.</param>
    /// <exception cref="SmolException">A file's content can't be read, or the image can't be written.</exception>
    public static void Write(FfsLayout layout, ImageWriter image, long offset)
    {
        var output = new SequentialOutput(image, offset);
        var data = new DataSpace(layout.Geometry);
        var contents = new ContentSource(layout.Tree);
        var groups = new GroupWriter(layout, data, output);
        var tails = new TailWriter(layout, data, contents, output);
        var blocks = new BlockWriter(layout.Geometry, data, output, address => CatchUp(groups, tails, address));
        groups.WriteSuperblock();
        ReadOnlySpan<PlannedInode> inodes = layout.Tree.Inodes;
        for (int index = 0; index < inodes.Length; index++)
        {
            FileShape shape = FileShape.Of(inodes[index], layout.BlockSize, layout.FragmentSize, layout.Geometry.MaxInlineLink);
            if (shape.Blocks.Total > 0)
                blocks.Write(contents.Of(inodes[index]), shape, layout.Space.Placements[index].FirstBlock);
        }
        CatchUp(groups, tails, long.MaxValue);
    }

    /// <summary>Writes all heads of groups and ends of files that stand before an address.</summary>
    private static void CatchUp(GroupWriter groups, TailWriter tails, long address)
    {
        while (Math.Min(groups.NextAddress, tails.NextAddress) < address)
        {
            if (groups.NextAddress < tails.NextAddress)
                groups.WriteNext();
            else
                tails.WriteNext();
        }
    }
}
