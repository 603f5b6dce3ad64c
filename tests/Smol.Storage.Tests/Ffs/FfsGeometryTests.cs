using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsGeometryTests
{
    /// <summary>What NetBSD's own <c>newfs -F -m 0</c> (7.99.10) makes of an empty filesystem of so many MiB.</summary>
    [Theory]
    [InlineData(FfsVersion.Ffs1, 1, null, null, 4096, 512, 4, 512, 128, 222, 509)]
    [InlineData(FfsVersion.Ffs1, 2, null, null, 4096, 512, 4, 1024, 256, 462, 1021)]
    [InlineData(FfsVersion.Ffs1, 10, null, null, 4096, 512, 4, 5120, 1216, 2390, 4861)]
    [InlineData(FfsVersion.Ffs1, 20, null, null, 8192, 1024, 4, 5120, 1280, 2468, 5117)]
    [InlineData(FfsVersion.Ffs1, 126, null, null, 8192, 1024, 4, 32256, 7808, 15628, 31229)]
    [InlineData(FfsVersion.Ffs1, 512, null, null, 8192, 1024, 12, 43696, 10624, 63516, 127485)]
    [InlineData(FfsVersion.Ffs1, 999, null, null, 8192, 1024, 22, 46504, 11328, 123930, 249213)]
    [InlineData(FfsVersion.Ffs1, 1000, null, null, 16384, 2048, 6, 85336, 20992, 63001, 125949)]
    [InlineData(FfsVersion.Ffs1, 8192, null, null, 16384, 2048, 45, 93208, 23040, 516095, 1036797)]
    [InlineData(FfsVersion.Ffs1, 1048576, null, null, 32768, 4096, 1415, 189712, 47104, 33291239, 66652157)]
    [InlineData(FfsVersion.Ffs1, 50, 4096, 4096, 4096, 4096, 4, 3200, 800, 12682, 3197)]
    [InlineData(FfsVersion.Ffs1, 700, 4096, 512, 4096, 512, 64, 22400, 5280, 168442, 337917)]
    [InlineData(FfsVersion.Ffs1, 5, 65536, 8192, 65536, 8192, 1, 640, 512, 74, 509)]
    [InlineData(FfsVersion.Ffs1, 700, 32768, 4096, 32768, 4096, 4, 44800, 11264, 22213, 45053)]
    [InlineData(FfsVersion.Ffs2, 1, null, null, 4096, 512, 2, 1024, 208, 204, 413)]
    [InlineData(FfsVersion.Ffs2, 10, null, null, 4096, 512, 4, 5120, 1136, 2244, 4541)]
    [InlineData(FfsVersion.Ffs2, 126, null, null, 8192, 1024, 4, 32256, 7584, 15161, 30333)]
    [InlineData(FfsVersion.Ffs2, 512, null, null, 8192, 1024, 12, 43696, 10304, 61637, 123645)]
    [InlineData(FfsVersion.Ffs2, 8192, null, null, 16384, 2048, 45, 93208, 22656, 508261, 1019517)]
    [InlineData(FfsVersion.Ffs2, 1048576, null, null, 32768, 4096, 1413, 189976, 46848, 33034443, 66196221)]
    [InlineData(FfsVersion.Ffs2, 5, 65536, 8192, 65536, 8192, 1, 640, 256, 73, 253)]
    [InlineData(FfsVersion.Ffs2, 700, 4096, 512, 4096, 512, 63, 22760, 5056, 159083, 318525)]
    [InlineData(FfsVersion.Ffs2, 50, 16384, 16384, 16384, 16384, 4, 800, 192, 3173, 765)]
    public void An_empty_filesystem_is_divided_as_newfs_divides_it(
        FfsVersion version, long mebibytes, int? block, int? fragment, int blockSize, int fragmentSize, int groups, int perGroup, int inodesPerGroup,
        long freeBlocks, long freeInodes)
    {
        var format = new FfsFormat { Version = version, BlockSize = block, FragmentSize = fragment };
        FfsLayout layout = FfsLayout.Of(new FileTree(), format, new() { Size = FilesystemSize.Of(mebibytes << 20) });
        Assert.Equal(
            (blockSize, fragmentSize, groups, perGroup, inodesPerGroup, freeBlocks * blockSize, freeInodes),
            (layout.BlockSize, layout.FragmentSize, layout.GroupCount, layout.Geometry.FragmentsPerGroup, layout.Geometry.InodesPerGroup, layout.FreeBytes,
                layout.InodeCount - 3));
    }

    [Fact]
    public void The_superblock_has_what_newfs_puts_there()
    {
        using var scratch = new TestSupport.Scratch();
        FfsImage.Write(scratch["a.img"], new FileTree(new(1)), new(), FilesystemSize.Of(126 << 20));
        byte[] bytes = File.ReadAllBytes(scratch["a.img"]);
        Superblock superblock = Superblock.Read(bytes.AsSpan(Superblock.Ffs1Offset), ByteOrder.LittleEndian);
        Assert.Equal(
            (16, 24, 32, 32 + 976, -1, 129024, 8, Superblock.OptimizeSpace, 2048, 60, 70403120791551L),
            (superblock.SuperblockAddress, superblock.GroupHeaderAddress, superblock.InodesAddress, superblock.DataAddress, superblock.OldGroupMask,
                superblock.OldFragments, superblock.ClustersCounted, superblock.Optimization, superblock.MaxBlocksPerGroup, superblock.MaxInlineLink,
                superblock.MaxFileSize));
        Assert.Equal((1_700_000_000, 1_700_000_000, 1_700_000_000L), (superblock.Id0, superblock.OldTime, superblock.Time));
        Assert.Equal(superblock.Totals, superblock.OldTotals);
        Assert.False(bytes.AsSpan(Superblock.Ffs1Offset + 728, 128).ContainsAnyExcept((byte)0), "pointers of the program that wrote it");
        Assert.False(bytes.AsSpan(0, Superblock.Ffs1Offset).ContainsAnyExcept((byte)0), "the boot blocks");
    }

    [Theory]
    [InlineData(4, Superblock.OptimizeSpace)]
    [InlineData(5, Superblock.OptimizeTime)]
    public void The_reserve_decides_what_the_guest_saves(int percent, int optimization)
    {
        using var scratch = new TestSupport.Scratch();
        FfsImage.Write(scratch["a.img"], new FileTree(new(1)), new() { MinFreePercent = percent });
        Superblock superblock = Superblock.Read(File.ReadAllBytes(scratch["a.img"]).AsSpan(Superblock.Ffs1Offset), ByteOrder.LittleEndian);
        Assert.Equal((percent, optimization), (superblock.MinFreePercent, superblock.Optimization));
    }
}
