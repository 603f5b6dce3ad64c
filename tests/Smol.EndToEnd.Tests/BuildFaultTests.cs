using System.Diagnostics;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Steps of a build boot that end badly, in a guest of Debian's kernel and busybox under TCG.</summary>
public sealed class BuildFaultTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public BuildFaultTests() => _smol.MustRun(["kernel", "import", .. Directory.GetFiles(DebianPackages.Folder, "*.deb")]);

    public void Dispose()
    {
        _smol.Run("rm", "-f", "--all");
        _smol.Dispose();
    }

    [Theory]
    [InlineData("kill -9 -1; sleep 100", "the guest ended before the step did; its last lines:\nbegun\n")]
    [InlineData("halt -f; sleep 100", "the guest was halted; its last lines:\nbegun\n")]
    [InlineData("echo c >/proc/sysrq-trigger; sleep 100", "the guest's kernel panicked; its last lines:\n")]
    [InlineData("cat; sh -c 'kill -9 $$' || echo killed $?; dd if=/dev/zero of=/big bs=1M", "'--build-size' gives it more")]
    [InlineData("yes | head -n 100000; [ ! -e /sys/class/net/eth0 ] && exit 4", "ended with exit code 4; its last lines:\ny\n")]
    public void A_step_that_ends_badly_is_named_and_nothing_is_left(string command, string expected)
    {
        Write($"RUN --network=none echo begun; {command}\nRUN echo never\n");
        SmolResult build = Build("--timeout", "120", "--build-size", "16");
        Assert.Equal(1, build.Code);
        Assert.Contains($"job.smol:3:1: RUN --network=none echo begun; {command}: ", build.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, build.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("never\n", build.Errors, StringComparison.Ordinal);
        Assert.InRange(build.Errors[build.Errors.LastIndexOf("its last lines:", StringComparison.Ordinal)..].TrimEnd().Split('\n').Length, 2, 42);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Ctrl_C_ends_the_guest_and_the_build()
    {
        Write("RUN echo begun; sleep 1000\n");
        using Process build = _smol.Start("build", "job.smol", "--sets", DebianPackages.Folder);
        string? line;
        do
            line = await build.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is not (null or "begun"));
        Assert.Equal("begun", line);
        Oracle.MustRun("kill", "-INT", build.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, build.ExitCode);
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_shell_is_opened_where_a_step_failed()
    {
        Write("ENV WORD='a  b'\nWORKDIR /srv\nRUN echo 1 >first\nRUN echo 2 >second; exit 3\n");
        File.WriteAllText(_smol["typed"], "pwd; cat first second; echo \"<$WORD>\"\n");
        (int code, string output, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", $"cat typed | SMOL_HOME={_smol.Home} {SmolProgram.Binary} build job.smol --sets {DebianPackages.Folder} --debug-shell");
        Assert.Equal(1, code);
        Assert.Matches("/srv\r\n1\r\n2\r\n<a  b>\r\n", output);
        Assert.DoesNotContain("smol-", output, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 3", errors, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public void Scripts_of_a_service_run_in_the_guest_when_they_are_told_to()
    {
        Directory.CreateDirectory(_smol["service/web/postinst"]);
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n. /etc/include/basicrc\n. /etc/include/shutdown\n");
        File.WriteAllText(_smol["service/web/postinst/10-a.sh"], "cat proc/1/comm >who; echo $SERVICE >../tmp/note\n");
        File.WriteAllText(_smol["service/web/postinst/20-b.sh"], "cat ../tmp/note ../service/web/postinst/10-a.sh >both; chown 7:8 both\n");
        string[] words = ["build", "web", "GUEST=linux", "ADDSETS=busybox-static", "IMGSIZE=64", "--postinst", "boot", "--sets", DebianPackages.Folder];
        _smol.MustRun(words);
        Assert.Equal("init\n", _smol.MustRun("image", "cat", "web:/who"));
        Assert.StartsWith("web\ncat proc", _smol.MustRun("image", "cat", "web:/both"), StringComparison.Ordinal);
        Assert.Contains("\"userId\": 7", _smol.MustRun("image", "stat", "web:/both", "--format", "json"), StringComparison.Ordinal);
        Assert.NotEqual(0, _smol.Run("image", "ls", "web:/service").Code);

        File.WriteAllText(_smol["service/web/postinst/20-b.sh"], "echo reason; exit 6\n");
        SmolResult failed = _smol.Run(words);
        Assert.Equal(1, failed.Code);
        Assert.Contains("postinst/20-b.sh:1:1: in the guest: ended with exit code 6; its last lines:\nreason\n", failed.Errors, StringComparison.Ordinal);
    }

    private void AssertNothingIsLeft()
    {
        Assert.Equal("[]\n", _smol.MustRun("images", "--format", "json"));
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    private void Write(string text) => File.WriteAllText(_smol["job.smol"], $"FROM busybox-static\nLABEL guest=linux imgsize=64\n{text}");

    private SmolResult Build(params string[] options) => _smol.Run(["build", "job.smol", "--sets", DebianPackages.Folder, .. options]);
}
