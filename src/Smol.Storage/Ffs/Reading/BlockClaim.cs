namespace Smol.Storage.Ffs.Reading;

/// <summary>An address that an inode or one of its indirect blocks holds.</summary>
/// <param name="Address">The address, never 0; it may be anything else.</param>
/// <param name="Fragments">How many fragments should be there: a block, or what the file's end takes.</param>
/// <param name="Level">0 for data, 1 for a single indirect block, and so on.</param>
/// <param name="FileBlock">The block of the file that is there, or the first that is reached from there.</param>
/// <param name="IsPastEnd">Whether it stands where the file's length allows no address.</param>
internal readonly record struct BlockClaim(long Address, int Fragments, int Level, long FileBlock, bool IsPastEnd);
