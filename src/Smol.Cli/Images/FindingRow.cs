using Smol.Storage.DiskImages;

namespace Smol.Cli.Images;

/// <summary>A finding of <c>smol image fsck</c> as JSON.</summary>
internal sealed record FindingRow(string Severity, string Problem, long? Inode, long? Block, long? Offset)
{
    public static FindingRow Of(FilesystemFinding finding) =>
        new(finding.Severity.ToString().ToLowerInvariant(), finding.Problem, finding.Inode, finding.Block, finding.Offset);
}
