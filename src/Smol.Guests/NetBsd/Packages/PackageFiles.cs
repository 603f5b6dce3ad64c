using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// Lays the files of a package over a tree, by its packing list (pkg_create(1), "PACKING LIST DETAILS"; pkg_install's <c>add/perform.c</c>:
/// <c>extract_files</c>). The archive must have what the list has, in its order.
/// </summary>
internal sealed class PackageFiles(FileTree tree, PackageDatabase database, AccountNames accounts, PackageArchive package, DeferredCommands commands)
{
    private readonly PackageDirectory _directory = new(database.FolderOf(package.Name));
    private readonly Dictionary<ByteString, Node> _files = [];
    private FileModeChange? _mode;
    private uint? _owner;
    private uint? _group;

    /// <summary>Lays them over the tree.</summary>
    /// <param name="deferred">Gets the commands that a running NetBSD has to run.</param>
    /// <exception cref="SmolException">A file is not what the list says, belongs to another package, or can't be where it should.</exception>
    public void AddTo(List<DeferredCommand> deferred)
    {
        IReadOnlyList<PackingListLine> lines = package.Contents.Lines;
        ByteString? last = null;
        for (int index = 0; index < lines.Count; index++)
        {
            PackingListLine line = lines[index];
            try
            {
                if (line.Command == PackingListCommand.File)
                    Add((last = line.Argument).Value, index + 1 < lines.Count ? lines[index + 1] : default);
                else if (line.Command == PackingListCommand.Execute)
                    deferred.Add(commands.Execute(line.Argument, _directory.Text, last));
                else
                    Follow(line);
            }
            catch (SmolException refused)
            {
                throw new SmolException(refused.Problem, $"{package.Path}: +CONTENTS:{line.Number}", refused.Hint, refused);
            }
        }
        if (package.TryTakeFile(out TarMember unlisted))
            throw new SmolException("is in the archive, and not in its packing list", $"{package.Path}: {unlisted.Path}");
    }

    private void Follow(PackingListLine line)
    {
        bool isSet = line.Argument.Length > 0;
        switch (line.Command)
        {
            case PackingListCommand.Directory when isSet:
                _directory.Change(line.Argument);
                break;
            case PackingListCommand.Mode:
                _mode = isSet ? FileModeChange.Parse(line.Argument.ToString()) : null;
                break;
            case PackingListCommand.Owner:
                _owner = isSet ? NumberOf(line.Argument) ?? accounts.User(line.Argument) : null;
                break;
            case PackingListCommand.Group:
                _group = isSet ? NumberOf(line.Argument) ?? accounts.Group(line.Argument) : null;
                break;
            case PackingListCommand.ManagedDirectory when isSet:
                tree.MakeDirectory(_directory.At(ByteString.Copy(line.Argument.Span.TrimStart((byte)'/'))));
                break;
            default:
                break; // For other tools, which read the list where it is installed.
        }
    }

    private void Add(ByteString name, PackingListLine following)
    {
        if (!package.TryTakeFile(out TarMember member))
            throw new SmolException($"'{name}' is in the packing list, and not in the archive");
        if (member.Path != name)
            throw new SmolException($"'{name}' is in the packing list where the archive has '{member.Path}'");
        TreePath path = _directory.At(name);
        Node node = MakeNode(member);
        if (following.Command == PackingListCommand.Comment)
            RequireRecorded(node, following.Argument, path);
        if (!_files.TryAdd(name, node))
            throw new SmolException($"'{name}' is in the packing list twice");
        if (tree.Find(path) is { } present && database.FindOwner(present) is { } owner)
            throw new SmolException($"{path} of {package.Name} belongs to {owner}, which is installed", hint: "leave one of the two packages out");
        tree.Put(path, node);
    }

    private Node MakeNode(in TarMember member)
    {
        NodeAttributes attributes = member.Attributes;
        switch (member.Kind)
        {
            case NodeKind.File:
                ushort permissions = _mode?.Apply(attributes.Permissions) ?? attributes.Permissions;
                return new FileNode(Owned(attributes) with { Permissions = permissions }, member.Content);
            case NodeKind.SymbolicLink when member.LinkTarget.Length > 0 && !member.LinkTarget.Span.Contains((byte)0):
                return new SymbolicLinkNode(Owned(attributes), member.LinkTarget);
            case null:
                return _files.GetValueOrDefault(member.LinkTarget)
                    ?? throw new SmolException($"'{member.Path}' is a hard link to '{member.LinkTarget}', which is no file of the package before it");
            default:
                throw new SmolException($"'{member.Path}' is neither a file nor a link, and a package has nothing else");
        }
    }

    private NodeAttributes Owned(NodeAttributes attributes) =>
        attributes with { UserId = _owner ?? attributes.UserId, GroupId = _group ?? attributes.GroupId };

    /// <summary>Compares a file with what the list says of it: its MD5, or where a link leads.</summary>
    private static void RequireRecorded(Node node, ByteString comment, TreePath path)
    {
        if (node is FileNode file && comment.Span.StartsWith("MD5:"u8) && comment.Slice(4, comment.Length - 4).ToString() is var said && said != Digest(file.Content))
            throw new SmolException($"{path} has the MD5 digest {Digest(file.Content)}, and the packing list says {said}", hint: "the package is damaged; get it again");
        if (node is SymbolicLinkNode link && comment.Span.StartsWith("Symlink:"u8) && !comment.Span["Symlink:".Length..].SequenceEqual(link.Target.Span))
            throw new SmolException($"{path} leads to '{link.Target}', and the packing list says '{comment.Slice(8, comment.Length - 8)}'", hint: "the package is damaged; get it again");
    }

    [SuppressMessage("Security", "CA5351", Justification = "pkg_create(1) records MD5; it tells damage, and defends against nobody.")]
    private static string Digest(FileContent content)
    {
        using var stream = new ContentStream(content);
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }

    private static uint? NumberOf(ByteString owner) => uint.TryParse(owner.Span, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
