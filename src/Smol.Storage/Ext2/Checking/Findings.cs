using Smol.Storage.DiskImages;

namespace Smol.Storage.Ext2.Checking;

/// <summary>Collects what is found, as far as anybody will read it: a damaged image can have a finding for every block.</summary>
internal sealed class Findings
{
    private const int Most = 10_000;

    private readonly List<FilesystemFinding> _list = [];
    private long _leftOut;

    /// <summary>All that was found, in the order of the passes.</summary>
    public IReadOnlyList<FilesystemFinding> ToList() => _leftOut == 0
        ? _list
        : [.. _list, new FilesystemFinding(FindingSeverity.Warning, $"{_leftOut} more findings were left out")];

    public void Error(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Error, problem) { Inode = inode, Block = block, Offset = offset });

    public void Warning(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Warning, problem) { Inode = inode, Block = block, Offset = offset });

    private void Add(FilesystemFinding finding)
    {
        if (_list.Count < Most)
            _list.Add(finding);
        else
            _leftOut++;
    }
}
