using Smol.Storage;
using Smol.TestSupport;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

public sealed class DiskFullTests
{
    [Fact]
    public void A_full_disk_is_a_clear_error_and_leaves_nothing_half_done()
    {
        using var room = new FetchRoom();
        byte[] content = Bytes(3_000_000);
        room.Mirror.Put("big", content);
        room.Mirror.Put("small", Bytes(500_000));
        Directory.CreateDirectory(room["disk"]);
        // A disk of 2 MiB in a mount namespace of its own, which needs no root.
        string script = $"""
            mount -t tmpfs -o size=2m none "$1" || exit 77
            unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
            "$2" "$1/cache" {room.Mirror.Url("big")} {Sha256(content)}
            echo "code $?"
            find "$1/cache" -type f -size +0 | sed 's/^/left /'
            "$2" "$1/cache" {room.Mirror.Url("small")} {Sha256(Bytes(500_000))}
            """;
        (int code, string output, string errors) = Oracle.Run("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", room["disk"], FetchingProcess.Program);
        Assert.SkipWhen(code is 77 or 1 && !output.Contains("code", StringComparison.Ordinal), "no user namespaces here: " + errors);
        Assert.Contains("code 1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("left", output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", errors, StringComparison.Ordinal);
        Assert.Contains(room["disk"], errors, StringComparison.Ordinal);
        // There is room again for what fits.
        Assert.Contains($"Network {room["disk"]}/cache/sha256/{Sha256(Bytes(500_000))}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_can_not_be_made_is_an_error()
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Bytes(10));
        File.WriteAllText(room["cache"], "in the way");
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Equal(room["cache"], failure.Place);
    }
}
