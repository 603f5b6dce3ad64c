using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Sandbox;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Building.Tests.Sandbox;

public sealed class PostinstSandboxTests : IDisposable
{
    private readonly SandboxRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void A_tree_that_scripts_leave_alone_comes_back_equal()
    {
        Property property = Prop.ForAll(FileTreeGenerator.Trees(new FileTreeLimits()), draft =>
        {
            using var room = new SandboxRoom { Tree = draft.Build() };
            using PostinstOutcome outcome = room.Run("find . -type f -exec cat {} + >/dev/null; ls -lR >/dev/null");
            return (FileTreeComparison.Compare(draft.Build(), outcome.Tree).Count == 0).Label(string.Join('\n', FileTreeComparison.Compare(draft.Build(), outcome.Tree)));
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(12, 60)));
    }

    [Fact]
    public void Only_what_a_script_changes_is_changed()
    {
        _room.WithFile("etc/rc.conf", "a=1\n").WithFile("etc/motd", "old\n");
        _room.Tree.Put(TreePath.FromText("etc/kept"), new FileNode(new(0x1A4, 70_000, 3_000_000_000, new(5, 6)) { Flags = 2 }, FileContent.FromBytes(new byte[] { 7 })));
        using PostinstOutcome outcome = _room.Run("""
            echo b=2 >>etc/rc.conf
            mkdir -p var/www && echo up >var/www/index.html && chmod 2750 var/www
            rm etc/motd
            mv etc/kept etc/moved
            ln -s /var/www etc/link
            """);
        Assert.Equal(["a.sh"], outcome.Ran);
        Assert.Equal("a=1\nb=2\n", SandboxRoom.TextOf(outcome.Tree, "etc/rc.conf"));
        Assert.Equal("up\n", SandboxRoom.TextOf(outcome.Tree, "var/www/index.html"));
        Assert.Null(outcome.Tree.Find(TreePath.FromText("etc/motd")));
        Assert.Equal(new(0x1A4, 70_000, 3_000_000_000, new(5, 6)) { Flags = 2 }, outcome.Tree.Find(TreePath.FromText("etc/moved"))!.Attributes);
        Assert.Equal("/var/www", Assert.IsType<SymbolicLinkNode>(outcome.Tree.Find(TreePath.FromText("etc/link"))).Target.ToString());
        Assert.Equal(new(0x5E8, 0, 0, SandboxRoom.Time), outcome.Tree.Find(TreePath.FromText("var/www"))!.Attributes);
        Assert.All(FileTreeWalk.Entries(outcome.Tree).Where(entry => entry.Path.Name.ToString() != "moved"), entry => Assert.Equal(SandboxRoom.Time, entry.Node.Attributes.Modified));
    }

    [Fact]
    public void Making_a_node_that_is_there_already_is_no_error_and_another_one_in_its_place_is()
    {
        _room.Tree.Put(TreePath.FromText("dev/console"), new DeviceNode(new(0x180, 3, 4, new(5)), NodeKind.CharacterDevice, 0, 0));
        _room.Tree.Put(TreePath.FromText("dev/null"), new DeviceNode(new(0x180, 0, 0, new(5)), NodeKind.CharacterDevice, 2, 2));
        using PostinstOutcome outcome = _room.Run("""
            set -e
            mknod -m 622 dev/console c 0 0
            ! mknod dev/null c 2 3
            ! mknod dev/null b 2 2
            ! mknod dev/null p
            """);
        DeviceNode console = Assert.IsType<DeviceNode>(outcome.Tree.Find(TreePath.FromText("dev/console")));
        Assert.Equal((0x192, 0u, 0u, 0u), (console.Attributes.Permissions, console.Attributes.UserId, console.Major, console.Minor));
        DeviceNode nothing = Assert.IsType<DeviceNode>(outcome.Tree.Find(TreePath.FromText("dev/null")));
        Assert.Equal((new Timestamp(5), NodeKind.CharacterDevice, 2u, 2u), (nothing.Attributes.Modified, nothing.Kind, nothing.Major, nothing.Minor));
    }

