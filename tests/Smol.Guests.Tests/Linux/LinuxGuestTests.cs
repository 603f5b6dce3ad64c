using System.Text;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

/// <summary>Boots Debian's kernel with our initramfs, and looks at what the guest leaves behind.</summary>
public sealed class LinuxGuestTests(LinuxGuestFixture pack) : IClassFixture<LinuxGuestFixture>, IDisposable
{
    private readonly Scratch _scratch = new();

    private string Image => _scratch["disk.img"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_rc_has_its_root_and_ends_the_machine_with_its_status()
    {
        pack.MakeImage(Image, Script("etc/rc", """
            (trap 'sleep 1; echo late >/late; exit' TERM; echo armed; while :; do sleep 0.1; done) &
            echo early >/early
            grep -o ' / ext[24] rw,noatime' /proc/mounts
            tty
            unshare -U true && echo may unshare
            sleep 1
            exit 7
            """));

        using LinuxGuest guest = LinuxGuest.Start(_scratch, pack, Image, LinuxGuestFixture.Partition);

        Assert.Equal(0, await guest.WaitForEndAsync());
        Assert.Equal("READY\nEXIT 7\n", guest.Control);
        string[] said = guest.Console.Split('\n');
        Assert.Superset(new HashSet<string> { "armed", " / ext2 rw,noatime", "/dev/ttyS0", "may unshare" }, said.ToHashSet());
        Assert.Equal("early\n", Cat("/early"));
        Assert.Equal("late\n", Cat("/late"));
        AssertClean();
    }

    [Fact]
    public async Task Told_to_stop_it_ends_by_itself_and_is_left_clean()
    {
        pack.MakeImage(Image, Script("etc/rc", """
            trap 'echo told >/told; exit 4' TERM
            echo 'smol: ready'
            while :; do sleep 0.1; done
            """));
        using LinuxGuest guest = LinuxGuest.Start(_scratch, pack, Image, LinuxGuestFixture.Partition);
        await guest.WaitForAsync(said => said.Console, "smol: ready\n");
        await guest.WaitForAsync(said => said.Control, "READY\n");

        guest.Say("NONSENSE");
        guest.Say("STOP");

        Assert.Equal(0, await guest.WaitForEndAsync());
        Assert.Equal("READY\nEXIT 4\n", guest.Control);
        Assert.Equal("told\n", Cat("/told"));
        AssertClean();
    }

    [Fact]
    public async Task What_will_not_stop_is_killed()
    {
        pack.MakeImage(Image, Script("etc/rc", """
            trap '' TERM
            echo 'smol: ready'
            while :; do date >/busy; done
            """));
        using LinuxGuest guest = LinuxGuest.Start(_scratch, pack, Image, LinuxGuestFixture.Partition);
        await guest.WaitForAsync(said => said.Console, "smol: ready\n");
        await guest.WaitForAsync(said => said.Control, "READY\n");

        guest.Say("STOP");

        Assert.Equal(0, await guest.WaitForEndAsync());
        Assert.Equal("READY\nEXIT 137\n", guest.Control);
        AssertClean();
    }

    [Fact]
    public async Task The_images_own_init_is_the_first_process_and_hears_of_the_stop()
    {
        pack.MakeImage(
            Image,
            ("sbin/init", Programs.Link("/bin/busybox")),
            Script("etc/inittab", """
                ::sysinit:/bin/sh -c 'echo I am $PPID; echo written >/written'
                ::ctrlaltdel:/bin/busybox reboot
                ::shutdown:/bin/busybox umount -a -r
                """));
        using LinuxGuest guest = LinuxGuest.Start(_scratch, pack, Image, LinuxGuestFixture.Partition);
        await guest.WaitForAsync(said => said.Console, "I am 1\n");

        guest.Say("STOP");

        Assert.Equal(0, await guest.WaitForEndAsync());
        Assert.Equal("written\n", Cat("/written"));
        AssertClean();
    }

    [Fact]
    public async Task A_root_that_is_not_there_is_named_and_so_is_what_is_there()
    {
        pack.MakeImage(Image, Script("etc/rc", "true"));

        using LinuxGuest guest = LinuxGuest.Start(_scratch, pack, Image, "otherroot");

        Assert.Equal(0, await guest.WaitForEndAsync());
        Assert.Equal("EXIT 125\n", guest.Control);
        Assert.Contains("smol: no disk has a partition named 'otherroot', only: testroot \n", guest.Console, StringComparison.Ordinal);
    }

    private static (string Path, Node Node) Script(string path, string text) => (path, Programs.File(Encoding.UTF8.GetBytes(text + "\n")));

    private string Filesystem()
    {
        string path = _scratch["filesystem"];
        if (!File.Exists(path))
            Oracle.MustRun("dd", "if=" + Image, "of=" + path, "bs=1M", "skip=1", "status=none");
        return path;
    }

    private string Cat(string path) => Oracle.MustRun("debugfs", "-R", "cat " + path, Filesystem());

    private void AssertClean()
    {
        Assert.Matches("Filesystem state: +clean\n", Oracle.MustRun("dumpe2fs", "-h", Filesystem()));
        Oracle.MustRun("e2fsck", "-fn", Filesystem());
    }
}
