using System.Security.Cryptography;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

/// <summary>
/// The same input gives the same bytes: here, on any machine, at any time. So nothing of the machine is in them.
/// </summary>
public sealed class FfsGoldenTests
{
    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096, "002343FE01090AE5")]
    [InlineData(FfsVersion.Ffs1, 16384, "C1AD3604BCEFA7E8")]
    [InlineData(FfsVersion.Ffs2, 4096, "091E7900DC6318D2")]
    [InlineData(FfsVersion.Ffs2, 16384, "59E5497FBD2B7FBF")]
    public void An_image_has_the_bytes_that_it_always_had(FfsVersion version, int blockSize, string digest)
    {
        var format = new FfsFormat { Version = version, BlockSize = blockSize };
        Assert.Equal(digest, Digest(OneOfEach(), format)[..16]);
    }

    [Fact]
    public void Two_builds_of_one_tree_are_the_same_and_another_identity_is_not()
    {
        Assert.Equal(Digest(Tree(), new()), Digest(Tree(), new()));
        FfsLayout layout = FfsLayout.Of(Tree(), new(), new());
        using var scratch = new Scratch();
        using (ImageWriter image = ImageWriter.Create(scratch["a.img"]))
        {
            layout.Write(image, 0, [9]);
            image.Commit(layout.Length);
        }
        Assert.NotEqual(Digest(Tree(), new()), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(scratch["a.img"]))));
    }

    [Fact]
    public void The_order_in_which_a_tree_was_put_together_does_not_matter()
    {
        FileTree reversed = new(new(1));
        foreach (DirectoryEntry entry in Tree().Root.SortedEntries().Reverse())
            reversed.Root.Put(entry.Name, entry.Node);
        Assert.Equal(Digest(Tree(), new()), Digest(reversed, new()));
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void What_no_file_has_is_zero(FfsVersion version)
    {
        using var scratch = new Scratch();
        FileTree tree = new(new(1));
        for (int length = 0; length < 40_000; length += 777)
            tree.Root.Put(ByteString.FromText($"{length}"), new FileNode(new(0x1A4, 0, 0, new(1)), FileContent.FromBytes(Enumerable.Repeat((byte)0xA5, length).ToArray())));
        FfsImage.Write(scratch["a.img"], tree, new() { Version = version });
        byte[] bytes = File.ReadAllBytes(scratch["a.img"]);
        using var image = new OpenFileSource(scratch["a.img"]);
        foreach (DirectoryEntry entry in FfsReader.Read(image, 0, image.Length).Tree.Root.SortedEntries())
        {
            foreach (DataRange range in ((FileNode)entry.Node).Content.Ranges)
                bytes.AsSpan((int)range.SourceOffset, (int)range.Length).Clear();
        }
        Assert.Equal(-1, bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xA5, 0xA5, 0xA5]));
    }

    private static FileTree OneOfEach()
    {
        var tree = new FileTree(new(1_600_000_000, 7));
        var plain = new NodeAttributes(0xDED, 70_000, uint.MaxValue, new(-5, 123_456_789)) { Flags = 2 };
        foreach (int length in (int[])[0, 1, 600, 4096, 5000, 50_000, 200_000])
        {
            var bytes = new byte[length];
            for (int index = 0; index < length; index++)
                bytes[index] = (byte)((index * 31) ^ (index >> 8));
            tree.Put(TreePath.FromText($"files/{length}"), new FileNode(plain, FileContent.FromBytes(bytes)));
        }
        var source = new MemorySource(new byte[] { 1, 2, 3 });
        var sparse = new FileNode(plain, FileContent.FromRanges(source, 1L << 33, [new(5, 1, 0), new(1L << 32, 2, 1)]));
        tree.Put(TreePath.FromText("sparse"), sparse);
        tree.Put(TreePath.FromText("a/second/name"), sparse);
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(plain, ByteString.FromText("../x")));
        tree.Put(TreePath.FromText("long"), new SymbolicLinkNode(plain, ByteString.FromText(new string('y', 500))));
        tree.Put(TreePath.FromText("dev"), new DeviceNode(plain, NodeKind.BlockDevice, 168, 300));
        tree.Put(TreePath.FromText("fifo"), new FifoNode(plain));
        tree.Put(TreePath.FromText("socket"), new SocketNode(plain));
        tree.Root.Put(ByteString.Copy([0xFF, 0x01, 0x80]), new FifoNode(plain));
        for (int index = 0; index < 300; index++)
            tree.Put(TreePath.FromText($"many/{new string('n', index % 200)}{index}"), new FifoNode(plain));
        return tree;
    }

    private static FileTree Tree()
    {
        var tree = new FileTree(new(1));
        for (int index = 0; index < 50; index++)
            tree.Root.Put(ByteString.FromText($"{index * 7919 % 50}"), new FileNode(new(0x1A4, 0, 0, new(index)), FileContent.FromBytes(new byte[] { 1, 2, 3 })));
        return tree;
    }

    private static string Digest(FileTree tree, FfsFormat format)
    {
        using var scratch = new Scratch();
        FfsImage.Write(scratch["a.img"], tree, format);
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(scratch["a.img"])));
    }
}
