using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>An aarch64 guest under TCG: Debian's arm64 kernel, from packages to a page.</summary>
public sealed class Aarch64Tests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose()
    {
        _smol.Run("rm", "-f", "web");
        _smol.Dispose();
    }

    [Fact]
    public async Task A_page_comes_from_the_guest_and_the_machine_stops_clean()
    {
        string debs = Path.Combine(DebianPackages.Folder, "arm64");
        if (!Directory.Exists(debs))
            Assert.Skip($"{debs} is missing; ./test downloads Debian's arm64 kernel there");
        Oracle.Find("qemu-system-aarch64");
        _smol.MustRun(["kernel", "import", .. Directory.GetFiles(debs, "*.deb")]);
        _smol.MustRun("build", "hello", "GUEST=linux", "ARCH=evbarm-aarch64", "--sets", debs);
        string token = Guid.NewGuid().ToString("N");
        _smol.MustRun("run", "-d", "--name", "web", "-p", "127.0.0.1:0:80", "-e", $"TOKEN={token}", "--accel", "tcg", "hello-evbarm-aarch64");

        string page = await Page.GetAsync(_smol.MustRun("port", "web", "80").Trim(), TimeSpan.FromMinutes(2));
        Assert.Contains(token, page, StringComparison.Ordinal);
        Assert.Contains("arm64", page, StringComparison.Ordinal);
        Assert.Contains("the guest", _smol.Run("stop", "-t", "60", "web").Errors, StringComparison.Ordinal);
        using JsonDocument listing = JsonDocument.Parse(_smol.MustRun("ps", "-a", "--format", "json"));
        Assert.Equal("stopped", Assert.Single(listing.RootElement.EnumerateArray()).GetProperty("state").GetString());
    }
}
