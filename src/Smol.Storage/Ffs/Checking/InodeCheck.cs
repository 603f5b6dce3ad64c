using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Checking;

/// <summary>Checks each inode by itself, and that no fragment belongs to two (<c>sbin/fsck_ffs/pass1.c</c>).</summary>
internal sealed class InodeCheck(
    Volume volume, FindingList findings, FragmentClaims claims, InodeTable inodes, GroupHeaderCheck groups)
{
    private readonly Geometry _geometry = volume.Geometry;
    private readonly BlockCheck _blocks = new(volume, findings, claims);
    private readonly List<CheckedDirectory> _directories = [];

    /// <summary>Checks all inodes.</summary>
    /// <returns>The directories, in the order of their inodes.</returns>
    public List<CheckedDirectory> Run()
    {
        for (int group = 0; group < _geometry.Groups; group++)
        {
            long first = (long)group * _geometry.InodesPerGroup;
            long end = first + groups.WrittenInodes(group);
            for (long number = Math.Max(first, Inode.Root); number < end; number++)
            {
                ReadOnlySpan<byte> bytes = volume.InodeBytes(number);
                if (bytes.ContainsAnyExcept((byte)0))
                    Check(number, Inode.Read(bytes, _geometry.Version, volume.ByteOrder));
            }
        }
        return _directories;
    }

    private void Check(long number, in Inode inode)
    {
        if (inode.Mode == 0)
        {
            CheckUnused(number, inode);
            return;
        }
        if (Problem(inode) is { } problem)
        {
            Report(number, problem);
            inodes.Use(number).Kind = inode.Kind;
            return;
        }

        ref InodeState state = ref inodes.Use(number);
        state.Kind = inode.Kind;
        state.Links = inode.Links;
        state.IsKernels = (inode.Flags & Inode.KernelFlags) != 0;
        CheckedDirectory? directory = null;
        if (inode.Kind == NodeKind.Directory)
            _directories.Add(directory = new(number, inode.Length));
        if (inode.Kind is NodeKind.BlockDevice or NodeKind.CharacterDevice)
            CheckDevice(number, inode);
        else if (inode.Kind == NodeKind.SymbolicLink && inode.Length < _geometry.MaxInlineLink)
            CheckInlineLink(number, inode);
        else
            _blocks.Check(number, inode, directory);
    }

    private void CheckUnused(long number, in Inode inode)
    {
        bool hasBlocks = false;
        foreach (long block in (ReadOnlySpan<long>)inode.Blocks)
            hasBlocks |= block != 0;
        if (hasBlocks || inode.Length != 0)
            Report(number, "the inode is not in use, but has a length or blocks");
    }

    private string? Problem(in Inode inode)
    {
        if (!Enum.IsDefined(inode.Kind))
            return $"the inode is of an unknown kind (mode {Convert.ToString(inode.Mode, 8)})";
        if (inode.Length < 0 || inode.Length > _geometry.LongestFile)
            return $"its length is {inode.Length} bytes";
        if (inode.Kind == NodeKind.Directory && inode.Length > int.MaxValue)
            return $"the directory has {inode.Length} bytes";
        return null;
    }

    private void CheckDevice(long number, in Inode inode)
    {
        foreach (long block in ((ReadOnlySpan<long>)inode.Blocks)[1..])
        {
            if (block != 0)
            {
                Report(number, "the device has blocks");
                break;
            }
        }
        CheckNoSectors(number, inode);
    }

    private void CheckInlineLink(long number, in Inode inode)
    {
        ReadOnlySpan<byte> area = volume.InodeBytes(number)[Inode.PointerArea(_geometry.Version)];
        ReadOnlySpan<byte> rest = area[(int)Geometry.RoundUp(inode.Length, _geometry.PointerSize)..];
        if (rest.ContainsAnyExcept((byte)0))
            Report(number, "there is something behind the symbolic link's text");
        else if (area[..(int)inode.Length].Contains((byte)0))
            Report(number, "the symbolic link's text has a NUL in it");
        CheckNoSectors(number, inode);
    }

    private void CheckNoSectors(long number, in Inode inode)
    {
        if (inode.Sectors != 0)
            findings.Warning($"the inode counts {inode.Sectors} sectors, not 0 (di_blocks)", number, offset: _geometry.InodeOffset(number));
    }

    private void Report(long number, string problem) => findings.Error(problem, number, offset: _geometry.InodeOffset(number));
}
