namespace Smol.Storage.Ffs.Planning;

/// <summary>
/// Where a node's content is. Places count the data blocks of the filesystem through all its groups, as if nothing stood between
/// them (<see cref="DataSpace"/>).
/// </summary>
/// <param name="FirstBlock">The first of its whole blocks, which follow each other.</param>
/// <param name="EndFragment">Where its end is when that takes less than a block, counted in fragments of data.</param>
internal readonly record struct Placement(long FirstBlock, long EndFragment);
