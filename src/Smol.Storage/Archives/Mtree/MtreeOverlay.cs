using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>
/// Gives a tree the owners, modes, BSD file flags and times of an mtree(5) specification, as <c>makefs -F</c> does. What the
/// specification has and the tree has not is made, but for files, which must be there unless they are optional or their bytes are
/// said (<c>contents</c>). What the specification does not mention stays as it is.
/// </summary>
/// <remarks>
/// A number of an owner or group goes before its name; a name alone is looked up in the tree. Checksums, sizes, link counts and
/// tags are not looked at.
/// </remarks>
public sealed class MtreeOverlay
{
    private readonly FileTree _tree;
    private readonly AccountNames _accounts;
    private readonly Timestamp _time;

    private MtreeOverlay(FileTree tree, Timestamp time)
    {
        _tree = tree;
        _accounts = new(tree);
        _time = time;
    }

    /// <summary>Applies each line, in order.</summary>
    /// <param name="tree">The tree. After an error it has the lines before it.</param>
    /// <param name="path">The specification's file.</param>
    /// <param name="time">The time of what is made without one.</param>
    /// <exception cref="SmolException">The file can't be read; or a line can't be understood, or does not go with the tree: says which.</exception>
    public static void AddTo(FileTree tree, string path, Timestamp time)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
        AddTo(tree, text, path, time);
    }

    /// <summary>Applies each line, in order.</summary>
    /// <param name="tree">The tree. After an error it has the lines before it.</param>
    /// <param name="text">The specification.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <param name="time">The time of what is made without one.</param>
    /// <exception cref="SmolException">A line can't be understood, or does not go with the tree: says which.</exception>
    public static void AddTo(FileTree tree, ReadOnlyMemory<byte> text, string name, Timestamp time)
    {
        var overlay = new MtreeOverlay(tree, time);
        var reader = new MtreeReader(text, name);
        while (reader.TryRead(out MtreeEntry entry))
        {
            try
            {
                overlay.Apply(entry.Path, entry.Keywords);
            }
            catch (Exception refused) when (refused is SmolException or InvalidDataException)
            {
                string problem = (refused as SmolException)?.Problem ?? refused.Message;
                throw new SmolException($"{entry.Path}: {problem}", $"{name}:{entry.Line}", (refused as SmolException)?.Hint, refused);
            }
        }
    }

    private void Apply(TreePath path, MtreeKeywords keywords)
    {
        Node? node = _tree.Find(path);
        if (node is null && keywords.IsOptional)
            return;
        if (node is null && (keywords.IsKept || (keywords.Contents is null && keywords.Kind is null or NodeKind.File)))
            throw new SmolException("is not in the tree", hint: "'optional' says that it need not be there");
        if (node is not null && keywords.Kind is { } kind && kind != node.Kind)
            throw new SmolException($"is a {kind} in the specification and a {node.Kind} in the tree");
        if (keywords.IsKept)
            return;
        NodeAttributes attributes = AttributesOf(keywords, node?.Attributes);
        if (node is null || keywords.Contents is not null || HasOtherTarget(node, keywords))
            _tree.Put(path, Make(keywords, node?.Kind, attributes));
        else
            node.Attributes = attributes;
    }

    private static bool HasOtherTarget(Node node, MtreeKeywords keywords) =>
        node is SymbolicLinkNode link && keywords.LinkTarget is { } target && target != link.Target;

    /// <summary>What is said, over what is there. What is made needs an owner, a group and a mode.</summary>
    private NodeAttributes AttributesOf(MtreeKeywords keywords, NodeAttributes? present) => new(
        keywords.Permissions ?? present?.Permissions ?? throw Missing("mode"),
        IdOf(keywords.User, _accounts.User) ?? present?.UserId ?? throw Missing("uid or uname"),
        IdOf(keywords.Group, _accounts.Group) ?? present?.GroupId ?? throw Missing("gid or gname"),
        keywords.Modified ?? present?.Modified ?? _time)
    {
        Flags = keywords.Flags ?? present?.Flags ?? 0,
    };

    private static uint? IdOf((uint? Id, ByteString? Name) account, Func<ByteString, uint> find) =>
        account.Id ?? (account.Name is { } name ? find(name) : null);

    private static Node Make(MtreeKeywords keywords, NodeKind? present, NodeAttributes attributes) => (keywords.Kind ?? present) switch
    {
        NodeKind.Directory => new DirectoryNode(attributes),
        NodeKind.SymbolicLink => new SymbolicLinkNode(attributes, keywords.LinkTarget is { Length: > 0 } target ? target : throw Missing("link")),
        NodeKind.Fifo => new FifoNode(attributes),
        NodeKind.Socket => new SocketNode(attributes),
        NodeKind.BlockDevice or NodeKind.CharacterDevice => MakeDevice(keywords, attributes),
        _ => new FileNode(attributes, ContentOf(keywords.Contents!.Value)),
    };

    private static DeviceNode MakeDevice(MtreeKeywords keywords, NodeAttributes attributes)
    {
        (uint major, uint minor) = keywords.Device ?? throw Missing("device");
        return new(attributes, keywords.Kind!.Value, major, minor);
    }

    private static FileContent ContentOf(ByteString path)
    {
        var file = new FileInfo(path.ToString());
        return file.Exists
            ? FileContent.FromRange(new HostFileSource(file.FullName), 0, file.Length)
            : throw new SmolException($"its contents are to come from '{path}', which is no file");
    }

    private static InvalidDataException Missing(string keyword) => new($"needs {keyword}, since it is not in the tree");
}
