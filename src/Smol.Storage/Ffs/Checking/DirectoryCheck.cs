using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Checks the records of each directory and counts the names of each inode (<c>sbin/fsck_ffs/pass2.c, dir.c</c>).
/// </summary>
internal sealed class DirectoryCheck
{
    private const int ShortestDirectory = 24; // sbin/fsck_ffs/pass2.c: MINDIRSIZE
    private const int WhiteoutInode = 1; // sys/ufs/ufs/dinode.h: UFS_WINO

    private readonly Volume _volume;
    private readonly FindingList _findings;
    private readonly InodeTable _inodes;
    private readonly List<CheckedDirectory> _directories;
    private readonly Dictionary<long, CheckedDirectory> _byInode;
    private readonly HashSet<ByteString> _names = [];
    private readonly byte[] _chunk = new byte[DirectoryRecord.ChunkSize];
    private int _index;

    public DirectoryCheck(Volume volume, FindingList findings, InodeTable inodes, List<CheckedDirectory> directories)
    {
        _volume = volume;
        _findings = findings;
        _inodes = inodes;
        _directories = directories;
        _byInode = directories.ToDictionary(static directory => directory.Inode);
    }

    /// <summary>Checks all directories.</summary>
    public void Run()
    {
        if (_inodes.Find(Inode.Root).Kind != NodeKind.Directory)
            _findings.Error("the root is not a directory", Inode.Root, offset: _volume.Geometry.InodeOffset(Inode.Root));
        foreach (CheckedDirectory directory in _directories)
            Check(directory);
    }

    private void Check(CheckedDirectory directory)
    {
        _names.Clear();
        _index = 0;
        if (directory.Length < ShortestDirectory)
            Report(directory, $"the directory has {directory.Length} bytes, too few for '.' and '..'");
        else if (directory.Length % DirectoryRecord.ChunkSize != 0)
            Report(directory, $"the directory has {directory.Length} bytes, not whole chunks of {DirectoryRecord.ChunkSize}");
        long expected = 0;
        foreach (DataRange range in directory.Ranges)
        {
            if (range.FileOffset != expected)
                Report(directory, $"the directory has nothing from its byte {expected} to {range.FileOffset}");
            for (long offset = 0; offset + DirectoryRecord.ChunkSize <= range.Length; offset += DirectoryRecord.ChunkSize)
                CheckChunk(directory, range.SourceOffset + offset);
            expected = range.FileOffset + range.Length;
        }
        if (expected < directory.Length)
            Report(directory, $"the directory has nothing from its byte {expected} to {directory.Length}");
        if (_index < 2)
            Report(directory, _index == 0 ? "the directory has no '.' and no '..'" : "the directory has no '..'");
    }

    private void CheckChunk(CheckedDirectory directory, long offset)
    {
        _volume.Read(offset, _chunk);
        for (int position = 0; position < _chunk.Length;)
        {
            ReadOnlySpan<byte> bytes = _chunk.AsSpan(position);
            if (DirectoryRecord.ShapeProblem(bytes, _volume.ByteOrder) is { } problem)
            {
                Report(directory, $"the directory is damaged: of a record, {problem}", offset + position);
                return;
            }
            DirectoryRecord record = DirectoryRecord.Read(bytes, _volume.ByteOrder);
            if (record.Inode != 0 || _index < 2)
                CheckRecord(directory, record, bytes, offset + position);
            position += record.Length;
        }
    }

    private void CheckRecord(CheckedDirectory directory, in DirectoryRecord record, ReadOnlySpan<byte> bytes, long offset)
    {
        int index = _index++;
        if (index < 2)
        {
            CheckDots(directory, record, index, offset);
            return;
        }
        ByteString name = ByteString.Copy(record.Name);
        if (record.IsDots)
            Report(directory, $"'{name}' is in the directory a second time", offset);
        else if (!TreePath.IsName(record.Name))
            Report(directory, $"'{name}' can't be a name", offset);
        else if (bytes[DirectoryRecord.HeaderSize + record.Name.Length] != 0)
            Report(directory, $"the name '{name}' does not end in a NUL", offset);
        if (!_names.Add(name))
            Report(directory, $"the name '{name}' is in the directory twice", offset);
        if (record.Inode == WhiteoutInode && record.Type == DirectoryRecord.Whiteout)
            return;
        CheckTarget(directory, record, name, offset);
    }

    private void CheckDots(CheckedDirectory directory, in DirectoryRecord record, int index, long offset)
    {
        string name = index == 0 ? "." : "..";
        if (record.Inode == 0 || !record.Name.SequenceEqual(index == 0 ? "."u8 : ".."u8))
        {
            Report(directory, $"the directory's record {index + 1} is not '{name}'", offset);
            return;
        }
        if (record.Type != DirectoryRecord.TypeOf(NodeKind.Directory))
            Report(directory, $"'{name}' has type {record.Type}", offset);
        if (index == 0 && record.Inode != directory.Inode)
            Report(directory, $"'.' leads to inode {record.Inode}", offset);
        if (index == 1)
            directory.DotDot = record.Inode;
        if (record.Inode < _volume.Geometry.Inodes && _inodes.Find(record.Inode).Kind != 0)
            _inodes.Use(record.Inode).Names++;
    }

    private void CheckTarget(CheckedDirectory directory, in DirectoryRecord record, ByteString name, long offset)
    {
        if (record.Inode >= _volume.Geometry.Inodes || record.Inode < Inode.Root)
        {
            Report(directory, $"'{name}' leads to inode {record.Inode}, which can't be", offset);
            return;
        }
        if (_inodes.Find(record.Inode).Kind == 0)
        {
            Report(directory, $"'{name}' leads to inode {record.Inode}, which is not in use", offset);
            return;
        }
        ref InodeState state = ref _inodes.Use(record.Inode);
        state.Names++;
        if (record.Type != DirectoryRecord.TypeOf(state.Kind))
            Report(directory, $"'{name}' has type {record.Type}, and its inode {DirectoryRecord.TypeOf(state.Kind)}", offset);
        if (!_byInode.TryGetValue(record.Inode, out CheckedDirectory? child))
            return;
        if (child.Parent != 0 || child.Inode == Inode.Root)
            Report(directory, $"'{name}' leads to directory {record.Inode}, which has a name already", offset);
        else
            child.Parent = directory.Inode;
    }

    private void Report(CheckedDirectory directory, string problem, long? offset = null) =>
        _findings.Error(problem, directory.Inode, offset: offset);
}
