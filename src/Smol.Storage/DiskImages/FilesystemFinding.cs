using System.Globalization;
using System.Text;

namespace Smol.Storage.DiskImages;

/// <summary>Something that a checker found wrong with a filesystem.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Problem">What is wrong, without a full stop.</param>
public sealed record FilesystemFinding(FindingSeverity Severity, string Problem)
{
    /// <summary>The inode that it is about.</summary>
    public long? Inode { get; init; }

    /// <summary>The block that it is about, counted from the filesystem's start.</summary>
    public long? Block { get; init; }

    /// <summary>The place in the image, in bytes.</summary>
    public long? Offset { get; init; }

    /// <summary>Severity, place and problem in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Severity == FindingSeverity.Error ? "error" : "warning");
        if (Inode is not null)
            text.Append(CultureInfo.InvariantCulture, $", inode {Inode}");
        if (Block is not null)
            text.Append(CultureInfo.InvariantCulture, $", block {Block}");
        if (Offset is not null)
            text.Append(CultureInfo.InvariantCulture, $", byte {Offset}");
        return text.Append(": ").Append(Problem).ToString();
    }
}
