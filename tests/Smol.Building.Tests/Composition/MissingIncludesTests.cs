using System.Text;
using Smol.Building.Composition;
using Smol.Storage.FileTrees;

namespace Smol.Building.Tests.Composition;

public sealed class MissingIncludesTests
{
    [Theory]
    [InlineData(". /etc/include/basicrc\n", "/etc/include/basicrc")]
    [InlineData("#!/bin/sh\n\t. /etc/include/basicrc; echo\n. /etc/include/basicrc\n. /etc/include/shutdown", "/etc/include/basicrc /etc/include/shutdown")]
    [InlineData(". /etc/include/here\n", "")]
    [InlineData("# . /etc/include/basicrc\n", "")]
    [InlineData("[ -f /etc/include/basicrc ] && . /etc/include/basicrc\n", "")]
    [InlineData(". /etc/include/$name\n. /etc/include/../motd\n", "")]
    [InlineData("", "")]
    public void What_rc_takes_and_does_not_find_is_told(string rc, string missing)
    {
        var tree = new FileTree();
        Put(tree, "etc/rc", rc);
        Put(tree, "etc/include/here", "");
        Assert.Equal(missing, string.Join(' ', MissingIncludes.In(tree)));
    }

    [Fact]
    public void Without_rc_there_is_nothing_to_tell() => Assert.Empty(MissingIncludes.In(new FileTree()));

    private static void Put(FileTree tree, string path, string text) =>
        tree.Put(TreePath.FromText(path), new FileNode(new(0x1A4, 0, 0, default), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));
}
