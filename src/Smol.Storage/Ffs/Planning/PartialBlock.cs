namespace Smol.Storage.Ffs.Planning;

/// <summary>A block of which only the first few fragments are used.</summary>
internal readonly record struct PartialBlock(long Block, int UsedFragments);
