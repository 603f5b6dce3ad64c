using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// The tree as scripts get it: with what a sandbox can have. Devices and sockets are placeholders, owners that don't exist there are
/// root, BSD file flags are left out. What a script leaves as it was is as before all the same.
/// </summary>
internal sealed class StagedTree
{
    private const ushort Executable = 0x1ED; // 0755

    private readonly DevicePlaceholder _placeholder;
    private readonly long _users;
    private readonly long _groups;
    private readonly Dictionary<Node, Node> _linked = new(ReferenceEqualityComparer.Instance);

    private StagedTree(DevicePlaceholder placeholder, long users, long groups)
    {
        _placeholder = placeholder;
        _users = users;
        _groups = groups;
    }

    /// <summary>What is staged: the tree in <c>root</c>, the recipe in <c>service</c>, our programs in <c>tools</c>.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="options">The recipe.</param>
    /// <param name="placeholder">What stands for devices.</param>
    /// <param name="users">How many user ids there are in the sandbox.</param>
    /// <param name="groups">How many group ids.</param>
    public static FileTree Stage(FileTree tree, PostinstOptions options, DevicePlaceholder placeholder, long users, long groups)
    {
        var staging = new StagedTree(placeholder, users, groups);
        var stage = new FileTree(options.Time);
        var root = new DirectoryNode(staging.Fit(tree.Root.Attributes));
        staging.Copy(tree.Root, root);
        stage.Root.Put(ByteString.FromText("root"), root);
        TreePath services = TreePath.FromText("service");
        HostFolder.AddTo(stage, services.Append(ByteString.FromText(options.Variables.Service)), options.ServiceFolder, options.Time);
        if (options.CommonFolder is not null)
            HostFolder.AddTo(stage, services.Append(ByteString.FromText("common")), options.CommonFolder, options.Time);
        staging.AddTools(stage, options);
        return stage;
    }

    private void AddTools(FileTree stage, PostinstOptions options)
    {
        AddTool(stage, "mknod", SandboxScript.MakeNode.Text.Replace("@NONCE@", _placeholder.Nonce, StringComparison.Ordinal));
        AddTool(stage, "fetch", SandboxScript.Fetch.Text);
        if (!options.RunsPrograms)
            AddTool(stage, "chroot", SandboxScript.ChangeRoot.Text);
        if (_users > 1)
            return;
        AddTool(stage, "chown", SandboxScript.ChangeOwner.Text);
        AddTool(stage, "chgrp", SandboxScript.ChangeOwner.Text);
        AddTool(stage, "install", SandboxScript.Install.Text);
    }

    private static void AddTool(FileTree stage, string name, string text) =>
        stage.Put(TreePath.FromText("tools/" + name), new FileNode(new(Executable, 0, 0, default), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));

    /// <summary>A stack of its own: directories can be nested deeper than calls should be.</summary>
    private void Copy(DirectoryNode from, DirectoryNode to)
    {
        var waiting = new Stack<(DirectoryNode From, DirectoryNode To)>([(from, to)]);
        while (waiting.TryPop(out var pair))
        {
            foreach (DirectoryEntry entry in pair.From.SortedEntries())
            {
                Node copy = CopyOf(entry.Node);
                pair.To.Put(entry.Name, copy);
                if (entry.Node is DirectoryNode below)
                    waiting.Push((below, (DirectoryNode)copy));
            }
        }
    }

    private Node CopyOf(Node node)
    {
        if (node.NameCount < 2)
            return NewCopyOf(node);
        if (!_linked.TryGetValue(node, out Node? copy))
            _linked.Add(node, copy = NewCopyOf(node));
        return copy;
    }

    private Node NewCopyOf(Node node)
    {
        NodeAttributes attributes = Fit(node.Attributes);
        return node switch
        {
            DirectoryNode => new DirectoryNode(attributes),
            FileNode file => new FileNode(attributes, file.Content),
            SymbolicLinkNode link => new SymbolicLinkNode(attributes, link.Target),
            FifoNode => new FifoNode(attributes),
            _ => new FileNode(attributes, _placeholder.For(node)),
        };
    }

    private NodeAttributes Fit(in NodeAttributes attributes) => new(
        attributes.Permissions,
        attributes.UserId < _users ? attributes.UserId : 0,
        attributes.GroupId < _groups ? attributes.GroupId : 0,
        attributes.Modified);
}
