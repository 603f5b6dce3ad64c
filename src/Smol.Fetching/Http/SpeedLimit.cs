namespace Smol.Fetching.Http;

/// <summary>How slow a server may be. One that sends less is as good as gone, and the attempt fails.</summary>
public sealed record SpeedLimit
{
    /// <summary>How much has to come in each <see cref="Window"/>, in bytes; an answer's first line has to come within one, too.</summary>
    public long Bytes { get; init; } = 30 << 10;

    /// <summary>How long is watched before it is judged.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);
}
