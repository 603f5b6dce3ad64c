using System.Buffers.Binary;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;
using Smol.TestSupport;
using Smol.TestSupport.Fuzzing;

namespace Smol.Storage.Tests.Fuzzing;

public sealed class GptFuzzTests
{
    private const int Sector = GptTable.SectorSize;

    [Fact]
    public void Damaged_disk_images_give_findings_a_tree_or_an_error() =>
        new MutationFuzzing([Ours("ext2"), Ours("ffs"), Ours("ffs2"), OfSgdisk()], ReadEverything.Of).Run(MutationFuzzing.WholeBudget / 3);

    private static FuzzedImage Ours(string format)
    {
        using var scratch = new Scratch();
        DiskImageWriter.Write(scratch["image"], FuzzedTree.MakeWithDevices(), FilesystemFormats.Get(format), new() { PartitionName = "root" });
        return Named($"smol, {format}", File.ReadAllBytes(scratch["image"]));
    }

    private static FuzzedImage OfSgdisk() => Named("sgdisk and mke2fs", FuzzedTree.MakeImage("""
        export E2FSPROGS_FAKE_TIME=1700000000
        id=01234567-89ab-cdef-0123-456789abcdef
        truncate -s 3M $1
        sgdisk -U $id -a 8 -n 1:40:100 -u 1:$id -n 2:1024:0 -c 2:root -A 2:set:59 -u 2:$id $1 >/dev/null
        mke2fs -q -t ext2 -b 1024 -U $id -E offset=524288,hash_seed=$id -d $2 $1 2000k
        """));

    private static FuzzedImage Named(string name, byte[] bytes)
    {
        using OpenedDiskImage image = OpenedDiskImage.Open(new MemorySource(bytes), bytes.Length);
        int offset = (int)image.Offset;
        return new(name, bytes,
        [
            [(Sector, GptHeader.Size), (bytes.Length - Sector, GptHeader.Size)],
            [(2 * Sector, Sector), (bytes.Length - (33 * Sector), Sector)],
            [(offset, 1024 + 256), (offset + 8192, 1376), (offset + 65536, 1376)],
        ])
        {
            Mend = MendChecksums,
        };
    }

    /// <summary>
    /// Writes the checksums that the damaged headers and entries should have (UEFI 2.10, 5.3.2), as far as there are such.
    /// </summary>
    private static void MendChecksums(Memory<byte> image)
    {
        Span<byte> bytes = image.Span;
        foreach (int place in (int[])[Sector, bytes.Length - Sector])
        {
            Span<byte> header = bytes[place..];
            long entries = BinaryPrimitives.ReadInt64LittleEndian(header[72..]) * Sector;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header[80..]) * (long)BinaryPrimitives.ReadUInt32LittleEndian(header[84..]);
            if (entries > 0 && length >= 0 && length < bytes.Length && entries < bytes.Length - length)
                BinaryPrimitives.WriteUInt32LittleEndian(header[88..], Crc32.Of(bytes.Slice((int)entries, (int)length)));
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
            if (size < GptHeader.Size || size > Sector)
                continue;
            header.Slice(16, sizeof(uint)).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc32.Of(header[..(int)size]));
        }
    }
}
