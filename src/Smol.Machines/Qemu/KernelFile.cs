using Smol.Storage;

namespace Smol.Machines.Qemu;

/// <summary>Looks at a kernel's file: QEMU runs whatever it is given, and says nothing when that is no kernel.</summary>
internal static class KernelFile
{
    // Linux, Documentation/arch/x86/boot.rst: the setup header's magic number.
    private const int SetupMagicOffset = 0x202;

    // Linux, Documentation/arch/arm64/booting.rst: the image header's magic number. NetBSD's netbsd-GENERIC64.img has the same header.
    private const int ArmMagicOffset = 56;

    /// <summary>Checks that a file is an ELF file or a Linux bzImage.</summary>
    /// <exception cref="SmolException">It is neither.</exception>
    public static void Check(string path)
    {
        Span<byte> head = stackalloc byte[SetupMagicOffset + 4];
        int length;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
        head = head[..length];
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            throw new SmolException("is a compressed kernel", path, "decompress it with gunzip");
        bool isLinux = head.Length == SetupMagicOffset + 4 && head[SetupMagicOffset..].SequenceEqual("HdrS"u8);
        bool isArm = head.Length > ArmMagicOffset + 4 && head[ArmMagicOffset..].StartsWith("ARM\x64"u8);
        if (!isLinux && !isArm && !head.StartsWith("\u007fELF"u8))
            throw new SmolException("is not a kernel", path, "QEMU boots Linux kernels (bzImage, arm64 Image) and ELF kernels with a PVH entry");
    }
}
