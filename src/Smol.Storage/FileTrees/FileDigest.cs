using System.Security.Cryptography;

namespace Smol.Storage.FileTrees;

/// <summary>The digest of a file of the host.</summary>
public static class FileDigest
{
    /// <summary>SHA-256 of its bytes, in lower-case hexadecimal.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string Sha256(string path)
    {
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
