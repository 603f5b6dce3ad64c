using Smol.Storage.DiskImages;

namespace Smol.Storage.Ffs.Checking;

/// <summary>
/// Collects findings. A filesystem of nothing but damage has more than anyone wants to read: from some number on they are only
/// counted.
/// </summary>
/// <param name="start">Where in the image the filesystem begins, in bytes; offsets are given from there.</param>
internal sealed class FindingList(long start)
{
    private const int MostKept = 10_000;

    private readonly List<FilesystemFinding> _findings = [];
    private long _left;

    /// <summary>Adds something that is not up to date.</summary>
    public void Warning(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Warning, problem) { Inode = inode, Block = block, Offset = start + offset });

    /// <summary>Adds something that is broken.</summary>
    public void Error(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Error, problem) { Inode = inode, Block = block, Offset = start + offset });

    /// <summary>The findings, in the order in which they were made.</summary>
    public IReadOnlyList<FilesystemFinding> ToList() =>
        _left == 0 ? _findings : [.. _findings, new(FindingSeverity.Error, $"{_left} findings more were left out")];

    private void Add(FilesystemFinding finding)
    {
        if (_findings.Count < MostKept)
            _findings.Add(finding);
        else
            _left++;
    }
}
