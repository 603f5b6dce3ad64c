using System.Buffers.Binary;
using System.Text;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>
/// Makes an empty qcow2 image over a raw one: what a guest writes goes here, what it never wrote is read from there.
/// The format: QEMU, docs/interop/qcow2.txt.
/// </summary>
internal static class Qcow2Overlay
{
    private const int ClusterBits = 16;
    private const int ClusterSize = 1 << ClusterBits;

    // The clusters: header, refcount table, refcount block, then the L1 table.
    private const int RefcountTable = 1;
    private const int RefcountBlock = 2;
    private const int L1Table = 3;

    private const int HeaderLength = 104;

    private const int SectorSize = 512;

    // A backing file's name may be at most 1023 bytes long.
    private const int MaximumNameLength = 1023;

    // An L2 table is a cluster of 8-byte entries, one a cluster of the guest's.
    private const long BytesByL1Entry = (long)ClusterSize / 8 * ClusterSize;

    /// <summary>Writes the overlay.</summary>
    /// <param name="path">The overlay's file; it must not be there.</param>
    /// <param name="backingPath">The raw image below, by its full path.</param>
    /// <exception cref="SmolException">It can't be written, or the image's path is too long for the format.</exception>
    public static void Create(string path, string backingPath)
    {
        byte[] name = Encoding.UTF8.GetBytes(backingPath);
        if (name.Length > MaximumNameLength)
            throw new SmolException($"is too long for an overlay's header, which holds {MaximumNameLength} bytes", backingPath, "move the image to a shorter path");
        try
        {
            long size = (new FileInfo(backingPath).Length + SectorSize - 1) / SectorSize * SectorSize;
            int l1Entries = (int)((size + BytesByL1Entry - 1) / BytesByL1Entry);
            int clusters = L1Table + Math.Max(1, ((l1Entries * 8) + ClusterSize - 1) / ClusterSize);
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(Header(name, size, l1Entries));
            file.Position = RefcountTable * ClusterSize;
            file.Write(BigEndian(RefcountBlock * (long)ClusterSize));
            file.Position = RefcountBlock * ClusterSize;
            for (int i = 0; i < clusters; i++)
                file.Write([0, 1]);
            file.SetLength(clusters * (long)ClusterSize);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be made: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>The header of version 3, the extension that says that the backing file is raw, the end of extensions, and its name.</summary>
    private static byte[] Header(byte[] name, long size, int l1Entries)
    {
        const int NameOffset = HeaderLength + 16 + 8;
        var header = new byte[NameOffset + name.Length];
        Word(header, 0, 0x514649FB); // "QFI" and 0xFB
        Word(header, 4, 3);
        Long(header, 8, NameOffset);
        Word(header, 16, (uint)name.Length);
        Word(header, 20, ClusterBits);
        Long(header, 24, size);
        Word(header, 36, (uint)l1Entries);
        Long(header, 40, L1Table * (long)ClusterSize);
        Long(header, 48, RefcountTable * (long)ClusterSize);
        Word(header, 56, 1);
        Word(header, 96, 4); // refcounts of 2^4 bits
        Word(header, 100, HeaderLength);
        Word(header, HeaderLength, 0xE2792ACA);
        Word(header, HeaderLength + 4, 3);
        "raw"u8.CopyTo(header.AsSpan(HeaderLength + 8));
        name.CopyTo(header, NameOffset);
        return header;
    }

    private static void Word(byte[] bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);

    private static void Long(byte[] bytes, int offset, long value) => BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(offset), value);

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
