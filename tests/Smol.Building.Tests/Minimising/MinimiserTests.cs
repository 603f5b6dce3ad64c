using Smol.Guests;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising.Tests;

public sealed class MinimiserTests
{
    [Fact]
    public void Links_stay_with_their_targets_and_all_links_on_the_way()
    {
        TreeDraft draft = new TreeDraft().Link("bin", "usr/bin").Program("usr/bin/real").Link("usr/bin/tool", "../../opt/tool").Link("opt", "usr/local/opt")
            .Link("usr/local/opt/tool", "/bin/real").Program("usr/bin/other");

        MinimisedTree result = draft.Minimise("/bin/tool");

        Assert.Equal(["/bin", "/opt", "/usr/", "/usr/bin/", "/usr/bin/real", "/usr/bin/tool", "/usr/local/", "/usr/local/opt/", "/usr/local/opt/tool"], draft.Paths());
        Assert.Equal((6, 5, 14, 7), (result.Before.Files, result.After.Files, (int)result.Before.Bytes, (int)result.After.Bytes));
        Assert.Equal(
            """
            /usr/bin/real: target of the link /usr/local/opt/tool
            /usr/local/opt/tool: target of the link /usr/bin/tool
            /usr/bin/tool: named by sailor.conf:1
            """.ReplaceLineEndings("\n"), string.Join('\n', result.Why("/usr/bin/real")));
        Assert.Equal(["/bin: named by sailor.conf:1"], result.Why("/bin"));
    }

    [Fact]
    public void A_chain_says_why_a_thing_stays()
    {
        TreeDraft draft = new TreeDraft { Guest = GuestKind.NetBsd }.Program("usr/bin/run", "#!/usr/bin/env -S perl -w\n").Program("usr/bin/env").Program("usr/bin/perl").HardLink("usr/bin/perl5", "usr/bin/perl")
            .Program("bin/sh").Program("usr/bin/awk").Program("etc/old").Directory("mnt");
        var inputs = InputFiles.Of(draft.Tree);
        draft.Program("etc/rc", "#!/bin/sh\n\ndate | awk 1\n");

        MinimisedTree result = draft.Minimise(inputs, "/usr/bin/run");

        Assert.Equal(
            """
            /usr/bin/perl5: another name of /usr/bin/perl
            /usr/bin/perl: interpreter of /usr/bin/run
            /usr/bin/run: named by sailor.conf:1
            """.ReplaceLineEndings("\n"), string.Join('\n', result.Why("/usr/bin/perl5")));
        Assert.Equal(["/usr/bin/awk: called in line 3 of /etc/rc", "/etc/rc: laid by the service"], result.Why("usr/bin/awk"));
        Assert.Equal(["/mnt: a directory to mount or write in"], result.Why("/mnt"));
        Assert.Equal("/bin: directory of /bin/sh", result.Why("/bin")[0]);
        Assert.Contains("does not stay", Assert.Throws<SmolException>(() => result.Why("/etc/old")).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<SmolException>(() => result.Why("/etc/older")).Message, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Folders_stay_whole_and_patterns_are_a_shells()
    {
        TreeDraft draft = new TreeDraft().File("usr/share/misc/terminfo.cdb", "").File("usr/share/misc/terminfo2/x/y", "").File("usr/share/misc/zone", "").File("usr/share/misc/.terminfo", "")
            .File("etc/a/b", "").Link("etc/a/out", "/usr/share/doc").File("usr/share/doc/book", "").Directory("var/db/pkg").File("var/log/old", "").Directory("tmp");

        draft.Minimise("/usr/share/misc/term*", "/etc");

        Assert.Equal(
            ["/etc/", "/etc/a/", "/etc/a/b", "/etc/a/out", "/tmp/", "/usr/", "/usr/share/", "/usr/share/doc/", "/usr/share/misc/", "/usr/share/misc/terminfo.cdb",
             "/usr/share/misc/terminfo2/", "/usr/share/misc/terminfo2/x/", "/usr/share/misc/terminfo2/x/y", "/var/", "/var/db/", "/var/db/pkg/", "/var/log/"], draft.Paths());
    }

    [Fact]
    public void What_is_nowhere_is_told_with_the_reasons()
    {
        TreeDraft draft = new TreeDraft().Program("usr/bin/run", "#!/usr/bin/python3\n");

        MinimisedTree result = draft.Minimise("/usr/bin/run", "/bin/ksh", "/opt/*", "/bin/zsh");

        Assert.Equal(["sailor.conf:1: not in the image: /bin/ksh, /opt/*, /bin/zsh", "/usr/bin/python3 is nowhere, and is needed; /usr/bin/run: named by sailor.conf:1"], result.Warnings);
    }

    [Fact]
    public void Modules_stay_that_the_configuration_names()
    {
        TreeDraft draft = new TreeDraft { Guest = GuestKind.NetBsd }
            .File("usr/lib/libc.so.12", "c").File("usr/lib/nss_winbind.so.0", "").File("usr/lib/nss_ldap.so.0", "").File("etc/nsswitch.conf", "# db\ngroup: compat\nhosts:\tfiles winbind [notfound=return] dns\n")
            .File("usr/lib/libpam.so.4", "").File("usr/lib/security/pam_unix.so.4", "").Link("usr/lib/security/pam_unix.so", "pam_unix.so.4").File("usr/lib/security/pam_krb5.so.4", "")
            .File("etc/pam.d/login", "auth\t\trequired\tpam_unix.so\tno_warn\n#auth required pam_krb5.so\n").File("usr/libexec/ld.elf_so", "").File("etc/ld.so.conf", "").File("etc/motd", "");

        draft.Minimise("/usr/lib/lib*.so.*", "/usr/libexec/ld.elf_so");

        Assert.Equal(["/usr/lib/nss_winbind.so.0", "/usr/lib/security/pam_unix.so", "/usr/lib/security/pam_unix.so.4"], draft.Paths().Where(path => path.Contains("nss_", StringComparison.Ordinal) || path.Contains("pam_", StringComparison.Ordinal)));
        Assert.Equal(["/etc/ld.so.conf", "/etc/nsswitch.conf", "/etc/pam.d/", "/etc/pam.d/login"], draft.Paths().Where(path => path.StartsWith("/etc/", StringComparison.Ordinal) && path != "/etc/"));
    }

    [Fact]
    public void Links_in_circles_and_out_of_the_root_end()
    {
        TreeDraft draft = new TreeDraft().Link("a", "b").Link("b", "a").Link("c", "../../../bin/x").Program("bin/x").Link("d", ".");
        for (int index = 0; index < 50_000; index++)
            draft.Link($"chain/{index}", $"{index + 1}");

        draft.Minimise("/a", "/c", "/d", "/chain");

        Assert.NotNull(draft.Tree.Find(TreePath.FromText("bin/x")));
        Assert.NotNull(draft.Tree.Find(TreePath.FromText("chain/49999")));
    }
}
