using Smol.Guests;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>
/// What stays with what stays: the targets of links and the links on the way, other names of a file, libraries and their linker,
/// interpreters, modules. Nothing is changed.
/// </summary>
internal sealed class TreeClosure
{
    private readonly FileTree _tree;
    private readonly TreeRoutes _routes;
    private readonly ElfObjects _objects = new();
    private readonly LibraryLoader _loader;
    private readonly KeptScripts _scripts;
    private readonly LoadedModules _modules;
    private readonly HashSet<Node> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Node> _loaded = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(TreePath Path, FileNode Node)> _files = new();
    private readonly Queue<(TreePath Path, FileNode Node, ElfObject Elf)> _libraries = new();
    private readonly Queue<(SymbolicLinkNode Link, TreePath Path)> _links = new();
    private readonly List<KeepNeed> _missing = [];
    private Dictionary<Node, List<TreePath>>? _names;

    /// <param name="tree">The guest's files.</param>
    /// <param name="guest">The guest.</param>
    public TreeClosure(FileTree tree, GuestKind guest)
    {
        _tree = tree;
        _routes = new(tree);
        _loader = new(_routes, _objects, new(tree, guest), guest);
        _scripts = new(_routes);
        _modules = new(tree, _routes);
    }

    /// <summary>What stays.</summary>
    public KeptPaths Kept { get; } = new();

    /// <summary>What is needed and is nowhere.</summary>
    public IReadOnlyList<KeepNeed> Missing => _missing;

    /// <summary>Programs that could not be read.</summary>
    public IReadOnlyList<string> Malformed => _objects.Malformed;

    /// <summary>Keeps what is at a path: a directory with all that is in it.</summary>
    /// <returns>False when nothing is there.</returns>
    public bool Keep(TreePath path, KeepReason reason) => Keep(path.Bytes, TreePath.Root, reason);

    /// <summary>The same for text as programs and links have it, absolute or from a directory on.</summary>
    /// <param name="text">The path.</param>
    /// <param name="from">The directory.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isWhole">Whether a directory is kept with all that is in it.</param>
    public bool Keep(ByteString text, TreePath from, KeepReason reason, bool isWhole = true)
    {
        if (_routes.Find(text, from) is not { } route)
            return KeepDeadLink(text, from, reason);
        foreach ((TreePath link, bool isEnd) in route.Links)
        {
            Kept.TryAdd(link, reason);
            if (isEnd)
                reason = new("target of the link", link);
        }
        if (isWhole && route.Node is DirectoryNode directory)
            KeepWhole(route.Path, directory, reason);
        else
            KeepOne(route.Path, route.Node, reason);
        return true;
    }

    /// <summary>Keeps the programs that a shell script of the recipe calls.</summary>
    public void KeepCalled(TreePath script)
    {
        if (_routes.Find(script)?.Node is not FileNode file)
            return;
        foreach ((TreePath program, int line) in _scripts.Programs(file))
            Keep(program, new($"called in line {line} of", script));
    }

    /// <summary>Follows what is kept until nothing more is needed.</summary>
    public void Complete()
    {
        while (true)
        {
            if (_links.TryDequeue(out var link))
                // Not all that is in a directory: a link inside of what is kept may lead anywhere.
                Keep(link.Link.Target, link.Path.Parent, new("target of the link", link.Path), isWhole: false);
            else if (_files.TryDequeue(out var file))
                Follow(file.Path, file.Node);
            // What no program loads is a module of some program that finds its other libraries in the process.
            else if (_libraries.TryDequeue(out var library))
                FollowLibrary(library.Path, library.Node, library.Elf);
            else
                return;
        }
    }

    /// <summary>A link that leads nowhere is kept for itself: it may lead somewhere when the guest runs.</summary>
    private bool KeepDeadLink(ByteString text, TreePath from, KeepReason reason)
    {
        int slash = text.Span.LastIndexOf((byte)'/');
        ByteString name = text.Slice(slash + 1, text.Length - slash - 1);
        if (_routes.Find(text.Slice(0, slash + 1), from) is not { Node: DirectoryNode directory } parent || directory.Find(name) is not SymbolicLinkNode)
            return false;
        Kept.TryAdd(parent.Path.Append(name), reason);
        return true;
    }

    private void KeepWhole(TreePath path, DirectoryNode directory, KeepReason reason)
    {
        Kept.TryAdd(path, reason);
        if (!_seen.Add(directory))
            return;
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(path, directory).Skip(1))
            KeepOne(entry.Path, entry.Node, new("in", path));
    }

    private void KeepOne(TreePath path, Node node, KeepReason reason)
    {
        Kept.TryAdd(path, reason);
        if (node is SymbolicLinkNode link)
            _links.Enqueue((link, path));
        if (node is not FileNode file || !_seen.Add(node))
            return;
        _files.Enqueue((path, file));
        if (node.NameCount > 1)
            KeepOtherNames(path, node);
    }

    private void KeepOtherNames(TreePath path, Node node)
    {
        _names ??= FileTreeWalk.Entries(_tree).Where(entry => entry.Node is FileNode { NameCount: > 1 })
            .GroupBy(entry => entry.Node, entry => entry.Path, ReferenceEqualityComparer.Instance)
            .ToDictionary(group => (Node)group.Key!, group => group.ToList(), (IEqualityComparer<Node>)ReferenceEqualityComparer.Instance);
        foreach (TreePath other in _names[node])
            Kept.TryAdd(other, new("another name of", path));
    }

    private void Follow(TreePath path, FileNode file)
    {
        foreach ((TreePath module, string words) in _modules.Of(path))
            Keep(module, new(words, path));
        if (_objects.Read(path, file) is { } elf)
        {
            if (elf.Interpreter is not { } linker)
            {
                _libraries.Enqueue((path, file, elf));
                return;
            }
            Need(linker, path, "linker of");
            FollowLibrary(path, file, elf);
        }
        else if (KeptScripts.IsExecutable(file))
        {
            FollowInterpreters(path, file);
        }
    }

    private void FollowInterpreters(TreePath path, FileNode file)
    {
        foreach (string program in KeptScripts.Interpreters(file))
        {
            if (_scripts.FindProgram(program) is { } found)
                Keep(found, new("interpreter of", path));
            else
                _missing.Add(new(program, path));
        }
    }

    private void FollowLibrary(TreePath path, FileNode file, ElfObject elf)
    {
        if (_loaded.Contains(file))
            return;
        foreach (LibraryNeed need in _loader.Load(path, file, elf))
        {
            if (need.Found is not { } found)
            {
                _missing.Add(new(need.Name.ToString(), need.By));
                continue;
            }
            _loaded.Add(_routes.Find(found)!.Node);
            Keep(found, new($"library {need.Name} of", NameKept(need.By)));
        }
    }

    /// <summary>A library is asked for by the path by which it was found; a link on it is among what is kept.</summary>
    private TreePath NameKept(TreePath path) => Kept.Contains(path) ? path : _routes.Find(path)!.Path;

    private void Need(ByteString path, TreePath by, string words)
    {
        if (!Keep(path, TreePath.Root, new(words, by)))
            _missing.Add(new(path.ToString(), by));
    }
}
