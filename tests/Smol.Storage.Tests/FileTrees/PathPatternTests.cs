using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.FileTrees;

public sealed class PathPatternTests
{
    // libarchive 3.6 lets a set with ! match the end of a name: no pattern here ends with one.
    private static readonly string[] Pieces = ["a", "b", "-", "]", ".", "/", "/", "*", "*", "?", "[ab]", "[!a]b", "[^b-]a", "[a-b/]", "[\\]]", "[", "\\*", "\\a", "[]", "[a-", "\\"];

    [Theory]
    [InlineData("/usr/bin/strip", "usr/bin/strip", true)]
    [InlineData("usr/bin", "usr/bin/strip", true)]
    [InlineData("./usr/bin/", "usr/bin/strip", true)]
    [InlineData("/usr/bin/str", "usr/bin/strip", false)]
    [InlineData("/usr/libexec/*", "usr/libexec/gcc/x/cc1", true)]
    [InlineData("/usr/libexec/*", "usr/libexec", true)]
    [InlineData("/usr/libexec/*", "usr/libexe", false)]
    [InlineData("/*.so", "usr/lib/libc.so", true)]
    [InlineData("/", "anything/at/all", true)]
    [InlineData("/", "", true)]
    [InlineData("/bin", "usr/bin", false)]
    public void A_pattern_takes_what_it_matches_and_what_is_below(string pattern, string path, bool expected) =>
        Assert.Equal(expected, PathPattern.Parse(pattern).Takes(ByteString.FromText(path).Span));

    [Fact]
    public void Bsdtar_takes_the_same()
    {
        using var scratch = new Scratch();
        string[] names = ["a", "b", "a-", "]", "*", "[", "\\", "ab", "[a-", "[]"];
        string[] paths = [.. names.SelectMany(top => names.Select(below => $"d{top}/{below}")), .. names.Select(name => $"a/b/{name}/a"), .. names];
        paths = [.. paths.Distinct().Where(path => path != "a")];
        using (FileStream tar = File.Create(scratch["a.tar"]))
        {
            var tree = new FileTree();
            foreach (string path in paths)
                tree.Put(TreePath.FromText(path), tree.Find(TreePath.FromText(path)) is DirectoryNode ? new DirectoryNode(default) : new FileNode(default, default));
            Storage.Archives.TarWriter.Write(tree, tar);
        }
        TreePath[] all = Files(Oracle.MustRun("bsdtar", "-tf", scratch["a.tar"]));
        Assert.True(all.Length > 100);

        var random = new Random(12);
        int matched = 0;
        for (int round = 0; round < TestCount.Of(150, 3000); round++)
        {
            string pattern = "./" + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            // A slash that is made literal is one more slash to us, and '..' and the root are not bsdtar's.
            if (pattern.Split('/').Contains("..") || pattern.TrimEnd('/', '.') == "" || pattern.Contains("\\/", StringComparison.Ordinal))
                continue;
            (_, string output, _) = Oracle.Run("bsdtar", "-tf", scratch["a.tar"], pattern);
            TreePath[] expected = Files(output);
            PathPattern ours = PathPattern.Parse(pattern);
            Assert.True(expected.SequenceEqual(all.Where(path => ours.Takes(path.Bytes.Span))), $"{pattern}: bsdtar takes {string.Join(' ', expected)}");
            matched += expected.Length > 0 ? 1 : 0;
        }
        Assert.InRange(matched, 20, int.MaxValue);

        // Without directories: their names have a slash at the end there, which ? matches. bsdtar -t shows a backslash as two.
        static TreePath[] Files(string lines) =>
            [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith('/')).Select(line => TreePath.FromText(line.Replace("\\\\", "\\", StringComparison.Ordinal)))];
    }

    [Fact]
    public void No_pattern_takes_long()
    {
        PathPattern pattern = PathPattern.Parse(string.Concat(Enumerable.Repeat("*a", 500)) + "b");
        Assert.False(pattern.Takes(Enumerable.Repeat((byte)'a', 8000).ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("/usr/../bin")]
    public void What_can_not_match_is_refused(string pattern) => Assert.Throws<SmolException>(() => PathPattern.Parse(pattern));
}
