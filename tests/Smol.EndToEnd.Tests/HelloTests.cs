using System.Diagnostics;
using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The service <c>hello</c>, from packages to a page, with a real guest under TCG.</summary>
public sealed class HelloTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly LinuxGuest _guest = new();

    private SmolProgram Smol => _guest.Smol;

    public void Dispose() => _guest.Dispose();

    [Fact]
    public async Task A_page_comes_from_the_guest_and_the_machine_stops_clean()
    {
        Oracle.Find("qemu-system-x86_64");
        Assert.Equal("hello-amd64:latest\n", Smol.MustRun("build", "hello", "GUEST=linux", "--sets", DebianPackages.Folder));
        string token = Guid.NewGuid().ToString("N");
        Assert.Equal("web\n", Smol.MustRun("run", "-d", "--name", "web", "-p", "127.0.0.1:0:80", "-e", $"TOKEN={token}", "--accel", "tcg", "hello"));

        string address = Smol.MustRun("port", "web", "80").Trim();
        Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Contains(token, await PageAsync(address), StringComparison.Ordinal);
        Assert.Contains("smol: ready", Smol.MustRun("logs", "web"), StringComparison.Ordinal);

        using (JsonDocument listing = JsonDocument.Parse(Smol.MustRun("ps", "--format", "json")))
        {
            JsonElement machine = Assert.Single(listing.RootElement.EnumerateArray());
            Assert.Equal("running", machine.GetProperty("state").GetString());
            Assert.Equal("linux", machine.GetProperty("guest").GetString());
        }

        // The port is taken now.
        SmolResult second = Smol.Run("run", "-d", "-p", $"{address}:80", "--accel", "tcg", "hello");
        Assert.Equal(125, second.Code);
        Assert.Contains(address.Split(':')[1], second.Errors, StringComparison.Ordinal);

        Smol.MustRun("stop", "-t", "60", "web");
        Assert.Contains("stopped", Smol.MustRun("ps", "-a"), StringComparison.Ordinal);
        Smol.MustRun("rm", "web");
        Assert.Equal("[]\n", Smol.MustRun("ps", "-a", "--format", "json"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Smol.Home, "machines")));
    }

    [Fact]
    public void Building_it_again_from_the_same_inputs_gives_the_same_image()
    {
        Smol.MustRun("build", "hello", "GUEST=linux", "--sets", DebianPackages.Folder);
        string first = Digest();
        Smol.MustRun("build", "hello", "GUEST=linux", "--sets", DebianPackages.Folder);
        Assert.Equal(first, Digest());
        Assert.Single(Directory.GetFiles(Path.Combine(Smol.Home, "images", "blobs"), "*.img"));

        string Digest()
        {
            using JsonDocument images = JsonDocument.Parse(Smol.MustRun("images", "--format", "json"));
            return images.RootElement[0].GetProperty("digest").GetString()!;
        }
    }

    [Fact]
    public void A_run_in_the_foreground_ends_with_the_status_of_rc()
    {
        Oracle.Find("qemu-system-x86_64");
        _guest.Build("seven", "#!/bin/sh\necho from the guest\nexit 7\n");
        SmolResult result = Smol.Run("run", "--rm", "--accel", "tcg", "seven");
        Assert.Contains("from the guest", result.Output, StringComparison.Ordinal);
        Assert.Equal(7, result.Code);
        Assert.Equal("[]\n", Smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Fact]
    public async Task Ctrl_C_stops_a_run_in_the_foreground_and_leaves_nothing()
    {
        Oracle.Find("qemu-system-x86_64");
        _guest.Build("sleeper", "#!/bin/sh\necho smol: ready\nsleep 1000\n");
        using Process run = Smol.Start("run", "--rm", "--accel", "tcg", "sleeper");
        string? line;
        do
            line = await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (line is not null && !line.Contains("smol: ready", StringComparison.Ordinal));

        Oracle.MustRun("kill", "-INT", run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal("[]\n", Smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Fact]
    public async Task A_new_service_boots_as_it_is()
    {
        Oracle.Find("qemu-system-x86_64");
        Smol.MustRun("service", "new", "fresh");
        Smol.MustRun("build", "fresh", "GUEST=linux", "--sets", DebianPackages.Folder);
        using Process run = Smol.Start("run", "--name", "fresh", "--accel", "tcg", "fresh");
        string? line;
        do
            line = await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (line is not null && !line.Contains("smol: ready", StringComparison.Ordinal));
        Assert.NotNull(line);
        Smol.MustRun("stop", "-t", "60", "fresh");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_machine_outlives_the_smol_that_started_it()
    {
        Oracle.Find("qemu-system-x86_64");
        Smol.MustRun("build", "hello", "GUEST=linux", "--sets", DebianPackages.Folder);
        using Process run = Smol.Start("run", "--name", "alive", "-p", "127.0.0.1:0:80", "--accel", "tcg", "hello");
        string? line;
        do
            line = await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (line is not null && !line.Contains("smol: ready", StringComparison.Ordinal));
        run.Kill();
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("running", Smol.MustRun("ps"), StringComparison.Ordinal);
        Assert.Contains("hello from Linux", await PageAsync(Smol.MustRun("port", "alive", "80").Trim()), StringComparison.Ordinal);
        Smol.MustRun("rm", "-f", "alive");
    }

    private static Task<string> PageAsync(string address) => Page.GetAsync(address, Patience);
}
