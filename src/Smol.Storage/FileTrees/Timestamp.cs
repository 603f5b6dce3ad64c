namespace Smol.Storage.FileTrees;

/// <summary>A moment as file systems keep it: seconds since 1970-01-01 UTC, negative before, and 0 to 999,999,999 nanoseconds after them.</summary>
public readonly record struct Timestamp(long Seconds, int Nanoseconds = 0);
