using Smol.Storage.Archives;
using Smol.Storage.Archives.Mtree;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives.Mtree;

/// <summary>Specifications applied to a folder, as bsdtar and makefs apply them.</summary>
public sealed class MtreeOverlayTests : IDisposable
{
    // Owners by number: bsdtar and makefs would ask the host for names.
    private const string Specification = """
        #mtree v2.0
        /set type=file uid=0 gid=0 mode=0644 time=1600000000.000000000
        .               type=dir mode=0755
            bin         type=dir mode=0755
                prog    mode=04555 flags=schg,nodump \
                        time=1500000000.250000000
                link    type=link link=prog mode=0777 uid=70000
            ..
            dev         type=dir mode=0755
                null    type=char mode=0666 device=native,2,2
                wd0a    type=block mode=0640 gid=5 device=native,16,3
                pipe    type=fifo mode=0600
                fd      type=link link=/dev/fd/0 mode=0755
            ..
            etc         type=dir mode=0700 uid=24 gid=25
                group
                master.passwd mode=0600
            ..
            sp\040ace   type=dir mode=01777
                a\043b  gid=4000000000
            ..
        ..
        """;

    private readonly Scratch _scratch = new();

    public MtreeOverlayTests()
    {
        Write("bin/prog", "hello");
        File.CreateSymbolicLink(_scratch["d/bin/link"], "prog");
        Write("etc/group", "wheel:*:0:root\nwww:*:24:\nwww:*:25:\n");
        Write("etc/master.passwd", "root::0:0::0:0::/:/bin/sh\n# no user\nwww:*:24:24::0:0::/:/sbin/nologin\n");
        Write("sp ace/a#b", "x");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Bsdtar_makes_the_same_of_a_specification()
    {
        File.WriteAllText(_scratch["spec"], Specification);
        (int code, _, string errors) = Oracle.RunIn(_scratch["d"], "bsdtar", "-cf", _scratch["bsdtar.tar"], "--format=pax", "@" + _scratch["spec"]);
        Assert.True(code == 0, errors);
        Assert.Empty(FileTreeComparison.Compare(OfTar("bsdtar.tar"), Apply("spec")));
    }

    [Fact]
    public void Makefs_makes_the_same_of_a_specification()
    {
        // It takes no flags on a host without them, and no nanoseconds.
        string known = Specification.Replace("flags=schg,nodump", "", StringComparison.Ordinal).Replace(".250000000", ".000000000", StringComparison.Ordinal);
        File.WriteAllText(_scratch["spec"], known);
        Oracle.MustRun("makefs", "-t", "ffs", "-s", "4m", "-F", _scratch["spec"], _scratch["a.img"], _scratch["d"]);
        using var source = new OpenFileSource(_scratch["a.img"]);
        Assert.Empty(FileTreeComparison.Compare(FfsReader.Read(source, 0, source.Length).Tree, Apply("spec")));
    }

    [Theory]
    [InlineData("!all,uid,gid,mode,time,type,link,device,flags")]
    [InlineData("use-set")]
    [InlineData("indent,use-set,sha256,cksum,nlink")]
    public void What_bsdtar_says_of_a_folder_is_what_its_tar_says(string options)
    {
        // No fraction before 1970: in a tar, bsdtar counts it the wrong way.
        Oracle.MustRun("sh", "-c", $"cd {_scratch["d"]} && chmod 4750 bin/prog && chmod 1777 etc && touch -h -d @-5 bin/link && touch -d @1234567890.123456789 'sp ace/a#b' && chown -h 12:4000000 bin/prog bin/link");
        string asMtree = string.Join(',', options.Split(',').Select(option => "mtree:" + option));
        Oracle.MustRun("bsdtar", "-cf", _scratch["spec"], "--format=mtree", "--options=" + asMtree, "-C", _scratch["d"], ".");
        Oracle.MustRun("bsdtar", "-cf", _scratch["bsdtar.tar"], "--format=pax", "-C", _scratch["d"], ".");
        Assert.Empty(FileTreeComparison.Compare(OfTar("bsdtar.tar"), Apply("spec")));
    }

    [Fact]
    public void Flags_are_set_and_names_are_those_of_the_tree()
    {
        FileTree tree = ApplyText("""
            bin/prog uname=www gname=www flags=uchg
            etc/group flags=sappnd,arch uname=www uid=7
            etc/group flags=none
            """);
        NodeAttributes prog = tree.Find(TreePath.FromText("bin/prog"))!.Attributes;
        Assert.Equal((24u, 24u, 2u), (prog.UserId, prog.GroupId, prog.Flags));
        NodeAttributes group = tree.Find(TreePath.FromText("etc/group"))!.Attributes;
        Assert.Equal((7u, 0u, 0u), (group.UserId, group.GroupId, group.Flags));
    }

    [Fact]
    public void A_METALOG_names_directories_many_times_and_the_last_counts()
    {
        FileTree tree = ApplyText("""
            ./bin type=dir uname=root gname=wheel mode=0755 tags=set
            ./bin type=dir uname=root gname=wheel mode=0711
            ./var/made type=dir uname=www gname=wheel mode=0700
            ./bin/link type=link uname=root gname=wheel mode=0755 link=../other
            """);
        Assert.Equal(0x1C9, tree.Find(TreePath.FromText("bin"))!.Attributes.Permissions);
        Assert.Equal(new(0x1C0, 24, 0, new(9)), tree.Find(TreePath.FromText("var/made"))!.Attributes);
        Assert.Equal("../other", Assert.IsType<SymbolicLinkNode>(tree.Find(TreePath.FromText("bin/link"))).Target.ToString());
    }

    [Fact]
    public void Files_may_be_optional_kept_or_come_from_elsewhere()
    {
        File.WriteAllText(_scratch["elsewhere"], "from there");
        FileTree tree = ApplyText($"""
            ./none type=file optional mode=0600
            ./none/dir type=dir optional
            ./bin/prog type=file mode=0600 uid=5 nochange
            ./etc/group contents={_scratch["elsewhere"]}
            ./new type=file mode=0600 uid=1 gid=2 contents={_scratch["elsewhere"]}
            """);
        Assert.Null(tree.Find(TreePath.FromText("none")));
        Assert.Equal(0u, tree.Find(TreePath.FromText("bin/prog"))!.Attributes.UserId);
        foreach (string path in (string[])["etc/group", "new"])
            Assert.Equal(10, Assert.IsType<FileNode>(tree.Find(TreePath.FromText(path))).Content.Length);
    }

    [Theory]
    [InlineData("./none type=file mode=0644 uid=0 gid=0", "/none: is not in the tree", "'optional'")]
    [InlineData("./none", "/none: is not in the tree", "'optional'")]
    [InlineData("./bin/prog type=dir", "is a Directory in the specification and a File", null)]
    [InlineData("./new type=dir mode=0755 uid=0", "needs gid or gname", null)]
    [InlineData("./new type=char mode=0755 uid=0 gid=0", "needs device", null)]
    [InlineData("./new type=link mode=0755 uid=0 gid=0", "needs link", null)]
    [InlineData("./bin uname=nobody", "'nobody' is no user", "/etc/master.passwd")]
    [InlineData("./bin gname=nobody", "'nobody' is no group", "/etc/group")]
    [InlineData("./bin/prog/x type=dir mode=0755 uid=0 gid=0", "not a directory", null)]
    [InlineData("./bin/prog contents=/none/file", "/none/file", null)]
    public void What_does_not_go_with_the_tree_is_an_error_with_its_line(string line, string problem, string? hint)
    {
        var failure = Assert.Throws<SmolException>(() => ApplyText(". type=dir\n" + line));
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Equal(_scratch["spec"] + ":2", failure.Place);
        Assert.Contains(hint ?? "", failure.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_specification_that_is_not_there_is_an_error() =>
        Assert.Equal(_scratch["none"], Assert.Throws<SmolException>(() => Apply("none")).Place);

    private FileTree ApplyText(string text)
    {
        File.WriteAllText(_scratch["spec"], text);
        return Apply("spec");
    }

    private FileTree Apply(string specification)
    {
        var tree = new FileTree();
        HostFolder.AddTo(tree, TreePath.Root, _scratch["d"], default);
        MtreeOverlay.AddTo(tree, _scratch[specification], new(9));
        return tree;
    }

    private FileTree OfTar(string name)
    {
        byte[] bytes = File.ReadAllBytes(_scratch[name]);
        var tree = new FileTree();
        TarOverlay.AddTo(tree, new MemorySource(bytes), bytes.Length);
        return tree;
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch["d/" + path])!);
        File.WriteAllText(_scratch["d/" + path], text);
    }
}
