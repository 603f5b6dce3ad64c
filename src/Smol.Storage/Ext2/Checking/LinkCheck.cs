using Smol.Storage.DiskImages;
using System.Runtime.InteropServices;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Checks that the root leads to every directory and every inode, and that each has as many links as it says.</summary>
internal sealed class LinkCheck(Ext2Volume volume, InodeCensus census, Dictionary<uint, DirectoryRecord> directories, FindingList findings)
{
    public void Check()
    {
        if (!directories.ContainsKey(Ext2Inode.RootNumber))
            findings.Error("the root is no directory that can be read", Ext2Inode.RootNumber);
        ref DirectoryRecord root = ref RecordOf(Ext2Inode.RootNumber);
        root.Parent = Ext2Inode.RootNumber;
        root.Connection = DirectoryConnection.Connected;
        foreach (uint number in directories.Keys.Order().ToArray())
            CheckDirectory(number);
        for (int group = 0; group < volume.GroupCount; group++)
            CheckLinks(group);
    }

    private void CheckDirectory(uint number)
    {
        DirectoryRecord record = directories[number];
        if (record.Parent == 0)
            findings.Error("is a directory that no entry leads to", number);
        else if (record.DotDot != 0 && record.DotDot != record.Parent)
            findings.Error($"is a directory in {record.Parent}, and its .. leads to {record.DotDot}", number);
        Climb(number);
    }

    /// <summary>Goes up to a directory of which the connection is known; what is on the way has the same.</summary>
    private void Climb(uint number)
    {
        var way = new HashSet<uint>();
        uint at = number;
        while (directories[at] is { Connection: DirectoryConnection.Unknown, Parent: not 0 } record && way.Add(at))
            at = record.Parent;
        if (way.Contains(at))
            findings.Error("is a directory that lies in itself", at);
        DirectoryConnection connection = directories[at].Connection;
        if (connection == DirectoryConnection.Unknown)
            connection = RecordOf(at).Connection = DirectoryConnection.Cut;
        foreach (uint passed in way)
            RecordOf(passed).Connection = connection;
    }

    private ref DirectoryRecord RecordOf(uint number) => ref CollectionsMarshal.GetValueRefOrAddDefault(directories, number, out _);

    private void CheckLinks(int group)
    {
        ReadOnlySpan<InodeRecord> records = census.Group(group);
        for (int index = 0; index < records.Length; index++)
        {
            uint number = (uint)((group * (long)volume.Superblock.InodesPerGroup) + index + 1);
            InodeRecord record = records[index];
            if (!record.IsInUse || (number < volume.FirstInode && number != Ext2Inode.RootNumber))
                continue;
            bool isDirectory = record.Kind == NodeKind.Directory;
            if (record.FoundLinks == 0)
                findings.Error("is in use, and no name leads to it", number);
            else if (record.LinkCount != record.FoundLinks && !(isDirectory && record.LinkCount == 1 && HasUncounted))
                findings.Error($"says that it has {record.LinkCount} links, and has {record.FoundLinks}", number);
        }
    }

    /// <summary>Whether 1 can stand for more links than can be counted.</summary>
    private bool HasUncounted => (volume.Superblock.ReadOnly & ReadOnlyFeatures.DirectoryLinks) != 0;
}
