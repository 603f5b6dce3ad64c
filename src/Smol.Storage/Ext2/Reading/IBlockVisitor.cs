namespace Smol.Storage.Ext2.Reading;

/// <summary>Is shown every block that an inode points to.</summary>
internal interface IBlockVisitor
{
    /// <summary>A block of the file.</summary>
    /// <param name="index">Which block of the file.</param>
    /// <param name="block">Which block of the filesystem; it may lie outside of it.</param>
    void VisitData(long index, uint block);

    /// <summary>A block of pointers. Called before the blocks that it points to.</summary>
    /// <param name="level">1 when it points to the file's blocks, 2 when to blocks of pointers, and so on.</param>
    /// <param name="block">Which block of the filesystem; it may lie outside of it.</param>
    /// <returns>Whether to read it.</returns>
    bool VisitPointers(int level, uint block);
}
