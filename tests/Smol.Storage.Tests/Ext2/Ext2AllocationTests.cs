using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

public sealed class Ext2AllocationTests
{
    private const int Files = 20_000;

    [Fact]
    public void Memory_grows_by_little_with_each_file_and_not_with_its_length()
    {
        long small = AllocatedFor(fileLength: 100);
        long large = AllocatedFor(fileLength: 8000);
        Assert.InRange(small / Files, 0, 130);
        Assert.InRange(large - small, 0, 10 * Files);
    }

    private static long AllocatedFor(int fileLength)
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
        Ext2Layout.Of(tree, new(), new()).Write(image, 0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
