using Smol.Fetching.Http;

namespace Smol.Fetching;

/// <summary>How to fetch.</summary>
public sealed record FetcherOptions
{
    /// <summary>Whether the cache and local files alone are used.</summary>
    public bool IsOffline { get; init; }

    /// <summary>How many files <see cref="Fetcher.FetchAllAsync"/> downloads at once.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>When and how often a failed attempt is repeated.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>How slow a server may be.</summary>
    public SpeedLimit Slowest { get; init; } = new();

    /// <summary>Files that are longer are refused when their length is not known beforehand: 64 GiB.</summary>
    public long MostBytes { get; init; } = 1L << 36;

    /// <summary>
    /// Reads the environment variables that name proxies and certificates, as curl(1) does: <c>http_proxy</c>, <c>HTTPS_PROXY</c>,
    /// <c>ALL_PROXY</c>, <c>NO_PROXY</c>, <c>CURL_CA_BUNDLE</c>, <c>SSL_CERT_FILE</c>, <c>SSL_CERT_DIR</c>.
    /// </summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
