using System.Globalization;
using System.Text;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// Makes the tree again from what is listed in the sandbox after the scripts. A file is known by its inode number, so one that was
/// renamed or linked is still the same, and in what was not changed it is as it was in the tree: its bytes where they were, its BSD file
/// flags, an owner that the sandbox did not have.
/// </summary>
/// <param name="tree">The tree before.</param>
/// <param name="placeholder">What stood for devices.</param>
/// <param name="time">The time of what scripts made or changed.</param>
internal sealed class TreeMerge(FileTree tree, DevicePlaceholder placeholder, Timestamp time)
{
    private const ushort LinkPermissions = 0x1ED; // 0755: those of new links are the host's
    private const int PieceSize = 64 << 10;
    private const int AnyExecute = 0x49; // 0111

    private readonly Dictionary<ulong, (Node Node, NodeAttributes Attributes)> _before = [];
    private readonly Dictionary<ulong, FileContent> _contents = [];
    private readonly Dictionary<ulong, (uint? User, uint? Group)> _owners = [];
    private readonly Dictionary<ulong, Node> _made = [];
    private List<ListedNode> _after = [];
    private DirectoryNode? _parent;
    private TreePath _parentPath;

    /// <summary>When staging ended: what has a later time was changed by scripts.</summary>
    public Timestamp Staged { get; set; }

    /// <summary>Takes the list from before the scripts.</summary>
    public void TakeBefore(IEnumerable<ListedNode> list)
    {
        foreach (ListedNode listed in list)
            if (tree.Find(listed.Path) is { } node)
                _before.TryAdd(listed.Inode, (node, listed.Attributes));
    }

    /// <summary>Takes the list from after the scripts.</summary>
    public void TakeAfter(IEnumerable<ListedNode> list) => _after = [.. list];

    /// <summary>Whether scripts left a file at a path that may be executed.</summary>
    /// <param name="path">As a script has it.</param>
    public bool HasExecutable(string path) =>
        ImagePrograms.PathOf(path) is { } place && _after.Exists(listed => listed.Path == place && listed.Kind == 'f' && (listed.Attributes.Permissions & AnyExecute) != 0);

