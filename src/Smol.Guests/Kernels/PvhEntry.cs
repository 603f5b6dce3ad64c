using System.Buffers.Binary;
using Smol.Storage.Elf;

namespace Smol.Guests.Kernels;

/// <summary>Where a VMM without firmware enters a kernel (Xen, <c>docs/misc/pvh.pandoc</c>).</summary>
public static class PvhEntry
{
    // xen/include/public/elfnote.h: XEN_ELFNOTE_PHYS32_ENTRY
    private const uint Physical32Entry = 18;

    /// <summary>The physical address of the 32-bit entry point; null where the kernel has no such note.</summary>
    /// <exception cref="Storage.SmolException">The notes are malformed.</exception>
    public static ulong? Find(ElfFile kernel)
    {
        if (kernel.IsBigEndian || kernel.FindNote("Xen", Physical32Entry) is not { } note)
            return null;
        ReadOnlySpan<byte> address = note.Descriptor.Span;
        return address.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(address)
            : address.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(address)
            : null;
    }
}
