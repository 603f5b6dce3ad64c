using System.Buffers.Binary;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Booting;

/// <summary>
/// <c>/usr/mdec/bootxx_ffsv1</c> and its like: what the MBR starts from the front of a partition, and what finds <c>/boot</c> in the
/// filesystem behind it. 512 bytes that load the rest (<c>sys/arch/i386/stand/bootxx/pbr.S</c>), a sector for the disklabel, and the rest
/// (<c>bootxx.S</c>), which begins with the parameters: <c>sys/sys/bootblock.h: struct x86_boot_params</c>.
/// </summary>
public sealed class PrimaryBootstrap
{
    /// <summary>How long it may be: what FFSv1 leaves free.</summary>
    public const int MostBytes = 8192;

    private const int Sector = 512;
    private const int PartitionTable = 446;
    private const int PartitionTableLength = 64;
    private const int MagicOffset = (2 * Sector) + 4;
    private const uint Magic = 0x7886B6D1; // X86_BOOT_MAGIC_1

    // struct x86_boot_params, little-endian 32-bit numbers: bp_length, bp_flags, bp_timeout, bp_consdev, bp_conspeed; then the password,
    // the keyboard and the console's port, which stay as they are.
    private const int LengthOffset = MagicOffset + 4;
    private const int TimeoutOffset = LengthOffset + 8;
    private const int ConsoleOffset = LengthOffset + 12;
    private const int SpeedOffset = LengthOffset + 16;
    private const int ParametersLength = 20;

    private readonly byte[] _bytes;

    private PrimaryBootstrap(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads one, with the checks of installboot(8) (<c>usr.sbin/installboot/arch/i386.c: i386_setboot</c>).</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="place">What to call it in an error.</param>
    /// <exception cref="SmolException">It is none.</exception>
    public static PrimaryBootstrap Parse(ReadOnlySpan<byte> bytes, string place)
    {
        if (bytes.Length is < 3 * Sector or > MostBytes)
            throw Wrong($"it has {bytes.Length} bytes, and such code has {3 * Sector} to {MostBytes}", place);
        if (bytes[0] != 0xEB || bytes[2] != 0x90 || bytes[Sector - 2] != 0x55 || bytes[Sector - 1] != 0xAA)
            throw Wrong("its first sector is no boot sector", place);
        if (bytes.Slice(PartitionTable, PartitionTableLength).ContainsAnyExcept((byte)0))
            throw Wrong("it has bytes where a partition table goes", place);
        if (bytes.Slice(Sector, Sector).ContainsAnyExcept((byte)0))
            throw Wrong("it has bytes where the disklabel goes", place);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[MagicOffset..]) != Magic)
            throw Wrong("its magic number is missing", place);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[LengthOffset..]);
        if (length < ParametersLength || length > bytes.Length - LengthOffset)
            throw Wrong($"it has parameters of {length} bytes", place);
        return new(bytes.ToArray());
    }

    /// <summary>
    /// What goes to the front of a partition, with the parameters that <c>installboot -o console=,speed=,timeout=</c> would set. Its second
    /// sector is all zeros: that is the disklabel's. <c>bp_flags</c> stays as it is.
    /// </summary>
    /// <param name="console">The console that the boot loader begins with.</param>
    /// <param name="timeout">How many seconds it waits for a key.</param>
    public byte[] WithParameters(BootConsole console, int timeout)
    {
        byte[] bytes = [.. _bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(TimeoutOffset), timeout);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(ConsoleOffset), console.Device);
        if (console.Speed is { } speed)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(SpeedOffset), speed);
        return bytes;
    }

    private static SmolException Wrong(string why, string place) =>
        new($"is not NetBSD's boot code for a partition on x86: {why}", place);
}
