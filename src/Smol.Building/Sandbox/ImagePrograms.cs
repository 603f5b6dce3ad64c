using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// Which programs are the image's own. Linux does not run those of NetBSD: it does not find their linker, and those that need none get
/// its system calls for theirs and crash.
/// </summary>
/// <param name="tree">The image's files before the scripts.</param>
internal sealed class ImagePrograms(FileTree tree)
{
    private const int AnyExecute = 0x49; // 0111

    /// <summary>The first script that calls an ELF program of the image by its path, and that program; null when none does.</summary>
    /// <param name="folder">The folder of the scripts.</param>
    /// <param name="scripts">Their names.</param>
    public (int Script, string Program)? FindInScripts(string folder, IReadOnlyList<string> scripts)
    {
        for (int index = 0; index < scripts.Count; index++)
        {
            if (ScriptText.RelativePrograms(Path.Combine(folder, scripts[index])).FirstOrDefault(IsElf) is { } program)
                return (index, program);
        }
        return null;
    }

    /// <summary>Whether a path leads to a file that may be executed.</summary>
    /// <param name="path">As a script has it, from the image's root on.</param>
    public bool IsExecutable(string path) => Find(path) is not null;

    /// <summary>The path from the image's root on that a script's word stands for; null when it leads elsewhere.</summary>
    internal static TreePath? PathOf(string word)
    {
        string path = word.StartsWith("/build/root/", StringComparison.Ordinal) ? word["/build/root/".Length..] : word;
        return TreePath.TryParse(ByteString.FromText(path).Span, out TreePath place, out _) ? place : null;
    }

    private bool IsElf(string path)
    {
        if (Find(path) is not { } file)
            return false;
        var start = new byte[Math.Min(4, file.Content.Length)];
        file.Content.Read(0, start);
        return ElfFile.HasMagic(start);
    }

    private FileNode? Find(string word)
    {
        try
        {
            return PathOf(word) is { } path && tree.Resolve(path) is FileNode file && (file.Attributes.Permissions & AnyExecute) != 0 ? file : null;
        }
        catch (SmolException)
        {
            return null; // A link that leads out of the tree.
        }
    }
}