    [Fact]
    public void Scripts_run_in_the_order_of_their_names_where_smolBSD_runs_them()
    {
        _room.WithScript("10-b.sh", "echo second >>order; cat ../service/box/postinst/00-a.sh >copy; touch ../tmp/scratch && echo no >../service/box/x");
        _room.WithScript("00-a.sh", "echo first >>order");
        _room.WithScript("notes.txt", "exit 1");
        SmolException failure = Assert.Throws<SmolException>(() => _room.Run());
        Assert.Contains("ended with exit code 2", failure.Problem, StringComparison.Ordinal);
        Assert.Contains("../service/box/x: Read-only file system", failure.Problem, StringComparison.Ordinal);
        Assert.EndsWith("postinst/10-b.sh", failure.Place, StringComparison.Ordinal);
        _room.WithScript("10-b.sh", "echo second >>order; cat ../service/box/postinst/00-a.sh >copy; touch ../tmp/scratch");
        using PostinstOutcome outcome = _room.Run();
        Assert.Equal("first\nsecond\n", SandboxRoom.TextOf(outcome.Tree, "order"));
        Assert.Equal("echo first >>order", SandboxRoom.TextOf(outcome.Tree, "copy"));
        Assert.Equal(2, outcome.Tree.Root.Count);
    }

    [Fact]
    public void The_environment_is_what_a_recipe_may_know()
    {
        _room.Options = _room.Options with { Variables = _room.Options.Variables with { ReadOnly = "y", Minimize = "+10", AddedPackages = "curl rsync" } };
        string[] names = [.. _room.Print("env | cut -d= -f1 | sort; umask; echo \"$SERVICE $ARCH $PKGVERS $MOUNTRO $MINIMIZE $ADDPKGS\"; id -u; readlink /proc/self/fd/0; command -v $FETCH $TAR >/dev/null && echo found").Split('\n')];
        Assert.Equal(["ADDPKGS", "ARCH", "FETCH", "HOME", "LC_ALL", "MINIMIZE", "MOUNTRO", "OLDPWD", "PATH", "PKGVERS", "PWD", "SERVICE", "TAR"], names[..^5].Where(name => name is not ("_" or "TAR_OPTIONS" or "SHLVL")));
        Assert.Equal(["0022", "box amd64 11.0 y +10 curl rsync", "0", "/dev/null", "found"], names[^5..]);
    }

    [Fact]
    public void Hard_links_stay_links_and_new_ones_are_made()
    {
        var node = new FileNode(SandboxRoom.Plain(), FileContent.FromBytes("one\n"u8.ToArray()));
        _room.Tree.Put(TreePath.FromText("a"), node);
        _room.Tree.Put(TreePath.FromText("b"), node);
        using PostinstOutcome outcome = _room.Run("echo two >>a; ln b d; echo new >x; ln x y; mkdir e; mv b e/");
        DirectoryNode root = outcome.Tree.Root;
        Assert.Same(outcome.Tree.Find(TreePath.FromText("a")), outcome.Tree.Find(TreePath.FromText("d")));
        Assert.Same(outcome.Tree.Find(TreePath.FromText("a")), outcome.Tree.Find(TreePath.FromText("e/b")));
        Assert.Equal(3, outcome.Tree.Find(TreePath.FromText("a"))!.NameCount);
        Assert.Same(root.Find(ByteString.FromText("x")), root.Find(ByteString.FromText("y")));
        Assert.Equal("one\ntwo\n", SandboxRoom.TextOf(outcome.Tree, "d"));
    }

