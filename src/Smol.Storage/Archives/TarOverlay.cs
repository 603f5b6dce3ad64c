using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Lays the members of a tar archive over a file tree, by the tree's rules.</summary>
public sealed class TarOverlay
{
    private readonly FileTree _tree;
    private DirectoryNode? _parent;
    private ByteString _parentPath;

    private TarOverlay(FileTree tree) => _tree = tree;

    /// <summary>Lays each member over the tree, in the archive's order. No content is read: the tree's files refer to the archive.</summary>
    /// <param name="tree">What it is laid over. After an error it has the members before it.</param>
    /// <param name="archive">The archive, not compressed. Its name stands in errors.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="SmolException">
    /// The archive is damaged; a member has an absolute path or <c>..</c> in it, passes through a link that leaves the root,
    /// is a hard link to what is not there or to a directory, or stands where the tree's rules don't allow it.
    /// </exception>
    public static void AddTo(FileTree tree, IContentSource archive, long length) => AddTo(tree, new TarReader(archive, length));

    /// <summary>Lays each member over the tree, as <see cref="AddTo(FileTree, IContentSource, long)"/> does.</summary>
    /// <param name="tree">What it is laid over. After an error it has the members before it.</param>
    /// <param name="reader">The members, from the archive itself or from its index in the cache.</param>
    /// <exception cref="SmolException">As for an archive.</exception>
    public static void AddTo(FileTree tree, IMemberReader reader)
    {
        var overlay = new TarOverlay(tree);
        while (reader.TryRead(out TarMember member))
        {
            try
            {
                overlay.Add(member);
            }
            catch (SmolException refused)
            {
                throw new SmolException(refused.Problem, $"{reader.ArchiveName}: member {member.Path}", refused.Hint, refused);
            }
        }
    }

    private void Add(in TarMember member)
    {
        if (TryPutBesideLast(member))
            return;
        TreePath path = Parse(member.Path, "");
        Node node = MakeNode(member);
        if (path.IsRoot)
        {
            _tree.Put(path, node);
            return;
        }
        DirectoryNode parent = _tree.MakeDirectory(path.Parent);
        ByteString name = path.Name;
        Node? present = parent.Find(name);
        if (present is null)
            parent.Put(name, node);
        else
            _tree.Put(path, node);

        // Directories are never replaced, but a link may be: then another way may lead elsewhere.
        _parent = present is SymbolicLinkNode ? null : parent;
        _parentPath = member.Path.Slice(0, Math.Max(SlashBeforeName(member.Path.Span), 0));
    }

    /// <summary>
    /// Most members have the parent of the one before them, spelled the same, and a name that is new: these need no walk from the root.
    /// </summary>
    private bool TryPutBesideLast(in TarMember member)
    {
        ReadOnlySpan<byte> path = member.Path.Span;
        int slash = SlashBeforeName(path);
        if (_parent is null || slash <= 0 || !path[..slash].SequenceEqual(_parentPath.Span))
            return false;
        ReadOnlySpan<byte> name = WithoutEndSlashes(path)[(slash + 1)..];
        return TreePath.IsName(name) && _parent.TryAdd(ByteString.Copy(name), MakeNode(member));
    }

    private static int SlashBeforeName(ReadOnlySpan<byte> path) => WithoutEndSlashes(path).LastIndexOf((byte)'/');

    private static ReadOnlySpan<byte> WithoutEndSlashes(ReadOnlySpan<byte> path)
    {
        while (path is [.., (byte)'/'])
            path = path[..^1];
        return path;
    }

    private static TreePath Parse(ByteString path, string before) =>
        TreePath.TryParse(path.Span, out TreePath parsed, out string? problem) ? parsed : throw new SmolException(before + problem);

    private Node MakeNode(in TarMember member) => member.Kind switch
    {
        null => FindLinked(member.LinkTarget, member.Content.Length),
        NodeKind.Directory => new DirectoryNode(member.Attributes),
        NodeKind.SymbolicLink when member.LinkTarget.Length == 0 || member.LinkTarget.Span.Contains((byte)0) =>
            throw new SmolException("is a symbolic link whose text is empty or has a NUL in it"),
        NodeKind.SymbolicLink => new SymbolicLinkNode(member.Attributes, member.LinkTarget),
        NodeKind.Fifo => new FifoNode(member.Attributes),
        NodeKind.Socket => new SocketNode(member.Attributes),
        NodeKind.BlockDevice or NodeKind.CharacterDevice => new DeviceNode(member.Attributes, member.Kind.Value, member.DeviceMajor, member.DeviceMinor),
        _ => new FileNode(member.Attributes, member.Content),
    };

    private Node FindLinked(ByteString target, long length)
    {
        Node? node = _tree.Find(Parse(target, $"is a hard link to '{target}': "));
        return node switch
        {
            null => throw new SmolException($"is a hard link to '{target}', which is not in the tree", hint: "the archive must have the file before the link"),
            DirectoryNode => throw new SmolException($"is a hard link to '{target}', which is a directory"),
            // pax -o linkdata repeats the file's data with each link; other data would have to change the file under all its names.
            FileNode file when length > 0 && length != file.Content.Length =>
                throw new SmolException($"is a hard link to '{target}' and brings {length} bytes of data for it, while that has {file.Content.Length}"),
            _ => node,
        };
    }
}
