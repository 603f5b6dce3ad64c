using System.Buffers.Binary;
using System.Text;
using Smol.Guests.Kernels;
using Smol.Storage.Elf;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>A little-endian kernel as it is in memory before it runs: addresses lead to bytes of the file.</summary>
internal sealed class KernelMemory
{
    /// <summary>A kernel has two or three.</summary>
    private const int MostSegments = 64;

    /// <summary>Names of devices are shorter (<c>sys/device.h: DEVICE_XNAME_SIZE</c>), those of attachments a little longer.</summary>
    private const int LongestName = 64;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ElfSegment[] _segments;

    public KernelMemory(KernelImage image, ElfFile elf)
    {
        if (elf.IsBigEndian)
            throw DeviceTable.Unproved("it is big-endian", image.Path);
        _bytes = image.Bytes;
        WordSize = elf.Class == ElfClass.Elf64 ? 8 : 4;
        _segments = [.. elf.Segments.Where(segment => segment.Type == ElfSegmentType.Load && segment.MemorySize > 0)];
        if (elf.Type != ElfType.Executable || _segments.Length is 0 or > MostSegments)
            throw DeviceTable.Unproved("it is not a linked kernel", image.Path);
    }

    /// <summary>The size of a pointer.</summary>
    public int WordSize { get; }

    /// <summary>Where in the file the bytes at an address are; -1 where they are not all in the file.</summary>
    public int Find(ulong address, ulong length)
    {
        foreach (ElfSegment segment in _segments)
        {
            ulong start = address - segment.VirtualAddress;
            if (address < segment.VirtualAddress || start >= segment.FileSize || length > segment.FileSize - start)
                continue;
            ulong end = (ulong)_bytes.Length;
            if (segment.Offset <= end && start <= end - segment.Offset && length <= end - segment.Offset - start)
                return (int)(segment.Offset + start);
        }
        return -1;
    }

    /// <summary>Whether an address is in the kernel at all, zeros that the file leaves out included.</summary>
    public bool Has(ulong address) =>
        Array.Exists(_segments, segment => address >= segment.VirtualAddress && address - segment.VirtualAddress < segment.MemorySize);

    /// <summary>The bytes of the file from an offset on.</summary>
    public ReadOnlySpan<byte> At(int offset) => _bytes.Span[offset..];

    /// <summary>The pointer at an offset of the file.</summary>
    public ulong Pointer(int offset) => WordSize == 8
        ? BinaryPrimitives.ReadUInt64LittleEndian(At(offset))
        : BinaryPrimitives.ReadUInt32LittleEndian(At(offset));

    /// <summary>The C identifier at an address; null where there is none.</summary>
    public string? Name(ulong address)
    {
        int offset = Find(address, 1);
        if (offset < 0)
            return null;
        ReadOnlySpan<byte> rest = At(offset);
        int length = rest[..Math.Min(rest.Length, LongestName)].IndexOf((byte)0);
        if (length <= 0)
            return null;
        foreach (byte value in rest[..length])
        {
            if (!char.IsAsciiLetterOrDigit((char)value) && value != '_')
                return null;
        }
        return Encoding.ASCII.GetString(rest[..length]);
    }
}
