using System.Globalization;

namespace Smol.Storage.Archives;

/// <summary>The name of a file in the cache that an archive decompressed to. It tells whether the file is whole.</summary>
/// <param name="Digest">SHA-256 of the archive as it came, in lower-case hexadecimal.</param>
/// <param name="PackedLength">The archive's length as it came, in bytes.</param>
/// <param name="Length">The file's length, in bytes.</param>
/// <param name="Checksum">CRC-32C of the file.</param>
internal readonly record struct UnpackedName(string Digest, long PackedLength, long Length, uint Checksum)
{
    private const int DigestLength = 64;

    /// <summary>Reads a name; null if it is none.</summary>
    public static UnpackedName? Parse(string name) =>
        name.Split('-') is [{ Length: DigestLength } digest, var packed, var length, { Length: 8 } checksum]
        && long.TryParse(packed, NumberStyles.None, CultureInfo.InvariantCulture, out long packedLength)
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long unpackedLength)
        && uint.TryParse(checksum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint sum)
            ? new(digest, packedLength, unpackedLength, sum)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digest}-{PackedLength}-{Length}-{Checksum:x8}");
}
