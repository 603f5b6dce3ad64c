using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>
/// What libraries open at run time, by rule, since no header says so: the C library the modules that <c>/etc/nsswitch.conf</c> names
/// (nsswitch.conf(5)), libpam those of <c>/etc/pam.conf</c> and <c>/etc/pam.d</c> (pam.conf(5)), each with the files that say so; a dynamic
/// linker its configuration.
/// </summary>
internal sealed class LoadedModules(FileTree tree, TreeRoutes routes)
{
    private const int LargestFile = 1 << 20;
    private static readonly string[] LibraryFolders = ["usr/lib", "lib", "usr/pkg/lib", "lib/*-linux-gnu*", "usr/lib/*-linux-gnu*", "lib64", "usr/lib64"];

    /// <summary>What a file opens: paths, and what each is to it.</summary>
    public IEnumerable<(TreePath Path, string Words)> Of(TreePath path)
    {
        string name = path.Name.ToString();
        if (name.StartsWith("libc.so", StringComparison.Ordinal))
            return [.. Present("etc/nsswitch.conf", "configuration of"), .. NameServices()];
        if (name.StartsWith("libpam.so", StringComparison.Ordinal))
            return [.. Present("etc/pam.conf", "configuration of"), .. Present("etc/pam.d", "configuration of"), .. Authentication()];
        return name.StartsWith("ld.elf_so", StringComparison.Ordinal) || name.StartsWith("ld-", StringComparison.Ordinal)
            ? [.. Present("etc/ld.so.conf", "configuration of"), .. Present("etc/ld.so.conf.d", "configuration of"), .. Present("etc/ld.so.cache", "configuration of"), .. Present($"etc/{MuslName(name)}", "configuration of")]
            : [];
    }

    private static string MuslName(string linker) => linker.Replace(".so.1", ".path", StringComparison.Ordinal);

    private IEnumerable<(TreePath Path, string Words)> Present(string pattern, string words) =>
        TreePatterns.Expand(tree, pattern).Where(path => routes.Find(path) is not null).Select(path => (path, words));

    private IEnumerable<(TreePath Path, string Words)> NameServices() => Lines("etc/nsswitch.conf")
        .SelectMany(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(IsPlain).Distinct()
        .SelectMany(source => LibraryFolders.SelectMany(folder => (string[])[$"{folder}/nss_{source}.so*", $"{folder}/libnss_{source}.so*"]))
        .SelectMany(pattern => Present(pattern, "module, which /etc/nsswitch.conf names, of"));

    private IEnumerable<(TreePath Path, string Words)> Authentication() => TreePatterns.Expand(tree, "etc/pam.d/*").Select(path => path.ToString()).Prepend("etc/pam.conf")
        .SelectMany(file => Lines(file).SelectMany(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Contains(".so", StringComparison.Ordinal)))
        .Where(word => IsPlain(word.Replace("/", "", StringComparison.Ordinal))).Distinct()
        .SelectMany(module => module.StartsWith('/') ? [module + "*"] : LibraryFolders.Select(folder => $"{folder}/security/{module}*"))
        .SelectMany(pattern => Present(pattern, "module, which the configuration names, of"));

    /// <summary>Names of modules; not actions in brackets, and nothing with a pattern in it.</summary>
    private static bool IsPlain(string word) => word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '+');

    private IEnumerable<string> Lines(string file)
    {
        if (routes.Find(TreePath.FromText(file))?.Node is not FileNode { Content.Length: <= LargestFile } node)
            return [];
        var bytes = new byte[node.Content.Length];
        node.Content.Read(0, bytes);
        return Encoding.UTF8.GetString(bytes).Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);
    }
}
