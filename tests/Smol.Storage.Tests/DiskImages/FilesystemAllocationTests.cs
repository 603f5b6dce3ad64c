using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.DiskImages;

/// <summary>What laying out and writing allocates is the same on every machine, so it can be held by a test where time can't.</summary>
public sealed class FilesystemAllocationTests
{
    private const int Files = 20_000;

    [Theory]
    [InlineData("ext2", 130)]
    [InlineData("ffs", 200)]
    [InlineData("ffs2", 200)]
    public void Memory_grows_by_little_with_each_file_and_not_with_its_length(string format, int most)
    {
        long small = AllocatedFor(FilesystemFormats.Get(format), fileLength: 100);
        long large = AllocatedFor(FilesystemFormats.Get(format), fileLength: 8000);
        Assert.InRange(small / Files, 0, most);
        Assert.InRange(large - small, int.MinValue, 2 << 20); // of 158 MB more of content
    }

    private static long AllocatedFor(IFilesystemFormat format, int fileLength)
    {
        var tree = new FileTree(new(1_700_000_000));
        var bytes = new byte[fileLength];
        Array.Fill(bytes, (byte)1);
        FileContent content = FileContent.FromBytes(bytes);
        for (int directory = 0; directory < Files / 100; directory++)
        {
            DirectoryNode node = tree.MakeDirectory(TreePath.FromText($"{directory}"));
            for (int file = 0; file < 100; file++)
                node.Put(ByteString.FromText($"{file}"), new FileNode(new(0x1A4, 0, 0, default), content));
        }
        using var scratch = new Scratch();
        using ImageWriter image = ImageWriter.Create(scratch["a.img"]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        format.LayOut(tree, new()).Write(image, 0, []);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
