using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>Makes a file tree of what is in a filesystem. The files' contents stay where they are.</summary>
internal sealed class TreeReader
{
    private const int LongestLink = 65536;

    private readonly Volume _volume;
    private readonly FileMap _files;
    private readonly DirectoryReader _directories;
    private readonly Dictionary<uint, Node> _shared = [];
    private readonly HashSet<uint> _seenDirectories = [Inode.Root];
    private readonly Stack<(DirectoryNode Node, uint Inode, string Path)> _waiting = [];

    public TreeReader(Volume volume)
    {
        _volume = volume;
        _files = new(volume);
        _directories = new(volume, _files);
    }

    /// <summary>The tree.</summary>
    /// <exception cref="SmolException">The filesystem is damaged.</exception>
    public FileTree Read()
    {
        var tree = new FileTree();
        Inode root = _volume.ReadInode(Inode.Root);
        if (root.Kind != NodeKind.Directory)
            throw new SmolException("the root is not a directory", PlaceOf("/", Inode.Root), Volume.Hint);
        tree.Root.Attributes = AttributesOf(root);
        _waiting.Push((tree.Root, Inode.Root, ""));
        while (_waiting.TryPop(out (DirectoryNode Node, uint Inode, string Path) directory))
            ReadDirectory(directory.Node, directory.Inode, directory.Path);
        return tree;
    }

    private void ReadDirectory(DirectoryNode directory, uint number, string path)
    {
        string place = PlaceOf(path.Length == 0 ? "/" : path, number);
        foreach ((ByteString name, uint inode) in _directories.Read(_volume.ReadInode(number), place))
        {
            if (directory.Find(name) is not null)
                throw new SmolException($"the name '{name}' is there twice", place, Volume.Hint);
            directory.Put(name, ReadNode(inode, $"{path}/{name}"));
        }
    }

    private Node ReadNode(uint number, string path)
    {
        if (_shared.TryGetValue(number, out Node? node))
            return node;
        Inode inode = _volume.ReadInode(number);
        string place = PlaceOf(path, number);
        NodeAttributes attributes = AttributesOf(inode);
        node = inode.Kind switch
        {
            NodeKind.Directory => EnterDirectory(attributes, number, path, place),
            NodeKind.File => new FileNode(attributes, _files.ContentOf(inode, place)),
            NodeKind.SymbolicLink => new SymbolicLinkNode(attributes, LinkTarget(inode, number, place)),
            NodeKind.BlockDevice or NodeKind.CharacterDevice => Device(inode, attributes),
            NodeKind.Fifo => new FifoNode(attributes),
            NodeKind.Socket => new SocketNode(attributes),
            _ => throw new SmolException($"is not in use, or of an unknown kind (mode {Convert.ToString(inode.Mode, 8)})", place, Volume.Hint),
        };
        if (inode.Links > 1 && node is not DirectoryNode)
            _shared.Add(number, node);
        return node;
    }

    private DirectoryNode EnterDirectory(NodeAttributes attributes, uint number, string path, string place)
    {
        if (!_seenDirectories.Add(number))
            throw new SmolException("the directory is there under another name too", place, Volume.Hint);
        var directory = new DirectoryNode(attributes);
        _waiting.Push((directory, number, path));
        return directory;
    }

    private ByteString LinkTarget(in Inode inode, uint number, string place)
    {
        if (inode.Length < _volume.Geometry.MaxInlineLink && inode.Length >= 0)
            return ByteString.Copy(_volume.InodeBytes(number)[Inode.PointerArea(_volume.Geometry.Format)][..(int)inode.Length]);
        if (inode.Length is < 0 or > LongestLink)
            throw new SmolException($"the symbolic link has {inode.Length} bytes", place, Volume.Hint);
        var target = new byte[inode.Length];
        _files.ContentOf(inode, place).Read(0, target);
        return ByteString.Copy(target);
    }

    private static DeviceNode Device(in Inode inode, NodeAttributes attributes)
    {
        (uint major, uint minor) = DeviceNumber.Unpack((uint)inode.Blocks[0]);
        return new(attributes, inode.Kind, major, minor);
    }

    private static NodeAttributes AttributesOf(in Inode inode) =>
        new((ushort)(inode.Mode & 0xFFF), inode.UserId, inode.GroupId, inode.Modified) { Flags = inode.Flags };

    private string PlaceOf(string path, uint inode) => $"{_volume.Source.Name}:{path} (inode {inode})";
}
