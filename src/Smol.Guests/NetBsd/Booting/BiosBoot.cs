using System.Buffers.Binary;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Guests.NetBsd.Booting;

/// <summary>
/// Makes a NetBSD tree start from a BIOS, as <c>gpt biosboot</c> and installboot(8) do it on a NetBSD, with what its own
/// <c>/usr/mdec</c> holds. The MBR's code loads the partition's, that loads <c>/boot</c>, which reads <c>/boot.cfg</c> and loads
/// <c>/netbsd</c>.
/// </summary>
public static class BiosBoot
{
    private const string Folder = "usr/mdec";
    private const uint LoaderMagic = 0x7886B6D2; // sys/sys/bootblock.h: X86_BOOT_MAGIC_2, which boot1.c looks for
    private const int LoaderMagicOffset = 4;
    private const int LongestLoader = 512 << 10; // it is loaded at 64 KiB, below the BIOS at 640 KiB

    /// <summary>Puts <c>/boot</c> and <c>/boot.cfg</c> into a tree.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="version">The filesystem that the tree will be.</param>
    /// <param name="console">The console of the boot loader and the kernel.</param>
    /// <param name="time">The time of what is made.</param>
    /// <returns>What goes before the filesystem.</returns>
    /// <exception cref="SmolException">The tree lacks a part of it, or has something else there.</exception>
    public static BootCode AddTo(FileTree tree, FfsVersion version, BootConsole console, Timestamp time)
    {
        FileNode loader = Find(tree, "boot");
        CheckLoader(loader);
        string primary = version == FfsVersion.Ffs1 ? "bootxx_ffsv1" : "bootxx_ffsv2";
        PrimaryBootstrap bootstrap = PrimaryBootstrap.Parse(Read(Find(tree, primary), PrimaryBootstrap.MostBytes, primary), Place(primary));
        byte[] code = Read(Find(tree, "gptmbr.bin"), GptTable.MostBootCode, "gptmbr.bin");
        // sbin/gpt/biosboot.c takes no other length
        if (code.Length != GptTable.MostBootCode)
            throw new SmolException($"has {code.Length} bytes, and the code of an MBR has {GptTable.MostBootCode}", Place("gptmbr.bin"));

        tree.Put(TreePath.FromText("boot"), new FileNode(loader.Attributes, loader.Content));
        byte[] settings = [.. "timeout=0\nconsdev="u8, .. ByteString.FromText(console.Text).Span, (byte)'\n'];
        tree.Put(TreePath.FromText("boot.cfg"), new FileNode(new(0x1A4 /* 0644 */, 0, 0, time), FileContent.FromBytes(settings)));
        return new(code, bootstrap.WithParameters(console, timeout: 0));
    }

    private static FileNode Find(FileTree tree, string name) =>
        tree.Resolve(TreePath.FromText($"{Folder}/{name}")) as FileNode
        ?? throw new SmolException("is missing, and a disk that a BIOS starts needs it", Place(name),
            $"it is in the base set; ADDSETS='base:/{Folder}/*' adds all of them");

    private static void CheckLoader(FileNode loader)
    {
        Span<byte> start = stackalloc byte[LoaderMagicOffset + sizeof(uint)];
        bool isLoader = loader.Content.Length >= start.Length && loader.Content.Length <= LongestLoader;
        if (isLoader)
            loader.Content.Read(0, start);
        if (!isLoader || BinaryPrimitives.ReadUInt32LittleEndian(start[LoaderMagicOffset..]) != LoaderMagic)
            throw new SmolException("is not NetBSD's boot loader for x86", Place("boot"));
    }

    private static byte[] Read(FileNode file, int most, string name)
    {
        if (file.Content.Length > most)
            throw new SmolException($"has {file.Content.Length} bytes, and there is room for {most}", Place(name));
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return bytes;
    }

    private static string Place(string name) => $"/{Folder}/{name}";
}
