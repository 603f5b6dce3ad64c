using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Reads the names in directories.</summary>
internal sealed class DirectoryReader(Volume volume, FileMap files)
{
    private readonly byte[] _chunk = new byte[DirectoryRecord.ChunkSize];
    private readonly List<(ByteString Name, uint Inode)> _entries = [];

    /// <summary>The names of a directory and their inodes, without <c>.</c> and <c>..</c>, until the next call.</summary>
    /// <exception cref="SmolException">The directory is damaged.</exception>
    public List<(ByteString Name, uint Inode)> Read(in Inode inode, in InodePlace place)
    {
        _entries.Clear();
        long expected = 0;
        foreach (DataRange range in files.RangesOf(inode, place))
        {
            if (range.FileOffset != expected || range.Length % DirectoryRecord.ChunkSize != 0)
                break;
            for (long offset = 0; offset < range.Length; offset += DirectoryRecord.ChunkSize)
            {
                volume.Source.Read(range.SourceOffset + offset, _chunk);
                ReadChunk(place, range.FileOffset + offset);
            }
            expected += range.Length;
        }
        return expected == inode.Length
            ? _entries
            : throw place.Damaged($"the directory has {inode.Length} bytes, and nothing is at byte {expected}");
    }

    private void ReadChunk(in InodePlace place, long chunk)
    {
        for (int position = 0; position < _chunk.Length;)
        {
            ReadOnlySpan<byte> bytes = _chunk.AsSpan(position);
            if (DirectoryRecord.ShapeProblem(bytes, volume.ByteOrder) is { } problem)
                throw place.Damaged($"the record at byte {chunk + position} of the directory is damaged: {problem}");
            DirectoryRecord record = DirectoryRecord.Read(bytes, volume.ByteOrder);
            position += record.Length;
            if (record.Inode == 0 || record.Type == DirectoryRecord.Whiteout || record.IsDots)
                continue;
            ByteString name = ByteString.Copy(record.Name);
            if (!TreePath.IsName(record.Name))
                throw place.Damaged($"'{name}' can't be a name");
            if (record.Inode >= volume.Geometry.Inodes)
                throw place.Damaged($"'{name}' leads to inode {record.Inode}, which there is not");
            _entries.Add((name, record.Inode));
        }
    }
}
