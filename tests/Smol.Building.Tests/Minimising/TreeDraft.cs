using System.Text;
using Smol.Guests;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising.Tests;

/// <summary>A small tree that is written down and then minimised.</summary>
internal sealed class TreeDraft
{
    public FileTree Tree { get; } = new();

    public GuestKind Guest { get; init; } = GuestKind.Linux;

    public TreeDraft File(string path, string text, ushort permissions = 0x1A4) => Put(path, new FileNode(new(permissions, 0, 0, default), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));

    public TreeDraft Program(string path, string text = "program") => File(path, text, 0x1ED);

    public TreeDraft Link(string path, string target) => Put(path, new SymbolicLinkNode(new(0x1ED, 0, 0, default), ByteString.FromText(target)));

    public TreeDraft HardLink(string path, string other) => Put(path, Tree.Find(TreePath.FromText(other))!);

    public TreeDraft Directory(string path)
    {
        Tree.MakeDirectory(TreePath.FromText(path));
        return this;
    }

    /// <summary>A file of the host, such as a program.</summary>
    public TreeDraft Host(string path, string file) => Put(path, new FileNode(new(0x1ED, 0, 0, default), FileContent.FromRange(new HostFileSource(file), 0, new FileInfo(file).Length)));

    public MinimisedTree Minimise(params string[] keep) => Minimise(InputFiles.Of(Tree), keep);

    public MinimisedTree Minimise(InputFiles inputs, params string[] keep) =>
        new Minimiser(Guest, new([.. keep.Select(path => new KeepEntry(path, "sailor.conf:1"))], [])).Minimise(Tree, inputs);

    /// <summary>All paths, a slash behind directories.</summary>
    public IReadOnlyList<string> Paths() => [.. FileTreeWalk.Entries(Tree).Where(entry => !entry.Path.IsRoot).Select(entry => entry.Node is DirectoryNode ? entry.Path + "/" : entry.Path.ToString())];

    private TreeDraft Put(string path, Node node)
    {
        Tree.Put(TreePath.FromText(path), node);
        return this;
    }
}
