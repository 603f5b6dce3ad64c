using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Guests;

/// <summary>Tells which guest a tree holds, by the ELF notes of the programs that a guest starts with.</summary>
public static class GuestDetection
{
    private static readonly string[] FirstPrograms = ["sbin/init", "bin/sh", "rescue/init", "bin/busybox"];

    /// <summary>The guest; null when none of the programs is there or says what it is for.</summary>
    /// <exception cref="SmolException">A link on the way leaves the tree, or a program is a damaged ELF file.</exception>
    public static GuestKind? Of(FileTree tree)
    {
        foreach (string program in FirstPrograms)
        {
            if (tree.Resolve(TreePath.FromText(program)) is FileNode file && Of(file.Content, "/" + program) is { } guest)
                return guest;
        }
        return null;
    }

    private static GuestKind? Of(FileContent content, string place)
    {
        var start = new byte[Math.Min(4, content.Length)];
        content.Read(0, start);
        if (!ElfFile.HasMagic(start))
            return null;
        ElfFile elf = ElfFile.Read(content, place);
        return elf.NetBsdVersion is not null ? GuestKind.NetBsd
            : elf.LinuxVersion is not null || IsMuslLinker(elf.Interpreter) ? GuestKind.Linux
            : null;
    }

    // Programs that were linked with musl have no ABI tag.
    private static bool IsMuslLinker(ByteString? interpreter) => interpreter?.Span.StartsWith("/lib/ld-musl-"u8) == true;
}
