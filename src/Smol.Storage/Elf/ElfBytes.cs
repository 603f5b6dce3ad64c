using System.Buffers.Binary;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>The bytes of an ELF file with its word size and byte order: every piece is checked to be in the file before it is read.</summary>
internal sealed class ElfBytes(FileContent content, string place, bool is64, bool isBigEndian)
{
    /// <summary>No table of a real kernel or program comes near it; what is longer is not read into memory.</summary>
    private const ulong LongestPiece = 64 << 20;

    public bool Is64 => is64;

    public bool IsBigEndian => isBigEndian;

    /// <summary>The size of an address, in bytes.</summary>
    public int WordSize => is64 ? 8 : 4;

    /// <exception cref="SmolException">The piece is not in the file, or longer than any that makes sense.</exception>
    public byte[] Read(ulong offset, ulong length, string what)
    {
        ulong fileLength = (ulong)content.Length;
        if (offset > fileLength || length > fileLength - offset)
            throw Malformed($"{what} at byte {offset}, {length} bytes long, is beyond the end of the file");
        if (length > LongestPiece)
            throw Malformed($"{what} is {length} bytes long, more than makes sense");
        var bytes = new byte[length];
        content.Read((long)offset, bytes);
        return bytes;
    }

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>An address, offset or size: four or eight bytes by the file's class.</summary>
    public ulong Word(ReadOnlySpan<byte> bytes)
    {
        if (!is64)
            return UInt32(bytes);
        return isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public SmolException Malformed(string problem) => new("not a whole ELF file: " + problem, place);
}
