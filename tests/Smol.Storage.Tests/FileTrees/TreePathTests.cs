using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.FileTrees;

public sealed class TreePathTests
{
    [Theory]
    [InlineData("a/b", "/a/b")]
    [InlineData("./a//b/", "/a/b")]
    [InlineData(".", "/")]
    [InlineData("./", "/")]
    [InlineData("...", "/...")]
    public void Plain_paths_are_normalised(string text, string expected)
    {
        Assert.True(TreePath.TryParse(Encoding.UTF8.GetBytes(text), out TreePath path, out _));
        Assert.Equal(expected, path.ToString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("a/../b", "'..'")]
    [InlineData("..", "'..'")]
    [InlineData("a\0b", "NUL")]
    public void Hostile_paths_are_refused(string text, string why)
    {
        Assert.False(TreePath.TryParse(Encoding.UTF8.GetBytes(text), out _, out string? problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_utf8_are_kept_and_shown_escaped()
    {
        Assert.True(TreePath.TryParse([(byte)'a', 0xff, (byte)'/', 0xc3, 0xa9], out TreePath path, out _));
        Assert.Equal(2, path.Names().Count());
        Assert.Equal("/a\\xff/\\xc3\\xa9", path.ToString());
        Assert.Equal("é", path.Name.ToString());
        Assert.Equal("/a\\xff", path.Parent.ToString());
    }
}
