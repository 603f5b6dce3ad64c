using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Reads the names in directories.</summary>
internal sealed class DirectoryReader(Volume volume, FileMap files)
{
    private readonly byte[] _chunk = new byte[DirectoryRecord.ChunkSize];

    /// <summary>The names of a directory and their inodes, without <c>.</c> and <c>..</c>.</summary>
    /// <exception cref="SmolException">The directory is damaged.</exception>
    public List<(ByteString Name, uint Inode)> Read(in Inode inode, string place)
    {
        var entries = new List<(ByteString Name, uint Inode)>();
        long expected = 0;
        foreach (DataRange range in files.RangesOf(inode, place))
        {
            if (range.FileOffset != expected || range.Length % DirectoryRecord.ChunkSize != 0)
                break;
            for (long offset = 0; offset < range.Length; offset += DirectoryRecord.ChunkSize)
            {
                volume.Source.Read(range.SourceOffset + offset, _chunk);
                ReadChunk(entries, place, range.FileOffset + offset);
            }
            expected += range.Length;
        }
        if (expected != inode.Length)
            throw new SmolException($"the directory has {inode.Length} bytes, and nothing is at byte {expected}", place, Volume.Hint);
        return entries;
    }

    private void ReadChunk(List<(ByteString Name, uint Inode)> entries, string place, long chunk)
    {
        for (int position = 0; position < _chunk.Length;)
        {
            DirectoryRecord record = DirectoryRecord.Read(_chunk.AsSpan(position), volume.ByteOrder);
            if (DirectoryRules.ShapeProblem(record, _chunk.Length - position) is { } problem)
                throw new SmolException($"the record at byte {chunk + position} of the directory is damaged: {problem}", place, Volume.Hint);
            position += record.Length;
            if (record.Inode == 0 || record.Type == DirectoryRecord.Whiteout || DirectoryRules.IsDots(record.Name))
                continue;
            if (!TreePath.IsName(record.Name))
                throw new SmolException($"'{ByteString.Copy(record.Name)}' can't be a name", place, Volume.Hint);
            if (record.Inode >= volume.Geometry.Inodes)
                throw new SmolException($"'{ByteString.Copy(record.Name)}' leads to inode {record.Inode}, which there is not", place, Volume.Hint);
            entries.Add((ByteString.Copy(record.Name), record.Inode));
        }
    }
}
