using System.Text;
using Smol.Guests;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>
/// The folders in which a guest's dynamic linker looks for libraries besides those that a file names. NetBSD (<c>libexec/ld.elf_so</c>:
/// <c>rtld.h</c>, <c>paths.c</c>): <c>/etc/ld.so.conf</c>, then the folder of the architecture and <c>/usr/lib</c>. Linux: <c>/etc/ld.so.conf</c>,
/// then what is built into glibc as Debian has it, or into musl.
/// </summary>
internal sealed class LibraryFolders
{
    private const int LargestFile = 1 << 20;
    private const int MostFiles = 64;

    private readonly FileTree _tree;
    private readonly TreeRoutes _routes;
    private readonly GuestKind _guest;
    private int _files;

    /// <param name="tree">The guest's files.</param>
    /// <param name="guest">The guest.</param>
    public LibraryFolders(FileTree tree, GuestKind guest)
    {
        (_tree, _guest, _routes) = (tree, guest, new(tree));
        Configured = [.. Read(TreePath.FromText("etc/ld.so.conf")), .. TreePatterns.Expand(tree, "etc/ld-musl-*.path").SelectMany(Read)];
    }

    /// <summary>Those of the configuration.</summary>
    public IReadOnlyList<TreePath> Configured { get; }

    /// <summary>Those that are built in.</summary>
    public IEnumerable<TreePath> BuiltIn(ElfMachine machine)
    {
        string[] folders = (_guest, machine) switch
        {
            (GuestKind.NetBsd, ElfMachine.I386) => ["usr/lib/i386", "usr/lib", "lib"],
            (GuestKind.NetBsd, ElfMachine.Arm) => ["usr/lib/eabihf", "usr/lib", "lib"],
            (GuestKind.NetBsd, _) => ["usr/lib", "lib"],
            (_, ElfMachine.Amd64) => [.. OfDebian("x86_64-linux-gnu"), "lib64", "usr/lib64"],
            (_, ElfMachine.I386) => OfDebian("i386-linux-gnu"),
            (_, ElfMachine.AArch64) => OfDebian("aarch64-linux-gnu"),
            _ => [],
        };
        return (_guest == GuestKind.Linux ? [.. folders, "lib", "usr/local/lib", "usr/lib"] : folders).Select(TreePath.FromText);
    }

    private static string[] OfDebian(string triplet) => ["lib/" + triplet, "usr/lib/" + triplet];

    private IEnumerable<TreePath> Read(TreePath path)
    {
        if (_routes.Find(path)?.Node is not FileNode { Content.Length: <= LargestFile } file || ++_files > MostFiles)
            return [];
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return Encoding.UTF8.GetString(bytes).Split(['\n', ':', ',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(FoldersOf).ToArray();
    }

    /// <summary>A word is a folder; or, behind glibc's <c>include</c>, a pattern for files. All else says something of single libraries.</summary>
    private IEnumerable<TreePath> FoldersOf(string word)
    {
        if (!word.StartsWith('/') || !TreePath.TryParse(Encoding.UTF8.GetBytes(word[1..]), out TreePath path, out _))
            return [];
        return word.Contains(".conf", StringComparison.Ordinal) ? TreePatterns.Expand(_tree, word).SelectMany(Read) : [path];
    }
}
