using System.Text;
using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Linux;

/// <summary>
/// The modules of one kernel, by name. What each needs is read from itself (<c>.modinfo</c>, Linux <c>include/linux/module.h:
/// MODULE_INFO</c>), since a package has no <c>modules.dep</c>: that is made where it is installed.
/// </summary>
public sealed class KernelModules
{
    private const string Extension = ".ko";
    private const string Builtin = "modules.builtin";

    /// <summary>Real ones need each other four or five deep.</summary>
    private const int DeepestNeed = 64;

    private readonly Dictionary<string, FileNode> _modules = [];
    private readonly HashSet<string> _builtin = [];

    /// <param name="folder">The kernel's module folder, <c>/lib/modules/RELEASE</c>.</param>
    /// <exception cref="SmolException">The list of what is built in makes no sense.</exception>
    public KernelModules(DirectoryNode folder)
    {
        Collect(folder);
        if (folder.Find(ByteString.FromText(Builtin)) is FileNode builtin)
        {
            foreach (string line in Encoding.UTF8.GetString(PackedFile.Read(builtin, Builtin)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                _builtin.Add(Canonical(Path.GetFileNameWithoutExtension(line)));
        }
    }

    /// <summary>The modules that have to be loaded so that the wanted ones work, in an order that works; without those that are built in.</summary>
    /// <param name="wanted">Names, in the order in which they are wanted.</param>
    /// <exception cref="SmolException">The kernel has no such module, or two need each other.</exception>
    public IReadOnlyList<string> LoadOrder(IEnumerable<string> wanted)
    {
        var order = new List<string>();
        foreach (string name in wanted)
            Visit(Canonical(name), order, []);
        return order;
    }

    /// <summary>Whether the kernel has that ability, built in or as a module.</summary>
    public bool Has(string name) => _builtin.Contains(Canonical(name)) || _modules.ContainsKey(Canonical(name));

    /// <summary>The file of a module that <see cref="LoadOrder"/> named.</summary>
    public FileNode File(string name) => _modules[name];

    private void Visit(string name, List<string> order, IReadOnlyList<string> way)
    {
        if (_builtin.Contains(name) || order.Contains(name))
            return;
        if (way.Contains(name))
            throw new SmolException($"the modules {string.Join(", ", way)} need each other", name);
        if (way.Count == DeepestNeed)
            throw new SmolException("so many modules need each other that it makes no sense", name);
        if (!_modules.TryGetValue(name, out FileNode? file))
            throw new SmolException("the kernel has no such module", name, "Debian's linux-image-cloud-amd64 has what is needed");
        foreach (string needed in Needs(name, PackedFile.Check(file, name + Extension)))
            Visit(needed, order, [.. way, name]);
        order.Add(name);
    }

    private static IEnumerable<string> Needs(string name, FileNode file)
    {
        byte[] information = ElfFile.Read(file.Content, name + Extension).FindSectionBytes(".modinfo") ?? [];
        const string Key = "depends=";
        return Encoding.Latin1.GetString(information).Split('\0')
            .Where(entry => entry.StartsWith(Key, StringComparison.Ordinal))
            .SelectMany(entry => entry[Key.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Select(Canonical);
    }

    private void Collect(DirectoryNode folder)
    {
        var waiting = new Stack<DirectoryNode>([folder]);
        while (waiting.TryPop(out DirectoryNode? directory))
        {
            foreach (DirectoryEntry entry in directory.SortedEntries())
            {
                string name = entry.Name.ToString();
                if (entry.Node is DirectoryNode child)
                    waiting.Push(child);
                else if (entry.Node is FileNode file && name.EndsWith(Extension, StringComparison.Ordinal))
                    _modules.TryAdd(Canonical(name[..^Extension.Length]), file);
            }
        }
    }

    // The kernel takes '-' and '_' in the names of modules for the same.
    private static string Canonical(string name) => name.Replace('-', '_');
}