    /// <summary>Takes who was given files without being there: lines of an inode, a user and a group, <c>-</c> for no change.</summary>
    public void TakeOwners(byte[] journal)
    {
        foreach (string line in Encoding.ASCII.GetString(journal).Split('\n'))
        {
            string[] words = line.Split(' ');
            if (words.Length != 3 || !ulong.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode))
                continue;
            (uint? user, uint? group) = _owners.GetValueOrDefault(inode);
            _owners[inode] = (ParseId(words[1]) ?? user, ParseId(words[2]) ?? group);
        }
    }

    /// <summary>Takes the bytes of the files that scripts made or touched.</summary>
    /// <param name="archive">A tar archive of them.</param>
    /// <exception cref="SmolException">It is damaged.</exception>
    public void TakeContents(OpenFileSource archive)
    {
        if (archive.Length == 0)
            return;
        Dictionary<ByteString, ulong> inodes = [];
        foreach (ListedNode listed in _after)
            inodes[listed.Path.Bytes] = listed.Inode;
        var reader = new TarReader(archive, archive.Length);
        int prefix = "root/".Length;
        while (reader.TryRead(out TarMember member))
            if (member.Kind == NodeKind.File && member.Path.Length > prefix && inodes.TryGetValue(member.Path.Slice(prefix, member.Path.Length - prefix), out ulong inode))
                _contents[inode] = member.Content;
    }

    /// <summary>The tree after the scripts.</summary>
    /// <exception cref="SmolException">They made something that no tree can have.</exception>
    public FileTree Merge()
    {
        var merged = new FileTree(time);
        foreach (ListedNode listed in _after)
        {
            if (listed.Path.IsRoot)
            {
                merged.Root.Attributes = AttributesOf(listed);
                continue;
            }
            if (!_made.TryGetValue(listed.Inode, out Node? node))
                _made.Add(listed.Inode, node = MakeNode(listed));
            Put(merged, listed.Path, node);
        }
        return merged;
    }

    private void Put(FileTree merged, TreePath path, Node node)
    {
        // find lists a directory and then all that is in it.
        if (_parent is null || _parentPath != path.Parent)
            (_parent, _parentPath) = (merged.MakeDirectory(path.Parent), path.Parent);
        _parent.Put(path.Name, node);
    }

    private Node MakeNode(in ListedNode listed)
    {
        NodeAttributes attributes = AttributesOf(listed);
        return listed.Kind switch
        {
            'd' => new DirectoryNode(attributes),
            'f' => MakeFile(listed, attributes),
            'l' => new SymbolicLinkNode(attributes, listed.LinkTarget),
            'p' => new FifoNode(attributes),
            's' => new SocketNode(attributes),
            'c' => new DeviceNode(attributes, NodeKind.CharacterDevice, 0, 0), // The only one that Linux lets anybody make.
            _ => throw new SmolException($"is a file of a kind that no image has ('{listed.Kind}')", listed.Path.ToString()),
        };
    }

    private Node MakeFile(in ListedNode listed, NodeAttributes attributes)
    {
        Node? before = _before.GetValueOrDefault(listed.Inode).Node;
        bool isTouched = _contents.TryGetValue(listed.Inode, out FileContent content);
        if (!isTouched && before is null)
            throw new SmolException("was made by a script and could not be read back", listed.Path.ToString());
        if (isTouched && placeholder.Parse(content, attributes) is { } device)
            return device;
        return before switch
        {
            DeviceNode same when !isTouched => new DeviceNode(attributes, same.Kind, same.Major, same.Minor),
            SocketNode when !isTouched => new SocketNode(attributes),
            FileNode same when !isTouched || HaveSameBytes(content, same.Content) => new FileNode(attributes, same.Content),
            _ => new FileNode(attributes, content),
        };
    }

    private NodeAttributes AttributesOf(in ListedNode listed)
    {
        NodeAttributes now = listed.Attributes;
        (uint? user, uint? group) = _owners.GetValueOrDefault(listed.Inode);
        if (!_before.TryGetValue(listed.Inode, out var before))
        {
            ushort permissions = listed.Kind == 'l' ? LinkPermissions : now.Permissions;
            return new(permissions, user ?? now.UserId, group ?? now.GroupId, Clamp(now.Modified));
        }
        NodeAttributes original = before.Node.Attributes;
        return original with
        {
            Permissions = now.Permissions == before.Attributes.Permissions ? original.Permissions : now.Permissions,
            UserId = user ?? (now.UserId == before.Attributes.UserId ? original.UserId : now.UserId),
            GroupId = group ?? (now.GroupId == before.Attributes.GroupId ? original.GroupId : now.GroupId),
            Modified = now.Modified == before.Attributes.Modified ? original.Modified : Clamp(now.Modified),
        };
    }

    private Timestamp Clamp(Timestamp changed) =>
        changed.Seconds > Staged.Seconds || (changed.Seconds == Staged.Seconds && changed.Nanoseconds >= Staged.Nanoseconds) ? time : changed;

    private static uint? ParseId(string word) => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id : null;

    private static bool HaveSameBytes(in FileContent first, in FileContent second)
    {
        if (first.Length != second.Length)
            return false;
        var left = new byte[Math.Min(PieceSize, first.Length)];
        var right = new byte[left.Length];
        for (long offset = 0; offset < first.Length; offset += left.Length)
        {
            int length = (int)Math.Min(left.Length, first.Length - offset);
            first.Read(offset, left.AsSpan(0, length));
            second.Read(offset, right.AsSpan(0, length));
            if (!left.AsSpan(0, length).SequenceEqual(right.AsSpan(0, length)))
                return false;
        }
        return true;
    }
}
