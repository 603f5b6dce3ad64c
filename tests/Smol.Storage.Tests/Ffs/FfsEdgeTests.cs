using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsEdgeTests
{
    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_600_000_000, 5));

    /// <summary>Bytes that are all different from their neighbours, as many as wanted.</summary>
    private sealed class Pattern : IContentSource
    {
        public string Name => "(pattern)";

        public void Read(long offset, Span<byte> buffer)
        {
            for (int index = 0; index < buffer.Length; index++)
                buffer[index] = (byte)(((offset + index) * 2654435761) >> 16);
        }
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096, 512)]
    [InlineData(FfsVersion.Ffs1, 8192, 1024)]
    [InlineData(FfsVersion.Ffs2, 4096, 512)]
    [InlineData(FfsVersion.Ffs2, 16384, 2048)]
    public void Files_around_the_edge_of_each_kind_of_block_come_back(FfsVersion version, int blockSize, int fragmentSize)
    {
        long pointers = blockSize / (version == FfsVersion.Ffs1 ? 4 : 8);
        var tree = new FileTree(new(1));
        long[] edges = [fragmentSize, blockSize - fragmentSize, blockSize, 11L * blockSize, 12L * blockSize, (12 + pointers) * blockSize];
        foreach (long edge in edges)
        {
            for (long length = edge - 1; length <= edge + 1; length++)
                tree.Root.Put(ByteString.FromText($"{length}"), new FileNode(Plain, FileContent.FromRange(new Pattern(), length, length)));
        }
        FfsImage.MustRoundTrip(tree, new() { Version = version, BlockSize = blockSize, FragmentSize = fragmentSize });
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096)]
    [InlineData(FfsVersion.Ffs1, 8192)]
    [InlineData(FfsVersion.Ffs2, 4096)]
    [InlineData(FfsVersion.Ffs2, 16384)]
    public void Holes_around_the_edge_of_each_indirect_level_come_back(FfsVersion version, int blockSize)
    {
        long pointers = blockSize / (version == FfsVersion.Ffs1 ? 4 : 8);
        var tree = new FileTree(new(1));
        long[] edges = [11, 12, 12 + pointers, 12 + pointers + (pointers * pointers)];
        foreach (long edge in edges)
        {
            for (long length = (edge * blockSize) - 1; length <= (edge * blockSize) + 1; length++)
                AddSparse(tree, length, blockSize);
        }
        FfsImage.MustRoundTrip(tree, new() { Version = version, BlockSize = blockSize }, FilesystemSize.ExactFit);
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void A_directory_of_100_000_names_comes_back(FfsVersion version)
    {
        var tree = new FileTree(new(1));
        DirectoryNode directory = tree.MakeDirectory(TreePath.FromText("d"));
        for (int index = 0; index < 100_000; index++)
            directory.Put(ByteString.FromText($"a-name-that-is-neither-long-nor-short-{index}"), new FileNode(Plain, FileContent.FromBytes(default)));
        FfsImage.MustRoundTrip(tree, new() { Version = version, BlockSize = 8192 });
    }

    [Fact]
    public void A_tree_of_3000_levels_comes_back()
    {
        var tree = new FileTree(new(1));
        DirectoryNode directory = tree.Root;
        for (int level = 0; level < 3000; level++)
        {
            var next = new DirectoryNode(Plain);
            directory.Put(ByteString.FromText("d"), next);
            directory = next;
        }
        FfsImage.MustRoundTrip(tree, new());
    }

    private static void AddSparse(FileTree tree, long length, int blockSize)
    {
        (string Kind, DataRange[] Ranges)[] files =
        [
            ("empty", []),
            ("end", [new(length - 1, 1, 3)]),
            ("start", [new(0, 1, 4)]),
            ("both", [new(1, blockSize, 5), new(length - 2, 2, 6)]),
            ("middle", [new((length / 2) - 7, 14, 7)]),
            ("across", [new(length - blockSize - 3, blockSize + 2, 8)]),
        ];
        foreach ((string kind, DataRange[] ranges) in files)
            tree.Root.Put(ByteString.FromText($"{length} {kind}"), new FileNode(Plain, FileContent.FromRanges(new Pattern(), length, ranges)));
    }
}
