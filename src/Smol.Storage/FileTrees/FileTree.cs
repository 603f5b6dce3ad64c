namespace Smol.Storage.FileTrees;

/// <summary>
/// A root directory and the rules by which sets, packages and overlays are laid over it. Later wins:
/// a directory over a directory is merged and takes the later attributes; anything else over a non-directory replaces it;
/// a directory and a non-directory never replace each other. Symbolic links on the way are followed as the guest would,
/// with the tree's root as <c>/</c>; one that climbs out of the root is refused.
/// </summary>
public sealed class FileTree
{
    private const int MostLinks = 32;

    /// <summary>As deep as a path of 4096 bytes reaches (<c>PATH_MAX</c> of Linux; NetBSD's is 1024). It bounds what whoever walks a tree needs.</summary>
    internal const int MostDepth = 2048;

    private readonly NodeAttributes _missingDirectory;
    private FileTally _tally;

    /// <param name="time">The time of the root and of each directory that has to be made because nothing named it.</param>
    public FileTree(Timestamp time = default)
    {
        _missingDirectory = new(0x1ED /* 0755 */, 0, 0, time);
        Root = new(_missingDirectory);
        _tally = FileTally.Of(Root);
    }

    /// <summary>The root directory.</summary>
    public DirectoryNode Root { get; }

    /// <summary>The lengths of its files in bytes, each once, however many names it has.</summary>
    public long FileBytes
    {
        get
        {
            if (_tally.HasEnded)
                _tally = FileTally.Of(Root);
            return _tally.Bytes;
        }
    }

    /// <summary>The node at a path, without following a symbolic link at its end; null when there is none.</summary>
    /// <exception cref="SmolException">A symbolic link on the way leaves the root or goes in a circle.</exception>
    public Node? Find(TreePath path)
    {
        if (path.IsRoot)
            return Root;
        return FindDirectory(path.Parent)?.Find(path.Name);
    }

    /// <summary>The node at a path, symbolic links at its end followed too; null when there is none.</summary>
    /// <exception cref="SmolException">A symbolic link on the way leaves the root or goes in a circle.</exception>
    public Node? Resolve(TreePath path) => Walk(path, make: false);

    /// <summary>Lays a node over the tree.</summary>
    /// <param name="path">Where. Directories on the way that don't exist are made.</param>
    /// <param name="node">What. A directory's children are not looked at: only its attributes are laid over what is there.</param>
    /// <exception cref="SmolException">A file stands where a directory is wanted, or the other way round; or a link on the way leaves the root.</exception>
    public void Put(TreePath path, Node node)
    {
        if (path.IsRoot)
        {
            if (node is not DirectoryNode)
                throw new SmolException("the root of a tree must be a directory", path.ToString());
            Root.Attributes = node.Attributes;
            return;
        }

        DirectoryNode parent = MakeDirectory(path.Parent);
        Node? present = parent.Find(path.Name);
        if (node is DirectoryNode directory)
            PutDirectory(path, parent, present, directory);
        else if (present is DirectoryNode)
            throw new SmolException($"is a directory in the tree and {Describe(node)} in what is laid over it", path.ToString());
        else
            parent.Put(path.Name, node);
    }

    /// <summary>The directory at a path, made with its parents where it does not exist.</summary>
    /// <exception cref="SmolException">Something on the way is not a directory.</exception>
    public DirectoryNode MakeDirectory(TreePath path) => (DirectoryNode)Walk(path, make: true)!;

    private void PutDirectory(TreePath path, DirectoryNode parent, Node? present, DirectoryNode directory)
    {
        switch (present)
        {
            case null:
                parent.Put(path.Name, new DirectoryNode(directory.Attributes));
                break;
            case DirectoryNode existing:
                existing.Attributes = directory.Attributes;
                break;
            case SymbolicLinkNode when FindDirectory(path) is not null:
                break; // A link to a directory keeps its place, as with merged /usr.
            default:
                throw new SmolException($"is {Describe(present)} in the tree and a directory in what is laid over it", path.ToString());
        }
    }

    private DirectoryNode? FindDirectory(TreePath path) => Walk(path, make: false) as DirectoryNode;

    private Node? Walk(TreePath path, bool make)
    {
        var way = new List<DirectoryNode> { Root };
        var names = new Stack<byte[]>();
        PushNames(names, path.Bytes.Span);
        int links = 0;
        while (names.TryPop(out byte[]? bytes))
        {
            ByteString name = ByteString.Of(bytes);
            if (name.Span.SequenceEqual(".."u8))
            {
                if (way.Count == 1)
                    throw new SmolException("a symbolic link on the way leaves the root", path.ToString());
                way.RemoveAt(way.Count - 1);
                continue;
            }
            DirectoryNode here = way[^1];
            Node? node = here.Find(name);
            switch (node)
            {
                case null when make:
                    if (way.Count > MostDepth)
                        throw new SmolException($"is nested deeper than {MostDepth} directories", path.ToString());
                    var made = new DirectoryNode(_missingDirectory);
                    here.Put(name, made);
                    way.Add(made);
                    break;
                case null:
                    return null;
                case DirectoryNode directory:
                    way.Add(directory);
                    break;
                case SymbolicLinkNode link:
                    if (++links > MostLinks)
                        throw new SmolException("too many symbolic links on the way", path.ToString());
                    if (link.Target.Span.StartsWith("/"u8))
                        way.RemoveRange(1, way.Count - 1);
                    PushNames(names, link.Target.Span);
                    break;
                default:
                    if (!make && names.Count == 0)
                        return node;
                    if (!make)
                        return null;
                    throw new SmolException($"'{name}' on the way is {Describe(node)}, not a directory", path.ToString());
            }
        }
        return way[^1];
    }

    /// <summary>Puts the names of a path before those that are left, so that its first is the next.</summary>
    private static void PushNames(Stack<byte[]> names, ReadOnlySpan<byte> path)
    {
        while (!path.IsEmpty)
        {
            int slash = path.LastIndexOf((byte)'/');
            ReadOnlySpan<byte> name = path[(slash + 1)..];
            if (!name.IsEmpty && !name.SequenceEqual("."u8))
                names.Push(name.ToArray());
            path = path[..Math.Max(slash, 0)];
        }
    }

    private static string Describe(Node node) => node.Kind switch
    {
        NodeKind.Directory => "a directory",
        NodeKind.File => "a file",
        NodeKind.SymbolicLink => "a symbolic link",
        NodeKind.Fifo => "a fifo",
        NodeKind.Socket => "a socket",
        _ => "a device",
    };
}
