using Smol.Storage.DiskImages;
using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks the entries of every directory, and counts the links that they are.</summary>
internal sealed class DirectoryCheck(
    Ext2Volume volume, InodeCensus census, Dictionary<uint, DirectoryRecord> directories, FindingList findings)
{
    private readonly byte[] _block = new byte[volume.BlockSize];
    private readonly HashSet<ByteString> _names = [];
    private DirectoryBlock _at;
    private bool _hasLostAndFound;

    /// <summary>Checks the blocks of all directories, which stand directory by directory and in their order.</summary>
    public void Check(List<DirectoryBlock> blocks)
    {
        uint expected = 0;
        foreach (DirectoryBlock block in blocks)
        {
            if (block.Inode != _at.Inode)
                Begin(block.Inode, ref expected);
            _at = block;
            if (block.Index != expected)
                findings.Error($"has no block {expected} of its entries", block.Inode);
            expected = block.Index + 1;
            volume.ReadBlocks(block.Block, _block);
            CheckEntries();
        }
        if (!_hasLostAndFound)
            findings.Warning("has no directory lost+found", Ext2Inode.RootNumber);
    }

    private void Begin(uint directory, ref uint expected)
    {
        expected = 0;
        _names.Clear();
        directories.TryAdd(directory, default);
    }

    private void CheckEntries()
    {
        var entries = new DirectoryEntries(_block);
        int index = 0;
        while (entries.MoveNext())
        {
            if (_at.Index == 0 && index < 2)
                CheckDot(entries, isDotDot: index == 1);
            else if (entries.Header.Inode != 0)
                CheckEntry(entries);
            index++;
        }
        if (entries.Problem is string problem)
            Error(entries, problem);
        else if (_at.Index == 0 && index < 2)
            Error(entries, "there are no entries . and ..");
    }

    /// <summary>The first entry is <c>.</c>, the second <c>..</c>.</summary>
    private void CheckDot(in DirectoryEntries entries, bool isDotDot)
    {
        uint target = entries.Header.Inode;
        ReadOnlySpan<byte> name = isDotDot ? ".."u8 : "."u8;
        if (target == 0 || !entries.Name.SequenceEqual(name))
        {
            Error(entries, isDotDot ? "the second entry is not .." : "the first entry is not .");
            return;
        }
        if (!isDotDot && target != _at.Inode)
        {
            Error(entries, $". leads to inode {target}");
            return;
        }
        if (!CanLeadTo(entries, target))
            return;
        CheckType(entries, target);
        census[target].FoundLinks++;
        if (isDotDot)
            CollectionsMarshal.GetValueRefOrAddDefault(directories, _at.Inode, out _).DotDot = target;
    }

    private void CheckEntry(in DirectoryEntries entries)
    {
        uint target = entries.Header.Inode;
        ByteString name = ByteString.Copy(entries.Name);
        if (!TreePath.IsName(name.Span))
        {
            Error(entries, $"'{name}' can't be a name");
            return;
        }
        if (!_names.Add(name))
            Error(entries, $"there are two entries '{name}'");
        if (!CanLeadTo(entries, target))
            return;
        CheckType(entries, target);
        census[target].FoundLinks++;
        if (census[target].Kind == NodeKind.Directory)
            SetParent(entries, name, target);
    }

    private bool CanLeadTo(in DirectoryEntries entries, uint target)
    {
        bool isReserved = target < volume.FirstInode && target != Ext2Inode.RootNumber;
        if (!isReserved && census.IsInUse(target))
            return true;
        Error(entries, isReserved || target > volume.Superblock.InodeCount
            ? $"'{ByteString.Copy(entries.Name)}' leads to inode {target}, which no entry can lead to"
            : $"'{ByteString.Copy(entries.Name)}' leads to inode {target}, which is not in use");
        return false;
    }

    private void CheckType(in DirectoryEntries entries, uint target)
    {
        EntryType type = EntryTypes.Of(census[target].Kind);
        EntryType expected = volume.HasFileType ? type : EntryType.Unknown;
        if (entries.Header.Type != expected)
        {
            findings.Warning(
                $"'{ByteString.Copy(entries.Name)}' says that it is of type {(int)entries.Header.Type}, and is of {(int)expected}",
                _at.Inode, _at.Block, PlaceOf(entries));
        }
    }

    private void SetParent(in DirectoryEntries entries, ByteString name, uint target)
    {
        ref DirectoryRecord record = ref CollectionsMarshal.GetValueRefOrAddDefault(directories, target, out _);
        if (record.Parent != 0 || target == Ext2Inode.RootNumber)
            Error(entries, $"'{name}' leads to the directory {target}, which has another name already");
        else
            record.Parent = _at.Inode;
        if (_at.Inode == Ext2Inode.RootNumber && name.Span.SequenceEqual("lost+found"u8))
            _hasLostAndFound = true;
    }

    private long PlaceOf(in DirectoryEntries entries) => volume.PlaceOf(_at.Block) + entries.Offset;

    private void Error(in DirectoryEntries entries, string problem) => findings.Error(problem, _at.Inode, _at.Block, PlaceOf(entries));
}
