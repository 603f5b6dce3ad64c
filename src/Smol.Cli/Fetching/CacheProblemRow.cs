namespace Smol.Cli.Fetching;

/// <summary>Something that <c>smol cache verify</c> found.</summary>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record CacheProblemRow(string Path, string Problem);
