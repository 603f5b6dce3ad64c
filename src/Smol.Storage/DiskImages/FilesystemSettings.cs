using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>What every filesystem is told, whatever its format.</summary>
public sealed record FilesystemSettings
{
    /// <summary>How big it is to be.</summary>
    public FilesystemSize Size { get; init; } = FilesystemSize.Auto;

    /// <summary>When it was made, as <c>SOURCE_DATE_EPOCH</c> says; when null, the root directory's time. Never the clock's.</summary>
    public Timestamp? Time { get; init; }
}
