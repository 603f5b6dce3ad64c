using System.Security.Cryptography;
using Smol.Fetching.Downloads;
using Smol.Fetching.Http;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;

namespace Smol.Fetching.Tests;

/// <summary>A mirror, a cache, and a fetcher between them that wastes no time on pauses.</summary>
internal sealed class FetchRoom : IDisposable
{
    private readonly Scratch _scratch = new();

    public FetchRoom(FetcherOptions? options = null, TestMirror? mirror = null)
    {
        Mirror = mirror ?? new();
        Cache = new(_scratch["cache"], TimeProvider.System);
        Fetcher = new(Cache, options ?? Quick);
    }

    /// <summary>No pauses that a test would notice, no proxies and no certificates of the host.</summary>
    public static FetcherOptions Quick { get; } = new()
    {
        Retry = new RetryPolicy { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) },
        Variable = _ => null,
    };

    public TestMirror Mirror { get; }

    public DownloadCache Cache { get; }

    public Fetcher Fetcher { get; }

    /// <summary>A path beside the cache.</summary>
    public string this[string name] => _scratch[name];

    /// <summary>Bytes that nobody compresses or guesses.</summary>
    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Sha512(byte[] bytes) => Convert.ToHexStringLower(SHA512.HashData(bytes));

    /// <summary>Asks for a file of the mirror.</summary>
    public FetchRequest Request(string path, byte[]? expected = null) =>
        new(Mirror.Url(path)) { Sha256 = expected is null ? null : Sha256(expected) };

    public Task<FetchedFile> FetchAsync(FetchRequest request) => Fetcher.FetchAsync(request, null, TestContext.Current.CancellationToken);

    /// <summary>Another fetcher over the same cache, as another process would have it.</summary>
    public Fetcher Again(FetcherOptions? options = null) => new(Cache, options ?? Quick);

    /// <summary>Nothing in the cache has a name that it should not have, and nothing half done is left.</summary>
    public void AssertCacheIsGood(bool hasLeftovers = false)
    {
        Assert.Empty(Cache.Verify(removesBad: false));
        if (!hasLeftovers)
            Assert.Empty(Leftovers());
    }

    public string[] Leftovers() => Directory.Exists(Cache.Layout.Arriving) ? Directory.GetFiles(Cache.Layout.Arriving) : [];

    public void Dispose()
    {
        Fetcher.Dispose();
        Mirror.Dispose();
        _scratch.Dispose();
    }
}
