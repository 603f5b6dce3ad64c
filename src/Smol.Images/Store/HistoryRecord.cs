namespace Smol.Images.Store;

/// <summary>A step by which an image was made.</summary>
/// <param name="CreatedBy">What was done, in one line: an instruction of a SMOLerfile; or <c>set</c>, <c>package</c>, <c>overlay</c>, <c>postinst</c> and a name.</param>
public sealed record HistoryRecord(string CreatedBy)
{
    /// <summary>When the image was committed that it was done for.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>How many bytes of files there were more after it than before; null where only the sum with other steps is known, which the last of them has.</summary>
    public long? Size { get; init; }

    /// <summary>How long it took; null where that is not known.</summary>
    public double? Seconds { get; init; }

    /// <summary>Whether it was not done again, because an earlier build had done it; null where that can't be.</summary>
    public bool? IsCached { get; init; }
}
