using System.Diagnostics;
using Smol.Machines.Host;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Host;

public sealed class ProcessTableTests
{
    [Fact]
    public void A_process_is_known_by_its_number_and_start_whatever_it_is_called()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["sys/kernel/random"]);
        File.WriteAllText(scratch["sys/kernel/random/boot_id"], "boot-1\n");
        WriteProcess(scratch, 10, "S", 777, "qemu\0-pidfile\0/m/a\0");
        WriteProcess(scratch, 11, "Z", 778, "");
        var processes = new LinuxProcessTable(scratch.Folder);
        Assert.Equal("boot-1 777", processes.StartOf(10));
        Assert.True(processes.IsAlive(new(10, "boot-1 777")));
        Assert.False(processes.IsAlive(new(10, "boot-0 777")));
        Assert.False(processes.IsAlive(new(10, "boot-1 776")));
        Assert.Null(processes.StartOf(11));
        Assert.Null(processes.StartOf(12));

        Assert.True(processes.IsRunWith(10, "-pidfile", "/m/a"));
        Assert.False(processes.IsRunWith(10, "-pidfile", "/m"));
        Assert.False(processes.IsRunWith(12, "-pidfile", "/m/a"));
        Assert.Equal(10, processes.FindRunWith("-pidfile", "/m/a"));
        Assert.Null(processes.FindRunWith("-pidfile", "/m/b"));
    }

    [Fact]
    public void Real_processes_come_and_go()
    {
        IProcessTable processes = ProcessTables.OfThisHost();
        string mark = Guid.NewGuid().ToString();
        using Process sleeper = Process.Start(new ProcessStartInfo(Oracle.Find("sh"), ["-c", "read wait", "sh", "-pidfile", mark]) { RedirectStandardInput = true })!;
        ProcessIdentity identity = processes.Identify(sleeper.Id)!;
        Assert.True(processes.IsAlive(identity));
        Assert.Equal(sleeper.Id, processes.FindRunWith("-pidfile", mark));
        sleeper.Kill();
        sleeper.WaitForExit();
        Assert.False(processes.IsAlive(identity));
        Assert.Null(processes.FindRunWith("-pidfile", mark));
    }

    [Fact]
    public void What_ps_of_macOS_prints_is_read()
    {
        Assert.Equal("Tue Nov 18 09:12:44 2025", MacProcessTable.ParseStart("S+   Tue Nov 18 09:12:44 2025\n"));
        Assert.Null(MacProcessTable.ParseStart("Z    Tue Nov 18 09:12:44 2025\n"));
        Assert.Null(MacProcessTable.ParseStart("\n"));
        const string Lines = "    1 /sbin/launchd\n  412 /opt/qemu -S -pidfile /m/a b\n  413 /opt/qemu -pidfile /m/c\n";
        Assert.Equal(412, MacProcessTable.FindIn(Lines, "-pidfile", "/m/a"));
        Assert.Equal(412, MacProcessTable.FindIn(Lines, "-pidfile", "/m/a b"));
        Assert.Equal(413, MacProcessTable.FindIn(Lines, "-pidfile", "/m/c"));
        Assert.Null(MacProcessTable.FindIn(Lines, "-pidfile", "/m"));
    }

    private static void WriteProcess(Scratch scratch, int pid, string state, int start, string commandLine)
    {
        Directory.CreateDirectory(scratch[$"{pid}"]);
        // The 22nd field is the start; the second, the name, may hold anything.
        string between = string.Join(' ', Enumerable.Range(4, 18));
        File.WriteAllText(scratch[$"{pid}/stat"], $"{pid} (a) R (b) {state} {between} {start} 23 24\n");
        File.WriteAllText(scratch[$"{pid}/cmdline"], commandLine);
    }
}
