namespace Smol.Fetching.Progress;

/// <summary>One file of a <see cref="FetchProgress"/>.</summary>
/// <param name="Name"><see cref="FetchRequest.Name"/>.</param>
/// <param name="State">What happens to it.</param>
/// <param name="Bytes">How many bytes of it are here.</param>
/// <param name="Total">How many it has; null while nobody said so.</param>
/// <param name="Problem">Why the last attempt failed, while <see cref="FetchState.Pausing"/>.</param>
public sealed record FetchItem(string Name, FetchState State, long Bytes, long? Total, string? Problem);
