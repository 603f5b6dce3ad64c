using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class CpioWriterTests
{
    [Fact]
    public void Cpio_reads_back_what_was_written()
    {
        using var scratch = new Scratch();
        var attributes = new NodeAttributes(0x1A4, 7, 8, new(1_700_000_000));
        var tree = new FileTree();
        var shared = new FileNode(attributes, FileContent.FromBytes("shared\n"u8.ToArray()));
        tree.Put(TreePath.FromText("bin/sh"), shared);
        tree.Put(TreePath.FromText("bin/zsh"), shared);
        tree.Put(TreePath.FromText("link"), new SymbolicLinkNode(attributes, ByteString.FromText("bin/sh")));
        tree.Put(TreePath.FromText("dev/console"), new DeviceNode(attributes, NodeKind.CharacterDevice, 5, 1));
        tree.Put(TreePath.FromText("fifo"), new FifoNode(attributes));
        tree.Put(TreePath.FromText("empty"), new FileNode(attributes with { Permissions = 0x9ED }, default));
        using (FileStream output = File.Create(scratch["a.cpio"]))
            CpioWriter.Write(tree, output);

        string listing = Oracle.RunIn(scratch.Folder, "sh", "-c", "cpio --quiet -itvn <a.cpio && cpio --quiet -id bin/sh bin/zsh link empty <a.cpio && stat -c '%n %h %a' bin/sh bin/zsh empty && cat bin/zsh link").Output;

        Assert.Matches("(?m)^crw-r--r-- +1 7 +8 +5, +1 .* dev/console$", listing);
        Assert.Matches("(?m)^prw-r--r-- .* fifo$", listing);
        Assert.Contains("link -> bin/sh\n", listing, StringComparison.Ordinal);
        Assert.Contains("bin/sh 2 644\nbin/zsh 2 644\nempty 1 4755\nshared\nshared\n", listing, StringComparison.Ordinal);
    }
}
