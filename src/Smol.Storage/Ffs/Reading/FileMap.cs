using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Finds where in the image the bytes of files are.</summary>
internal sealed class FileMap
{
    private readonly Volume _volume;
    private readonly Geometry _geometry;
    private readonly BlockWalker _walker;
    private readonly Func<BlockClaim, bool> _visit;
    private readonly List<DataRange> _ranges = [];
    private Inode _inode;
    private InodePlace _place;
    private long _unclaimed;

    public FileMap(Volume volume)
    {
        _volume = volume;
        _geometry = volume.Geometry;
        _walker = new(volume);
        _visit = Visit;
        _unclaimed = _geometry.Fragments;
    }

    /// <summary>The runs of a file that have bytes, until the next call.</summary>
    /// <param name="inode">The inode of a file, a directory, or a symbolic link that is too long for the inode.</param>
    /// <param name="place">Where it is.</param>
    /// <exception cref="SmolException">
    /// An address leads out of the filesystem's data, or so many blocks are claimed that some must be so twice.
    /// </exception>
    public List<DataRange> RangesOf(in Inode inode, in InodePlace place)
    {
        if (inode.Length < 0 || inode.Length > _geometry.MaxFileSize)
            throw place.Damaged($"its length is {inode.Length} bytes");
        _inode = inode;
        _place = place;
        _ranges.Clear();
        _walker.Walk(inode, _visit);
        return _ranges;
    }

    /// <summary>The content of a file.</summary>
    public FileContent ContentOf(in Inode inode, in InodePlace place)
    {
        if (inode.Length == 0)
            return default;
        List<DataRange> ranges = RangesOf(inode, place);
        return ranges is [{ FileOffset: 0 } whole] && whole.Length == inode.Length
            ? FileContent.FromRange(_volume.Source, whole.SourceOffset, whole.Length)
            : FileContent.FromRanges(_volume.Source, inode.Length, [.. ranges]);
    }

    private bool Visit(BlockClaim claim)
    {
        if (_inode.IsSnapshotMark(claim.Address))
            return false;
        if (!_volume.IsData(claim.Address, claim.Fragments))
            throw _place.Damaged($"its block {claim.FileBlock} is at fragment {claim.Address}, which is not for data");
        _unclaimed -= claim.Fragments;
        if (_unclaimed < 0)
            throw _place.Damaged("files have more blocks than the filesystem: some have the same ones");
        if (claim.Level == 0 && !claim.IsPastEnd)
            Add(claim);
        return true;
    }

    private void Add(BlockClaim claim)
    {
        long from = claim.FileBlock * _geometry.BlockSize;
        long count = Math.Min(_geometry.BlockSize, _inode.Length - from);
        long source = _volume.ImageOffset(claim.Address);
        DataRange last = _ranges.Count > 0 ? _ranges[^1] : default;
        if (last.Length > 0 && last.FileOffset + last.Length == from && last.SourceOffset + last.Length == source)
            _ranges[^1] = last with { Length = last.Length + count };
        else
            _ranges.Add(new(from, count, source));
    }
}
