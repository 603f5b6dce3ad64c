using System.Security.Cryptography;

namespace Smol.Fetching.Transfers;

/// <summary>The digests of bytes that pass by.</summary>
/// <param name="withSha512">Whether SHA-512 is wanted, too.</param>
internal sealed class Digests(bool withSha512) : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _sha512 = withSha512 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA512) : null;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _sha512?.AppendData(bytes);
    }

    /// <summary>The digests in lower-case hexadecimal; the next bytes begin anew.</summary>
    public (string Sha256, string? Sha512) Reset() =>
        (Convert.ToHexStringLower(_sha256.GetHashAndReset()), _sha512 is null ? null : Convert.ToHexStringLower(_sha512.GetHashAndReset()));

    /// <inheritdoc/>
    public void Dispose()
    {
        _sha256.Dispose();
        _sha512?.Dispose();
    }
}
