using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Smol.Building.Caching;

/// <summary>A key of the step cache: a digest of all that has a say in what it stands for.</summary>
public static class CacheKey
{
    /// <summary>To be raised when the same step comes to give another tree: then no entry of an older smol counts any more.</summary>
    private const string Version = "smol steps 1";

    /// <summary>How many letters it has.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    /// <summary>The digest of texts: 64 lower-case hexadecimal digits. It is not the same for texts that are cut elsewhere.</summary>
    public static string Of(params IEnumerable<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string? part in parts.Prepend(Version))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part ?? "");
            BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a text has the form of one.</summary>
    public static bool IsKey(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
