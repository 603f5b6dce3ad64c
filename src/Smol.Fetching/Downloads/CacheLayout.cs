using System.Security.Cryptography;
using System.Text;

namespace Smol.Fetching.Downloads;

/// <summary>Where things lie in the cache.</summary>
/// <param name="Folder">The cache's folder.</param>
internal sealed record CacheLayout(string Folder)
{
    /// <summary>Whole files, under their SHA-256.</summary>
    public string Files { get; } = Path.Combine(Folder, "sha256");

    /// <summary>Links to them, under their SHA-512.</summary>
    public string Links { get; } = Path.Combine(Folder, "sha512");

    /// <summary>What URLs gave: <c>KEY.json</c>; its time of modification is that of the last use.</summary>
    public string Records { get; } = Path.Combine(Folder, "urls");

    /// <summary>What is not whole yet, for the holder of the lock <c>KEY</c> alone: <c>KEY.part</c>, <c>KEY.note</c>, <c>KEY.new</c>.</summary>
    public string Arriving { get; } = Path.Combine(Folder, "arriving");

    /// <summary>A lock for each URL: <c>KEY</c>.</summary>
    public string Locks { get; } = Path.Combine(Folder, "locks");

    /// <summary>What stands for a URL in names.</summary>
    public static string Key(string url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));

    /// <summary>Makes the folders.</summary>
    public void Make()
    {
        foreach (string path in (string[])[Files, Links, Records, Arriving, Locks])
            Directory.CreateDirectory(path);
    }

    /// <summary>What is in one of the folders; nothing where it was never made.</summary>
    public static IEnumerable<FileInfo> In(string path) => Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles() : [];

    public string File(string sha256) => Path.Combine(Files, sha256.ToLowerInvariant());

    public string Link(string sha512) => Path.Combine(Links, sha512.ToLowerInvariant());

    public string Record(string url) => Path.Combine(Records, Key(url) + ".json");

    public string Part(string url) => Path.Combine(Arriving, Key(url) + ".part");

    public string Note(string url) => Path.Combine(Arriving, Key(url) + ".note");

    public string New(string url) => Path.Combine(Arriving, Key(url) + ".new");

    public string Lock(string url) => Path.Combine(Locks, Key(url));
}
