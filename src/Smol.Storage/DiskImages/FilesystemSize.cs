namespace Smol.Storage.DiskImages;

/// <summary>How big a filesystem is to be: a length, or what its files take and a margin.</summary>
public readonly record struct FilesystemSize
{
    private readonly int _percent;

    private FilesystemSize(long? length, int percent, long margin)
    {
        Length = length;
        _percent = percent;
        Margin = margin;
    }

    /// <summary>What the files take, and nothing free: for images that are mounted read-only.</summary>
    public static FilesystemSize ExactFit => default;

    /// <summary>What the files take and a tenth of it free.</summary>
    public static FilesystemSize Auto => new(null, 10, 0);

    /// <summary>That many bytes.</summary>
    public static FilesystemSize Of(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(length, 0, 0);
    }

    /// <summary>What the files take and that many bytes free.</summary>
    public static FilesystemSize UsedPlus(long margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        return new(null, 0, margin);
    }

    /// <summary>The length in bytes, when it is given.</summary>
    public long? Length { get; }

    /// <summary>True when nothing is to be free.</summary>
    public bool IsExactFit => Length is null && _percent == 0 && Margin == 0;

    private long Margin { get; }

    /// <summary>How many bytes are to be free besides <paramref name="used"/> ones, when no length is given.</summary>
    public long FreeBeside(long used) => Margin + (used * _percent / 100);
}
