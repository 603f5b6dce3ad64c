namespace Smol.Fetching.Transfers;

/// <summary>An attempt failed, and the next one may do better.</summary>
/// <param name="problem">Why, without a full stop.</param>
/// <param name="cause">The exception behind it.</param>
internal sealed class AttemptException(string problem, Exception? cause = null) : Exception(problem, cause)
{
    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? ServerPause { get; init; }

    /// <summary>Whether the server is well, but its ranges can't be relied on: the next attempt comes at once, and asks for the whole file.</summary>
    public bool DistrustsRanges { get; init; }
}
