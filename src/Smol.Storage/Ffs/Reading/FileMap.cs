using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Finds where in the image the bytes of files are.</summary>
internal sealed class FileMap(Volume volume)
{
    private const uint SnapshotFlag = 0x00200000; // sys/sys/stat.h: SF_SNAPSHOT
    private const long LargestSnapshotMark = 2; // sys/ufs/ffs/fs.h: BLK_NOCOPY, BLK_SNAP

    private readonly Geometry _geometry = volume.Geometry;
    private readonly BlockWalker _walker = new(volume);
    private long _unclaimed = volume.Geometry.Fragments;

    /// <summary>The runs of a file that have bytes.</summary>
    /// <param name="inode">The inode of a file, a directory, or a symbolic link that is too long for the inode.</param>
    /// <param name="place">What to call it in an error.</param>
    /// <exception cref="SmolException">An address leads out of the filesystem's data, or so many blocks are claimed that some must be so twice.</exception>
    public List<DataRange> RangesOf(in Inode inode, string place)
    {
        if (inode.Length < 0 || inode.Length > _geometry.MaxFileSize)
            throw new SmolException($"its length is {inode.Length} bytes", place, Volume.Hint);
        long length = inode.Length;
        bool isSnapshot = (inode.Flags & SnapshotFlag) != 0;
        var ranges = new List<DataRange>();
        _walker.Walk(inode, claim =>
        {
            if (isSnapshot && claim.Address is > 0 and <= LargestSnapshotMark)
                return false;
            Claim(claim, place);
            if (claim.Level == 0 && !claim.IsPastEnd)
                Add(ranges, claim, length);
            return true;
        });
        return ranges;
    }

    /// <summary>The content of a file.</summary>
    public FileContent ContentOf(in Inode inode, string place)
    {
        List<DataRange> ranges = RangesOf(inode, place);
        if (ranges is [{ FileOffset: 0 } whole] && whole.Length == inode.Length)
            return FileContent.FromRange(volume.Source, whole.SourceOffset, whole.Length);
        return inode.Length == 0 ? default : FileContent.FromRanges(volume.Source, inode.Length, [.. ranges]);
    }

    private void Claim(BlockClaim claim, string place)
    {
        if (!volume.IsData(claim.Address, claim.Fragments))
            throw new SmolException($"block {claim.FileBlock} is at fragment {claim.Address}, which is not for data", place, Volume.Hint);
        _unclaimed -= claim.Fragments;
        if (_unclaimed < 0)
            throw new SmolException("files have more blocks than the filesystem: some have the same ones", place, Volume.Hint);
    }

    private void Add(List<DataRange> ranges, BlockClaim claim, long length)
    {
        long from = claim.FileBlock * _geometry.BlockSize;
        long count = Math.Min(_geometry.BlockSize, length - from);
        long source = volume.ImageOffset(claim.Address);
        if (ranges.Count > 0 && ranges[^1] is var last && last.FileOffset + last.Length == from && last.SourceOffset + last.Length == source)
            ranges[^1] = last with { Length = last.Length + count };
        else
            ranges.Add(new(from, count, source));
    }
}
