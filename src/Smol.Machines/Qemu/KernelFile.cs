using System.Buffers.Binary;
using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>Looks at a kernel's file: QEMU runs whatever it is given, and says nothing when that is no kernel.</summary>
public static class KernelFile
{
    // Linux, Documentation/arch/x86/boot.rst: the setup header's magic number.
    private const int SetupMagicOffset = 0x202;

    // Linux, Documentation/arch/arm64/booting.rst: the image header's magic number. NetBSD's netbsd-GENERIC64.img has the same header.
    private const int ArmMagicOffset = 56;

    // elf.h: e_machine, and its values EM_386, EM_X86_64 and EM_AARCH64.
    private const int ElfMachineOffset = 18;

    /// <summary>What a kernel runs on; null when its file is no kernel that is known.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    public static MachineArchitecture? ArchitectureOf(string path)
    {
        ReadOnlySpan<byte> head = Head(path);
        if (head.StartsWith("\u007fELF"u8) && head.Length > ElfMachineOffset + 2)
        {
            return BinaryPrimitives.ReadUInt16LittleEndian(head[ElfMachineOffset..]) switch
            {
                3 => MachineArchitecture.I386,
                62 => MachineArchitecture.Amd64,
                183 => MachineArchitecture.AArch64,
                _ => null,
            };
        }
        return IsArmImage(head) ? MachineArchitecture.AArch64 : IsBzImage(head) ? MachineArchitecture.Amd64 : null;
    }

    /// <summary>Whether a kernel's file is an ELF file.</summary>
    /// <exception cref="SmolException">It can't be read.</exception>
    internal static bool IsElf(string path) => Head(path).AsSpan().StartsWith("\u007fELF"u8);

    /// <summary>Checks that a file is an ELF file, a Linux bzImage or an arm64 image.</summary>
    /// <exception cref="SmolException">It is none of them.</exception>
    internal static void Check(string path)
    {
        ReadOnlySpan<byte> head = Head(path);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            throw new SmolException("is a compressed kernel", path, "decompress it with gunzip");
        if (!IsBzImage(head) && !IsArmImage(head) && !head.StartsWith("\u007fELF"u8))
            throw new SmolException("is not a kernel", path, "QEMU boots Linux kernels (bzImage, arm64 Image) and ELF kernels with a PVH entry");
    }

    private static bool IsBzImage(ReadOnlySpan<byte> head) => head.Length >= SetupMagicOffset + 4 && head[SetupMagicOffset..].StartsWith("HdrS"u8);

    private static bool IsArmImage(ReadOnlySpan<byte> head) => head.Length >= ArmMagicOffset + 4 && head[ArmMagicOffset..].StartsWith("ARM\x64"u8);

    private static byte[] Head(string path)
    {
        var head = new byte[SetupMagicOffset + 4];
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }
}
