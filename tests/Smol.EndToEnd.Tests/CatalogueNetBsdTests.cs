
namespace Smol.EndToEnd.Tests;

/// <summary>
/// Services of the catalogue at work on a real NetBSD, which is had where <c>SMOL_NETBSD_KERNEL</c> and <c>SMOL_NETBSD_SETS</c> say so.
/// </summary>
public sealed class CatalogueNetBsdTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SmolProgram _smol = new();
    private readonly (string Kernel, string Sets) _netBsd = NetBsdGuestTests.Inputs();

    public CatalogueNetBsdTests() => Catalogue.CopyTo(_smol);

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("rescue", "uid=0(root)")]
    [InlineData("base", "uid=0(root)")]
    [InlineData("tiny", "uid=0(root)")]
    [InlineData("usershell", "uid=1000(bsd)")]
    [InlineData("bsdshell", "uid=1000(bsd)")]
    [InlineData("mport", "uid=0(root)")]
    public async Task A_shell_takes_commands_and_its_status_is_the_machines(string service, string user)
    {
        Build(service);
        await using var guest = new ConsoleGuest(_smol, "-k", _netBsd.Kernel, service);
        // A terminal that changes hands throws away what was typed before the prompt.
        await guest.WaitForAsync(@"smol: ready\n(.*\n)*[#$] $", Patience);
        await guest.TypeAsync("id; echo forty-$((40 + 2))");
        await guest.WaitForAsync(@"forty-42\n[#$] $", Patience);
        Assert.Contains(user, guest.Said, StringComparison.Ordinal);
        Assert.Equal(3, await guest.EndAsync("exit 3", Patience));
    }

    [Theory]
    [InlineData("bozohttpd", "bozohttpd is up")]
    [InlineData("hello", "hello from NetBSD")]
    public async Task A_page_is_served_and_the_machine_stops_clean(string service, string expected)
    {
        Build(service);
        _smol.MustRun("run", "-d", "--name", "web", "-p", "127.0.0.1:0:80", "-k", _netBsd.Kernel, "--accel", "tcg", service);
        Assert.Contains(expected, await Page.GetAsync(_smol.MustRun("port", "web", "80").Trim(), Patience), StringComparison.Ordinal);
        Assert.Contains("smol: ready", _smol.MustRun("logs", "web"), StringComparison.Ordinal);
        _smol.MustRun("stop", "-t", "60", "web");
        Assert.Contains("syncing disks... ", _smol.MustRun("logs", "web"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mport", "/dev/ttyVI00: uname -s\n")]
    [InlineData("pipe", "NetBSD\n")]
    public async Task A_virtio_port_answers(string service, string expected)
    {
        // The one port that this kernel knows is the service's: nobody speaks the guest protocol here.
        File.WriteAllText(_smol[$"services/{service}/etc/rc.pre"], "SMOL_CONTROL=none\n");
        Build(service);
        await using var guest = new PortGuest(_smol, _netBsd.Kernel, service);
        await guest.WaitUntilReadyAsync(Patience);
        Assert.Equal(expected, await guest.AskAsync("uname -s\n", expected.Length, Patience));
    }

    [Fact]
    public void With_its_device_nodes_in_the_image_a_guest_makes_none()
    {
        File.WriteAllText(_smol["services/tiny/etc/rc"], """
            #!/bin/sh
            . /etc/include/basicrc
            echo "mounted: $(mount)"
            [ ! -e /dev/MAKEDEV ] && echo "no MAKEDEV"
            (exit 7)
            . /etc/include/shutdown

            """.ReplaceLineEndings("\n"));
        Build("tiny");

        SmolResult run = _smol.Run("run", "--rm", "-k", _netBsd.Kernel, "--accel", "tcg", "tiny");

        Assert.Matches("mounted: /dev/dk0 on / type ffs \\((log, )?noatime, (log, )?local\\)\r?\n", run.Output);
        Assert.DoesNotContain("Created tmpfs /dev", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tmpfs on /dev", run.Output, StringComparison.Ordinal);
        Assert.Equal(7, run.Code);
    }

    private void Build(string service, params string[] variables) => _smol.MustRun(["build", service, .. variables, "--sets", _netBsd.Sets]);
}
