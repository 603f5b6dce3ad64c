using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Makes a file tree of what is in a filesystem. The files' contents stay where they are.</summary>
internal sealed class TreeReader
{
    private const int LongestLink = 65536;

    private static readonly DirectoryPath _rootPath = new(null, default);

    private readonly Volume _volume;
    private readonly FileMap _files;
    private readonly DirectoryReader _directories;
    private readonly Dictionary<uint, Node> _linked = [];
    private readonly HashSet<uint> _seenDirectories = [Inode.Root];
    private readonly Stack<(DirectoryNode Node, uint Inode, DirectoryPath Path)> _waiting = [];

    public TreeReader(Volume volume)
    {
        _volume = volume;
        _files = new(volume);
        _directories = new(volume, _files);
    }

    /// <summary>Whether some inode has extended attributes.</summary>
    public bool HasAttributes { get; private set; }

    /// <summary>The tree.</summary>
    /// <exception cref="SmolException">The filesystem is damaged.</exception>
    public FileTree Read()
    {
        var tree = new FileTree();
        Inode root = _volume.ReadInode(Inode.Root);
        if (root.Kind != NodeKind.Directory)
            throw PlaceOf(_rootPath, null, Inode.Root).Damaged("the root is not a directory");
        tree.Root.Attributes = AttributesOf(root);
        _waiting.Push((tree.Root, Inode.Root, _rootPath));
        while (_waiting.TryPop(out (DirectoryNode Node, uint Inode, DirectoryPath Path) directory))
            ReadDirectory(directory.Node, directory.Inode, directory.Path);
        return tree;
    }

    private void ReadDirectory(DirectoryNode directory, uint number, DirectoryPath path)
    {
        InodePlace place = PlaceOf(path, null, number);
        foreach ((ByteString name, uint inode) in _directories.Read(_volume.ReadInode(number), place))
        {
            if (directory.Find(name) is not null)
                throw place.Damaged($"the name '{name}' is there twice");
            directory.Put(name, _linked.TryGetValue(inode, out Node? known) ? known : ReadNode(PlaceOf(path, name, inode)));
        }
    }

    private Node ReadNode(in InodePlace place)
    {
        Inode inode = _volume.ReadInode(place.Inode);
        HasAttributes |= inode.AttributesLength != 0;
        NodeAttributes attributes = AttributesOf(inode);
        Node node = inode.Kind switch
        {
            NodeKind.Directory => EnterDirectory(attributes, place),
            NodeKind.File => new FileNode(attributes, _files.ContentOf(inode, place)),
            NodeKind.SymbolicLink => new SymbolicLinkNode(attributes, LinkTarget(inode, place)),
            NodeKind.BlockDevice or NodeKind.CharacterDevice => Device(inode, attributes),
            NodeKind.Fifo => new FifoNode(attributes),
            NodeKind.Socket => new SocketNode(attributes),
            _ => throw place.Damaged($"is not in use, or of an unknown kind (mode {Convert.ToString(inode.Mode, 8)})"),
        };
        if (inode.Links > 1 && node is not DirectoryNode)
            _linked.Add(place.Inode, node);
        return node;
    }

    private DirectoryNode EnterDirectory(NodeAttributes attributes, in InodePlace place)
    {
        if (!_seenDirectories.Add(place.Inode))
            throw place.Damaged("the directory is there under another name too");
        var directory = new DirectoryNode(attributes);
        _waiting.Push((directory, place.Inode, new(place.Directory, place.Name!.Value)));
        return directory;
    }

    private ByteString LinkTarget(in Inode inode, in InodePlace place)
    {
        if (inode.Length is < 0 or > LongestLink)
            throw place.Damaged($"the symbolic link has {inode.Length} bytes");
        if (inode.Length < _volume.Geometry.MaxInlineLink)
        {
            ReadOnlySpan<byte> area = _volume.InodeBytes(place.Inode)[Inode.PointerArea(_volume.Geometry.Version)];
            return ByteString.Copy(area[..(int)inode.Length]);
        }
        var target = new byte[inode.Length];
        _files.ContentOf(inode, place).Read(0, target);
        return ByteString.Copy(target);
    }

    private static DeviceNode Device(in Inode inode, NodeAttributes attributes)
    {
        (uint major, uint minor) = DeviceNumber.Unpack((uint)inode.Blocks[0]);
        return new(attributes, inode.Kind, major, minor);
    }

    private static NodeAttributes AttributesOf(in Inode inode)
    {
        int nanoseconds = Math.Clamp(inode.Modified.Nanoseconds, 0, Timestamp.MostNanoseconds); // no kernel looks at them
        return new((ushort)(inode.Mode & 0xFFF), inode.UserId, inode.GroupId, new(inode.Modified.Seconds, nanoseconds)) { Flags = inode.Flags };
    }

    private InodePlace PlaceOf(DirectoryPath directory, ByteString? name, uint inode) =>
        new(_volume.Source.Name, directory, name, inode);
}
