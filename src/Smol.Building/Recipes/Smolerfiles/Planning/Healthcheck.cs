namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>How a workload is asked whether it is well.</summary>
/// <param name="Test"><c>NONE</c>; <c>CMD</c> and an argument vector; or <c>CMD-SHELL</c> and a text.</param>
public sealed record Healthcheck(IReadOnlyList<string> Test)
{
    /// <summary>The time between two questions; null for the default.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long an answer may take; null for the default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long failures don't count after the start; null for the default.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>The time between two questions in that time; null for the default.</summary>
    public TimeSpan? StartInterval { get; init; }

    /// <summary>How many failures in a row make it unwell; null for the default.</summary>
    public int? Retries { get; init; }
}
