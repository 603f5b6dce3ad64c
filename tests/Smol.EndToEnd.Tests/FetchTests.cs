using System.Text.Json;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

public sealed class FetchTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void Sets_come_once_and_are_unpacked_on_the_way()
    {
        Assert.Equal(["base.tar.xz fetched", "etc.tar.xz fetched"], FetchSets());
        Assert.Equal(["base.tar.xz cached", "etc.tar.xz cached"], FetchSets());
        Assert.Single(_release.Server.Requests, request => request.Path.EndsWith("base.tar.xz", StringComparison.Ordinal));
        string[] kinds = [.. Json("cache", "ls", "--format", "json").Select(row => $"{row.GetProperty("kind")} {row.GetProperty("name")}").Order(StringComparer.Ordinal)];
        Assert.Equal(["download SHA512", "download base.tar.xz", "download etc.tar.xz", "unpacked base.tar.xz", "unpacked etc.tar.xz"], kinds);

        string[] FetchSets() =>
            [.. Json("fetch", "sets", "--mirror", _release.Server.Root, "--format", "json").Select(row => $"{row.GetProperty("name")} {row.GetProperty("state")}")];
    }

    [Theory]
    [InlineData("MIRROR", "")]
    [InlineData("FILE", "")]
    [InlineData("FLAG", "--mirror")]
    public void A_mirror_is_named_by_flag_variable_or_file(string way, string flag)
    {
        Directory.CreateDirectory(_smol.Home);
        if (way == "FILE")
            File.WriteAllText(Path.Combine(_smol.Home, "smol.conf"), $"mirror = {_release.Folder}\n");
        var environment = new Dictionary<string, string>();
        if (way != "FILE")
            environment["SMOL_MIRROR"] = way == "FLAG" ? "/nowhere" : _release.Folder;
        SmolResult result = _smol.Run(environment, flag.Length == 0 ? ["fetch", "sets", "comp"] : ["fetch", "sets", "comp", flag, _release.Folder]);
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("comp.tar.xz", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_lie_ready_to_be_started()
    {
        _smol.MustRun("fetch", "kernel", "--mirror", _release.Server.Root);
        Assert.Equal("a kernel of version 1\n", File.ReadAllText(Path.Combine(_smol.Home, "kernels", "amd64", "netbsd-MICROVM")));
        _smol.MustRun("fetch", "kernel", "--kernels", _release.Server.Url("assets"));
        Assert.Equal("a kernel of smolBSD's\n", File.ReadAllText(Path.Combine(_smol.Home, "kernels", "amd64", "netbsd-SMOL")));
    }

    [Fact]
    public void A_release_s_kernel_is_found_though_two_architectures_call_theirs_the_same()
    {
        foreach (string architecture in (string[])["amd64", "i386"])
        {
            _smol.MustRun("fetch", "kernel", "--arch", architecture, "--mirror", _release.Folder);
            string path = Path.Combine(_smol.Home, "kernels", architecture, "netbsd-MICROVM");
            Assert.Contains(Json("kernel", "ls", "--format", "json"), row => row.GetProperty("path").GetString() == path && row.GetProperty("isDefault").GetBoolean());
        }
    }

    [Fact]
    public void A_live_image_is_unpacked_with_its_holes()
    {
        _smol.MustRun("fetch", "live", "--mirror", _release.Folder);
        Assert.Equal((1 << 20) + "a disk\n".Length, new FileInfo(_smol["NetBSD-11.99.5-amd64-live.img"]).Length);
        _smol.MustRun("fetch", "live", "--mirror", _release.Folder, "-o", "live.img");
        Assert.EndsWith("a disk\n", File.ReadAllText(_smol["live.img"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_network_the_cache_serves()
    {
        _smol.MustRun("fetch", "sets", "--mirror", _release.Server.Root);
        int asked = _release.Server.Requests.Count;
        _smol.MustRun("fetch", "sets", "--mirror", _release.Server.Root, "--offline");
        SmolResult missing = _smol.Run("fetch", "sets", "comp", "--mirror", _release.Server.Root, "--offline");
        Assert.Equal(1, missing.Code);
        Assert.Contains("comp.tar.xz", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(asked, _release.Server.Requests.Count);
    }

    [Fact]
    public void A_set_with_another_digest_is_refused_and_nothing_of_it_stays()
    {
        string set = "amd64/binary/sets/base.tar.xz";
        _release.Server.Put(set, File.ReadAllBytes(_release["amd64/binary/sets/comp.tar.xz"]));
        SmolResult result = _smol.Run("fetch", "sets", "base", "--mirror", _release.Server.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("SHA-512", result.Errors, StringComparison.Ordinal);
        Assert.Contains(_release.Server.Url(set), result.Errors, StringComparison.Ordinal);
        Assert.Equal("SHA512", Assert.Single(Json("cache", "ls", "--format", "json")).GetProperty("name").GetString());
        Assert.Equal("0 files, 0 B removed\n", _smol.MustRun("cache", "prune"));
    }

    [Theory]
    [InlineData(404, "404")]
    [InlineData(200, "web page")]
    public void A_mirror_without_digests_is_an_error_with_its_url(int status, string word)
    {
        _release.Server.BreakForever("amd64/binary/sets/SHA512", status == 200 ? MirrorFault.WebPage : MirrorFault.Refuse(status));
        SmolResult result = _smol.Run("fetch", "sets", "--mirror", _release.Server.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains(word, result.Errors, StringComparison.Ordinal);
        Assert.Contains(_release.Server.Url("amd64/binary/sets/SHA512"), result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_the_release_lacks_is_an_error_that_names_the_others()
    {
        SmolResult result = _smol.Run("fetch", "sets", "bsae", "--mirror", _release.Folder);
        Assert.Equal(1, result.Code);
        Assert.Contains("base comp etc", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_says_what_is_wrong_with_it_and_can_be_emptied()
    {
        _smol.MustRun("fetch", "sets", "--mirror", _release.Server.Root);
        Assert.Equal("", _smol.MustRun("cache", "verify"));
        string unpacked = Directory.GetFiles(Path.Combine(_smol.Home, "cache", "archives", "unpacked"))[0];
        File.AppendAllText(unpacked, "x");
        SmolResult found = _smol.Run("cache", "verify");
        Assert.Equal(1, found.Code);
        Assert.Contains(unpacked, found.Output, StringComparison.Ordinal);
        _smol.Run("cache", "verify", "--remove");
        Assert.Equal("", _smol.MustRun("cache", "verify"));
        _smol.MustRun("cache", "prune", "--all");
        Assert.Empty(Json("cache", "ls", "--format", "json"));
    }

    private List<JsonElement> Json(params string[] arguments)
    {
        using JsonDocument document = JsonDocument.Parse(_smol.MustRun(arguments));
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }
}
