namespace Smol.Storage.DiskImages;

/// <summary>
/// Collects what a checker finds. A filesystem of nothing but damage has more than anyone wants to read: from some number on findings
/// are only counted.
/// </summary>
/// <param name="start">What the offsets that are given count from, as a place in the image, in bytes.</param>
internal sealed class FindingList(long start)
{
    private const int MostKept = 10_000;

    private readonly List<FilesystemFinding> _findings = [];
    private FindingSeverity _worstLeftOut = FindingSeverity.Warning;
    private long _leftOut;

    /// <summary>Adds something that is not up to date.</summary>
    public void Warning(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Warning, problem) { Inode = inode, Block = block, Offset = start + offset });

    /// <summary>Adds something that is broken.</summary>
    public void Error(string problem, long? inode = null, long? block = null, long? offset = null) =>
        Add(new(FindingSeverity.Error, problem) { Inode = inode, Block = block, Offset = start + offset });

    /// <summary>The findings, in the order in which they were made.</summary>
    public IReadOnlyList<FilesystemFinding> ToList() =>
        _leftOut == 0 ? _findings : [.. _findings, new(_worstLeftOut, $"{_leftOut} findings more were left out")];

    private void Add(FilesystemFinding finding)
    {
        if (_findings.Count < MostKept)
        {
            _findings.Add(finding);
            return;
        }
        _leftOut++;
        if (finding.Severity == FindingSeverity.Error)
            _worstLeftOut = FindingSeverity.Error;
    }
}
