using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Writing;

/// <summary>
/// Writes a filesystem in one pass from its first byte to its last. Three things stand between each other: the heads of the
/// groups, the whole blocks of files, and the ends of files; each comes in ascending order, and here they are merged.
/// </summary>
internal sealed class FilesystemWriter
{
    private readonly FfsLayout _layout;
    private readonly ContentSource _contents;
    private readonly GroupWriter _groups;
    private readonly TailWriter _tails;
    private readonly BlockWriter _blocks;

    public FilesystemWriter(FfsLayout layout, ImageWriter image, long offset, ReadOnlySpan<byte> identity)
    {
        var output = new ImagePart(image, offset);
        _layout = layout;
        _contents = new(layout.Tree);
        _groups = new(layout, output, new(identity));
        _tails = new(layout, _contents, output);
        _blocks = new(layout, output, CatchUp);
    }

    /// <summary>Writes the filesystem.</summary>
    public void Write()
    {
        _groups.WriteSuperblock();
        ReadOnlySpan<PlannedInode> inodes = _layout.Tree.Inodes;
        for (int index = 0; index < inodes.Length; index++)
        {
            FileShape shape = FileShape.Of(inodes[index], _layout.Geometry);
            if (shape.Blocks.Total > 0)
                _blocks.Write(_contents.Of(inodes[index]), shape, _layout.Space.Placements[index].FirstBlock);
        }
        CatchUp(long.MaxValue);
    }

    /// <summary>Writes all heads of groups and ends of files that stand before an address.</summary>
    private void CatchUp(long address)
    {
        while (Math.Min(_groups.NextAddress, _tails.NextAddress) < address)
        {
            if (_groups.NextAddress < _tails.NextAddress)
                _groups.WriteNext();
            else
                _tails.WriteNext();
        }
    }
}
