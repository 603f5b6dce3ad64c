using System.Buffers.Binary;
using System.Text;
using Smol.Storage;

namespace Smol.Guests.Kernels;

/// <summary>What the setup header of a Linux kernel for x86 says (Linux, <c>Documentation/arch/x86/boot.rst</c>).</summary>
/// <param name="Protocol">The boot protocol, such as 2.15.</param>
/// <param name="Version">The kernel's version, as <c>uname -rv</c> has it; null where it tells none.</param>
/// <param name="Is64Bit">Whether it has a 64-bit entry point (<c>XLF_KERNEL_64</c>).</param>
public sealed record BzImageHeader(Version Protocol, string? Version, bool Is64Bit)
{
    private const int MagicOffset = 0x202;
    private const int ProtocolOffset = 0x206;
    private const int VersionPointerOffset = 0x20E;
    private const int LoadFlagsOffset = 0x236;
    private const int HeaderEnd = 0x238;
    private const int LongestVersion = 256;

    // The version's pointer counts from the end of the boot sector.
    private const int BootSectorSize = 0x200;

    /// <summary>The header; null where the bytes are no bzImage.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="place">What to call it in an error.</param>
    /// <exception cref="SmolException">The version lies outside of the file or has no end.</exception>
    public static BzImageHeader? Find(ReadOnlySpan<byte> bytes, string place)
    {
        if (bytes.Length < HeaderEnd || !bytes[MagicOffset..].StartsWith("HdrS"u8))
            return null;
        ushort protocol = BinaryPrimitives.ReadUInt16LittleEndian(bytes[ProtocolOffset..]);
        ushort pointer = BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionPointerOffset..]);
        // xloadflags came with protocol 2.12.
        bool is64Bit = protocol >= 0x20C && (bytes[LoadFlagsOffset] & 1) != 0;
        return new(new(protocol >> 8, protocol & 0xFF), pointer == 0 ? null : ReadVersion(bytes, pointer + BootSectorSize, place), is64Bit);
    }

    private static string ReadVersion(ReadOnlySpan<byte> bytes, int offset, string place)
    {
        ReadOnlySpan<byte> rest = offset < bytes.Length ? bytes[offset..] : [];
        int length = rest[..Math.Min(rest.Length, LongestVersion)].IndexOf((byte)0);
        if (length < 0)
            throw new SmolException($"not a whole bzImage: its version at byte {offset} has no end", place);
        return Encoding.Latin1.GetString(rest[..length]);
    }
}