    [Fact]
    public void Owners_modes_and_devices_are_carried_into_the_tree()
    {
        _room.WithFile("etc/passwd", "root:*:0:0::/root:/bin/sh\nwww:*:24:31::/:/bin/sh\n").WithFile("etc/group", "wheel:*:0:\nmail:*:31:www\n").WithFile("old", "x");
        _room.Tree.Put(TreePath.FromText("dev/ld0"), new DeviceNode(new(0x1A0, 0, 5, new(9)), NodeKind.BlockDevice, 19, 0));
        _room.Tree.Put(TreePath.FromText("dev/gone"), new DeviceNode(SandboxRoom.Plain(), NodeKind.CharacterDevice, 1, 1));
        using PostinstOutcome outcome = _room.Run("""
            set -e
            mknod -m 600 dev/console c 0 0
            mknod dev/null c 2 2 && chmod 666 dev/null
            mknod dev/wd0a b 0 0x10
            mv dev/ld0 dev/sd0
            cp -a dev/console dev/constty
            rm dev/gone
            mkfifo fifo
            echo a >s && chown www:mail s
            mkdir -p d/e && touch d/e/f && chown -R 7:8 d && chgrp mail old
            install -o www -g 9 -m 0500 s t
            chown www s && chmod 4755 s && mv s renamed
            """);
        FileTree tree = outcome.Tree;
        AssertDevice(tree, "dev/console", NodeKind.CharacterDevice, 0, 0, new(0x180, 0, 0, SandboxRoom.Time));
        AssertDevice(tree, "dev/constty", NodeKind.CharacterDevice, 0, 0, new(0x180, 0, 0, SandboxRoom.Time));
        AssertDevice(tree, "dev/null", NodeKind.CharacterDevice, 2, 2, new(0x1B6, 0, 0, SandboxRoom.Time));
        AssertDevice(tree, "dev/wd0a", NodeKind.BlockDevice, 0, 16, new(0x1A4, 0, 0, SandboxRoom.Time));
        AssertDevice(tree, "dev/sd0", NodeKind.BlockDevice, 19, 0, new(0x1A0, 0, 5, new(9)));
        Assert.Null(tree.Find(TreePath.FromText("dev/gone")));
        Assert.IsType<FifoNode>(tree.Find(TreePath.FromText("fifo")));
        Assert.Equal(new(0x9ED, 24, 31, SandboxRoom.Time), tree.Find(TreePath.FromText("renamed"))!.Attributes);
        Assert.Equal(new(0x140, 24, 9, SandboxRoom.Time), tree.Find(TreePath.FromText("t"))!.Attributes);
        Assert.Equal(new(0x1A4, 7, 8, SandboxRoom.Time), tree.Find(TreePath.FromText("d/e/f"))!.Attributes);
        Assert.Equal(new(0x1A4, 0, 31, SandboxRoom.Time), tree.Find(TreePath.FromText("old"))!.Attributes);
    }

    [Fact]
    public void A_failing_script_gives_its_exit_code_and_its_last_forty_lines()
    {
        _room.WithScript("0.sh", "echo earlier; printf unfinished");
        SmolException failure = _room.Fail("i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo line $i; done; echo bad >&2; exit 3");
        string[] lines = failure.Problem.Split('\n');
        Assert.Equal("ended with exit code 3; its last lines:", lines[0]);
        Assert.Equal(["line 62", "bad"], [lines[1], lines[^1]]);
        Assert.Equal(41, lines.Length);
        Assert.Contains("unfinished", _room.Printed);
    }

