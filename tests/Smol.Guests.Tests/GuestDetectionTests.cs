using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests;

public sealed class GuestDetectionTests
{
    [Fact]
    public void The_notes_of_programs_tell_the_guest()
    {
        Assert.Equal(GuestKind.NetBsd, GuestDetection.Of(Tree(("sbin/init", Programs.File(Programs.NetBsd)))));
        Assert.Equal(GuestKind.Linux, GuestDetection.Of(Tree(("bin/sh", Programs.File(Programs.Linux)))));
        Assert.Equal(GuestKind.NetBsd, GuestDetection.Of(Tree(("rescue/init", Programs.File(Programs.NetBsd)))));
        Assert.Equal(GuestKind.Linux, GuestDetection.Of(Tree(("bin/busybox", Programs.File(Programs.Linux)))));
    }

    [Fact]
    public void A_program_that_says_nothing_leaves_it_to_the_next()
    {
        FileTree tree = Tree(("sbin/init", Programs.File("#!/bin/sh\n"u8.ToArray())), ("bin/sh", Programs.File(Programs.Unmarked)), ("rescue/init", Programs.File(Programs.NetBsd)));

        Assert.Equal(GuestKind.NetBsd, GuestDetection.Of(tree));
    }

    [Fact]
    public void Nothing_that_tells_is_no_guest()
    {
        Assert.Null(GuestDetection.Of(new FileTree()));
        Assert.Null(GuestDetection.Of(Tree(("bin/sh", Programs.File([])))));
        Assert.Null(GuestDetection.Of(Tree(("bin/sh", Programs.File(Programs.Hurd)))));
        Assert.Null(GuestDetection.Of(Tree(("bin/sh", Programs.File(Programs.WithLinker("/libexec/ld.so"))))));
        Assert.Null(GuestDetection.Of(Tree(("bin/sh", Programs.Link("nowhere")))));
    }

    [Fact]
    public void Musls_dynamic_linker_tells_Linux() =>
        Assert.Equal(GuestKind.Linux, GuestDetection.Of(Tree(("bin/sh", Programs.File(Programs.WithLinker("/lib/ld-musl-x86_64.so.1"))))));

    [Fact]
    public void Links_are_followed_as_the_guest_would()
    {
        FileTree tree = Tree(("usr/bin/dash", Programs.File(Programs.Linux)), ("usr/bin/sh", Programs.Link("dash")), ("bin", Programs.Link("/usr/bin")));

        Assert.Equal(GuestKind.Linux, GuestDetection.Of(tree));
    }

    [Fact]
    public void A_link_that_leaves_the_tree_is_an_error()
    {
        var error = Assert.Throws<SmolException>(() => GuestDetection.Of(Tree(("bin/sh", Programs.Link("../../sh")))));

        Assert.Equal("/bin/sh", error.Place);
    }

    [Fact]
    public void A_damaged_program_is_an_error_with_its_place()
    {
        for (int length = 4; length < Programs.NetBsd.Length; length += 7)
        {
            FileTree tree = Tree(("sbin/init", Programs.File(Programs.NetBsd[..length])));
            Assert.Equal("/sbin/init", Assert.Throws<SmolException>(() => GuestDetection.Of(tree)).Place);
        }
    }

    [Fact]
    public void The_hosts_own_programs_are_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "this host has programs of another system");
        string shell = new FileInfo(Oracle.Find("sh")).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Oracle.Find("sh");

        Assert.Equal(GuestKind.Linux, GuestDetection.Of(Tree(("bin/sh", Programs.File(File.ReadAllBytes(shell))))));
    }

    private static FileTree Tree(params (string Path, Node Node)[] nodes)
    {
        var tree = new FileTree();
        foreach ((string path, Node node) in nodes)
            tree.Put(TreePath.FromText(path), node);
        return tree;
    }
}
