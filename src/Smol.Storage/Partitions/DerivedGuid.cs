using System.Security.Cryptography;

namespace Smol.Storage.Partitions;

/// <summary>GUIDs that are the same each time for the same content: version 8 of RFC 9562, made from SHA-256.</summary>
public static class DerivedGuid
{
    /// <summary>The GUID of this content for this purpose; another purpose gives another GUID.</summary>
    public static Guid Of(ReadOnlySpan<byte> identity, ReadOnlySpan<byte> purpose)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(purpose);
        hash.AppendData([0]);
        hash.AppendData(identity);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // version 8 (RFC 9562, 5.8)
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // variant 10
        return new Guid(bytes[..16], bigEndian: true);
    }
}
