namespace Smol.Fetching.Progress;

/// <summary>How far a fetch is, at one moment.</summary>
/// <param name="Items">Its files, in the order of the requests.</param>
/// <param name="BytesPerSecond">What came in lately.</param>
public sealed record FetchProgress(IReadOnlyList<FetchItem> Items, double BytesPerSecond)
{
    /// <summary>How many bytes are here.</summary>
    public long Bytes => Items.Sum(item => item.Bytes);

    /// <summary>How many there will be; null while that is not known of every file.</summary>
    public long? Total => Items.All(item => item.Total is not null) ? Items.Sum(item => item.Total) : null;

    /// <summary>How many files are done.</summary>
    public int Done => Items.Count(item => item.State == FetchState.Done);

    /// <summary>How long the rest will take at this rate; null while that can't be told.</summary>
    public TimeSpan? TimeLeft =>
        Total is { } total && (total == Bytes || BytesPerSecond >= 1) ? TimeSpan.FromSeconds(Math.Min((total - Bytes) / Math.Max(BytesPerSecond, 1), 1e8)) : null;
}
