namespace Smol.Storage.DiskImages;

/// <summary>How bad something is that a checker found.</summary>
public enum FindingSeverity
{
    /// <summary>Something is not as it should be, and no file is in danger: a count is wrong, free room is lost.</summary>
    Warning,

    /// <summary>Files are damaged, can't be reached, or will be overwritten when the filesystem is used.</summary>
    Error,
}
