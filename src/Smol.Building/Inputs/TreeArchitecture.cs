using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>Tells which processors a tree is for, by the first programs of a guest.</summary>
internal static class TreeArchitecture
{
    private static readonly string[] FirstPrograms = ["sbin/init", "bin/sh", "rescue/init", "bin/busybox"];

    /// <summary>The architecture, in NetBSD's words where it has one here; null when none of the programs is there, or is an ELF file.</summary>
    /// <exception cref="SmolException">A link on the way leaves the tree, or a program is a damaged ELF file.</exception>
    public static string? Of(FileTree tree)
    {
        foreach (string program in FirstPrograms)
        {
            if (tree.Resolve(TreePath.FromText(program)) is FileNode file && IsElf(file.Content))
                return Word(ElfFile.Read(file.Content, "/" + program).Machine);
        }
        return null;
    }

    private static bool IsElf(FileContent content)
    {
        var start = new byte[Math.Min(4, content.Length)];
        content.Read(0, start);
        return ElfFile.HasMagic(start);
    }

    private static string Word(ElfMachine machine) => machine switch
    {
        ElfMachine.Amd64 => "amd64",
        ElfMachine.I386 => "i386",
        ElfMachine.AArch64 => "evbarm-aarch64",
        _ => machine.ToString().ToLowerInvariant(),
    };
}
