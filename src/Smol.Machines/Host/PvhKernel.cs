using System.Buffers.Binary;

namespace Smol.Machines.Host;

/// <summary>
/// Makes the smallest kernel that QEMU boots by PVH: an ELF file whose note tells where the guest begins, in 32-bit protected
/// mode with flat segments (Xen, docs/misc/pvh.pandoc).
/// </summary>
internal static class PvhKernel
{
    /// <summary>Where the code is loaded and entered.</summary>
    public const uint EntryAddress = 0x100000;

    private const int HeaderSize = 52;
    private const int ProgramHeaderSize = 32;
    private const int NoteOffset = HeaderSize + (2 * ProgramHeaderSize);
    private const int NoteSize = 20;
    private const int CodeOffset = NoteOffset + NoteSize;

    // xen/include/public/elfnote.h: XEN_ELFNOTE_PHYS32_ENTRY
    private const uint Physical32Entry = 18;

    /// <summary>The kernel around some 32-bit code.</summary>
    public static byte[] Build(ReadOnlySpan<byte> code)
    {
        var kernel = new byte[CodeOffset + code.Length];
        WriteHeader(kernel);
        // PT_LOAD, readable, writable and executable; PT_NOTE, readable.
        WriteProgramHeader(kernel.AsSpan(HeaderSize), type: 1, CodeOffset, code.Length, flags: 7);
        WriteProgramHeader(kernel.AsSpan(HeaderSize + ProgramHeaderSize), type: 4, NoteOffset, NoteSize, flags: 4);
        Words(kernel.AsSpan(NoteOffset), 4, 4, Physical32Entry);
        "Xen\0"u8.CopyTo(kernel.AsSpan(NoteOffset + 12));
        Words(kernel.AsSpan(NoteOffset + 16), EntryAddress);
        code.CopyTo(kernel.AsSpan(CodeOffset));
        return kernel;
    }

    /// <summary>elf.h: Elf32_Ehdr, for an executable of the 80386.</summary>
    private static void WriteHeader(Span<byte> header)
    {
        ReadOnlySpan<byte> ident = [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1];
        ident.CopyTo(header);
        Halves(header[16..], 2, 3);
        Words(header[20..], 1, EntryAddress, HeaderSize);
        Halves(header[40..], HeaderSize, ProgramHeaderSize, 2);
    }

    /// <summary>elf.h: Elf32_Phdr.</summary>
    private static void WriteProgramHeader(Span<byte> header, uint type, int offset, int size, uint flags) =>
        Words(header, type, (uint)offset, EntryAddress, EntryAddress, (uint)size, (uint)size, flags, 4);

    private static void Words(Span<byte> bytes, params ReadOnlySpan<uint> words)
    {
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], words[i]);
    }

    private static void Halves(Span<byte> bytes, params ReadOnlySpan<ushort> halves)
    {
        for (int i = 0; i < halves.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], halves[i]);
    }
}
