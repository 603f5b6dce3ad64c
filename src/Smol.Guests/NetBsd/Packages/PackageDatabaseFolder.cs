using System.Text;
using System.Text.RegularExpressions;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// Where a tree's package tools have their database: what pkg_install.conf(5) says; else what is compiled into them, <c>/usr/pkg/pkgdb</c>
/// since December 2020 and <c>/var/db/pkg</c> before; else, when there are none, what mk.conf says; else <c>/usr/pkg/pkgdb</c>.
/// </summary>
/// <remarks>The tools of the base system and those of pkgsrc read each their own file; where both are there, the base system's is looked at first.</remarks>
internal static partial class PackageDatabaseFolder
{
    private const int LargestProgram = 64 << 20;
    private const string Default = "/usr/pkg/pkgdb";
    private const string Old = "/var/db/pkg";

    /// <summary>The folder's path.</summary>
    /// <exception cref="SmolException">A file names one that is no absolute path.</exception>
    public static TreePath Find(FileTree tree)
    {
        (string File, string? Folder)[] said =
        [
            Configured(tree, "etc/pkg_install.conf"),
            Configured(tree, "usr/pkg/etc/pkg_install.conf"),
            CompiledIn(tree, "usr/sbin/pkg_info"),
            CompiledIn(tree, "usr/pkg/sbin/pkg_info"),
            Configured(tree, "etc/mk.conf"),
        ];
        foreach ((string file, string? folder) in said)
        {
            if (folder is null)
                continue;
            if (folder.StartsWith('/') && TreePath.TryParse(Encoding.UTF8.GetBytes(folder.TrimStart('/')), out TreePath path, out _))
                return path;
            throw new SmolException($"PKG_DBDIR is '{folder}', which is not an absolute path", $"/{file} in the tree");
        }
        return TreePath.FromText(Default);
    }

    private static (string File, string? Folder) Configured(FileTree tree, string file)
    {
        byte[] text = Read(tree, file);
        // Most trees say nothing of it, and to get a regular expression ready takes 5 ms of a build.
        if (text.AsSpan().IndexOf("PKG_DBDIR"u8) < 0)
            return (file, null);
        Match match = Assignment().Match(Encoding.UTF8.GetString(text));
        return (file, match.Success ? match.Groups[1].Value : null);
    }

    /// <summary>Tools that use the new place still know the old one, to tell people to move.</summary>
    private static (string File, string? Folder) CompiledIn(FileTree tree, string file)
    {
        byte[] program = Read(tree, file);
        return (file, program.AsSpan().IndexOf("/usr/pkg/pkgdb"u8) >= 0 ? Default : program.AsSpan().IndexOf("/var/db/pkg\0"u8) >= 0 ? Old : null);
    }

    private static byte[] Read(FileTree tree, string file)
    {
        if (tree.Resolve(TreePath.FromText(file)) is not FileNode { Content: { Length: <= LargestProgram } content })
            return [];
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    [GeneratedRegex(@"^PKG_DBDIR[ \t]*[?:]?=[ \t]*(\S+)", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
