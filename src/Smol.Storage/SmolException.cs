namespace Smol.Storage;

/// <summary>
/// A failure that a person caused or can mend: what is wrong, where, and what to do about it.
/// Everything else (a bug) stays an ordinary exception.
/// </summary>
public sealed class SmolException : Exception
{
    /// <param name="problem">One sentence without a full stop: what is wrong.</param>
    /// <param name="place">Where: <c>file:line</c>, an archive and its member, a device and its offset.</param>
    /// <param name="hint">What the user can do about it.</param>
    /// <param name="cause">The exception behind it, shown with <c>--debug</c>.</param>
    public SmolException(string problem, string? place = null, string? hint = null, Exception? cause = null)
        : base(place is null ? problem : $"{place}: {problem}", cause)
    {
        Problem = problem;
        Place = place;
        Hint = hint;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>Where it is wrong, when there is a place.</summary>
    public string? Place { get; }

    /// <summary>What the user can do, when something can be done.</summary>
    public string? Hint { get; }
}