    [Theory]
    [InlineData("usr/pkg/bin/7z x; true", "usr/pkg/bin/7z")]
    [InlineData("./usr/pkg/bin/7z | cat", "./usr/pkg/bin/7z")]
    [InlineData("echo a\nusr/pkg/bin/7z e -o../tmp 2>&1 | awk '{ printf \"*\" }'", "usr/pkg/bin/7z")]
    [InlineData("if usr/pkg/bin/7z >/dev/null 2>&1; then echo x; fi", "usr/pkg/bin/7z")]
    [InlineData("p=usr/pkg; $p/bin/7z; true", "usr/pkg/bin/7z")]
    [InlineData("xargs usr/pkg/bin/7z </dev/null", "usr/pkg/bin/7z")]
    [InlineData("chroot . /usr/sbin/pkg_add x 2>/dev/null", "/usr/sbin/pkg_add")]
    [InlineData("echo '#!/usr/pkg/bin/perl' >new; chmod +x new; ./new", "./new")]
    [InlineData("cp usr/pkg/bin/7z new; ./new || env ./new", "./new")]
    public void A_script_that_runs_a_program_of_the_image_is_left_to_the_build_boot_with_those_after_it(string script, string program)
    {
        _room.WithFile("usr/pkg/bin/7z", "\u007fELF", 0x1ED).WithScript("0.sh", "echo 0 >>ran").WithScript("1.sh", "echo 1 >>ran; " + script).WithScript("2.sh", "echo 2 >>ran");
        using PostinstOutcome outcome = _room.Run();
        Assert.Equal(["0.sh"], outcome.Ran);
        Assert.Equal(["1.sh", "2.sh"], outcome.Deferred!.Scripts);
        Assert.Equal($"postinst/1.sh runs {program}, a program of the image, which this host can't run", outcome.Deferred.Reason);
        Assert.Equal("0\n", SandboxRoom.TextOf(outcome.Tree, "ran"));
        Assert.Null(outcome.Tree.Find(TreePath.FromText("new")));
    }

    [Fact]
    public void A_script_that_only_names_a_program_of_the_image_runs()
    {
        _room.WithFile("sbin/init", "\u007fELF", 0x1ED).WithFile("usr/pkg/bin/7z", "\u007fELF", 0x1ED);
        using PostinstOutcome outcome = _room.Run("""
            # usr/pkg/bin/7z
            for f in sbin/init \
                usr/pkg/bin/7z
            do cp -p $f $f.old; done
            cat >rc <<EOF
            usr/pkg/bin/7z x
            EOF
            mv usr/pkg/bin/7z sbin/init && ls sbin/init
            [ -x sbin/init ] && test -f usr/pkg/bin/7z.old
            usr/pkg/bin/missing || true
            printf '#!/bin/sh\necho run >>rc\n' >own && chmod +x own && ./own
            """);
        Assert.Null(outcome.Deferred);
        Assert.Equal("\u007fELF", SandboxRoom.TextOf(outcome.Tree, "usr/pkg/bin/7z.old"));
    }

    [Fact]
    public void The_other_choices_run_nothing_here_or_run_it_as_smolBSD_does()
    {
        _room.WithScript("a.sh", "echo \"$HOME $SMOL_SEEN\" >seen; ls -d /etc/hostname /proc/1 >>seen");
        _room.Options = _room.Options with { Choice = PostinstChoice.Boot };
        Assert.Equal(["a.sh"], _room.Run().Deferred!.Scripts);
        _room.Options = _room.Options with { Choice = PostinstChoice.Skip };
        Assert.Equal(["a.sh"], _room.Run().Skipped);
        _room.Options = _room.Options with { Choice = PostinstChoice.Host };
        using PostinstOutcome outcome = _room.Run();
        Assert.Equal(["a.sh"], outcome.Ran);
        Assert.Contains(Environment.GetEnvironmentVariable("HOME")!, SandboxRoom.TextOf(outcome.Tree, "seen"), StringComparison.Ordinal);
        Assert.StartsWith("warning: --postinst=host", _room.Printed[0], StringComparison.Ordinal);
    }

    private static void AssertDevice(FileTree tree, string path, NodeKind kind, uint major, uint minor, NodeAttributes attributes)
    {
        DeviceNode device = Assert.IsType<DeviceNode>(tree.Find(TreePath.FromText(path)));
        Assert.Equal((kind, major, minor), (device.Kind, device.Major, device.Minor));
        Assert.Equal(attributes, device.Attributes);
    }
}
