using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;

namespace Smol.Storage.Ffs.Checking;

/// <summary>Checks the addresses that an inode leads to, and claims what is there.</summary>
internal sealed class BlockCheck
{
    private readonly Volume _volume;
    private readonly FindingList _findings;
    private readonly FragmentClaims _claims;
    private readonly Geometry _geometry;
    private readonly BlockWalker _walker;
    private readonly Func<BlockClaim, bool> _visit;
    private long _number;
    private Inode _inode;
    private CheckedDirectory? _directory;
    private long _fragments;

    public BlockCheck(Volume volume, FindingList findings, FragmentClaims claims)
    {
        _volume = volume;
        _findings = findings;
        _claims = claims;
        _geometry = volume.Geometry;
        _walker = new(volume);
        _visit = Visit;
    }

    /// <summary>Checks an inode's addresses.</summary>
    /// <param name="number">The inode.</param>
    /// <param name="inode">What is in it.</param>
    /// <param name="directory">Takes note of where a directory's bytes are; null for anything else.</param>
    public void Check(long number, in Inode inode, CheckedDirectory? directory)
    {
        _number = number;
        _inode = inode;
        _directory = directory;
        _fragments = 0;
        _walker.Walk(inode, _visit);
        VisitAttributes(inode.Attributes0, 0);
        VisitAttributes(inode.Attributes1, 1);
        long sectors = _fragments * (_geometry.FragmentSize / Inode.SectorSize);
        if (inode.Sectors != sectors)
        {
            string problem = $"the inode counts {inode.Sectors} sectors, not {sectors} (di_blocks)";
            _findings.Warning(problem, number, offset: _geometry.InodeOffset(number));
        }
    }

    /// <summary>Extended attributes have up to two blocks of their own; the last takes the fragments that it needs.</summary>
    private void VisitAttributes(long address, int block)
    {
        long rest = _inode.AttributesLength - ((long)block * _geometry.BlockSize);
        if (address == 0 || rest <= 0)
            return;
        int fragments = (int)((Math.Min(rest, _geometry.BlockSize) + _geometry.FragmentSize - 1) / _geometry.FragmentSize);
        Visit(new(address, fragments, 0, block, IsPastEnd: false), keep: false);
    }

    private bool Visit(BlockClaim claim) => Visit(claim, keep: true);

    private bool Visit(BlockClaim claim, bool keep)
    {
        if (_inode.IsSnapshotMark(claim.Address))
            return false;
        if (claim.IsPastEnd)
            Report(claim.Address, $"the inode has block {claim.FileBlock}, which is behind its end at byte {_inode.Length}");
        if (!_volume.IsData(claim.Address, claim.Fragments))
        {
            Report(claim.Address, $"{What(claim)} is where no data can be");
            return false;
        }
        if ((claim.Address % _geometry.FragmentsPerBlock) + claim.Fragments > _geometry.FragmentsPerBlock)
            Report(claim.Address, $"{What(claim)} reaches over the end of a block of the filesystem");
        bool isOwn = ClaimAll(claim);
        if (isOwn && keep && claim.Level == 0 && !claim.IsPastEnd)
            AddRange(claim);
        return isOwn;
    }

    private bool ClaimAll(BlockClaim claim)
    {
        long firstTaken = -1;
        for (long address = claim.Address; address < claim.Address + claim.Fragments; address++)
        {
            if (!_claims.Claim(address) && firstTaken < 0)
                firstTaken = address;
        }
        _fragments += claim.Fragments;
        if (firstTaken < 0)
            return true;
        Report(firstTaken, $"{What(claim)} belongs to something else already");
        return false;
    }

    private void AddRange(BlockClaim claim)
    {
        if (_directory is null)
            return;
        long from = claim.FileBlock * _geometry.BlockSize;
        long length = Math.Min(_geometry.BlockSize, _inode.Length - from);
        _directory.Ranges.Add(new(from, length, claim.Address * _geometry.FragmentSize));
    }

    private static string What(BlockClaim claim) => claim.Level == 0
        ? $"block {claim.FileBlock} of the inode"
        : $"the indirect block for block {claim.FileBlock} and on of the inode";

    private void Report(long address, string problem) =>
        _findings.Error(problem, _number, address, address * _geometry.FragmentSize);
}
