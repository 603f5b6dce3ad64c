using System.Text;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Does what a <c>COPY</c> or <c>ADD</c> says, once its sources are found (Dockerfile reference, "COPY").</summary>
/// <param name="step">The step.</param>
/// <param name="tree">The tree; it is changed.</param>
/// <param name="time">The time of what is written in the SMOLerfile or fetched.</param>
internal sealed class FileCopy(CopyStep step, FileTree tree, Timestamp time)
{
    private readonly NodeCopies _copies = new();
    private readonly ModeChange? _mode = step.Mode is null ? null : ModeChange.Parse(step.Mode);
    private readonly FileOwner? _owner = step.Owner is null ? null : FileOwner.Parse(step.Owner, tree);
    private readonly PathRule[] _excludes = [.. step.Excludes.Select(PathRule.Parse).OfType<PathRule>()];

    /// <summary>Whether the destination is a folder: it says so, it is one, or several things go into it.</summary>
    private bool IsFolder(int sources) => step.Destination.EndsWith('/') || sources > 1 || tree.Resolve(Destination) is DirectoryNode;

    private TreePath Destination => TreePath.FromText(step.Destination.Trim('/'));

    /// <summary>Puts the sources into the tree.</summary>
    /// <exception cref="SmolException">Something does not go with what is in the tree, or an owner is unknown.</exception>
    public void Put(IReadOnlyList<CopySource> sources)
    {
        int count = sources.Count + step.Files.Count;
        bool isFolder = IsFolder(count);
        try
        {
            foreach (CopySource source in sources)
                Put(source, isFolder);
            foreach (InlineFile file in step.Files)
                PutNode(isFolder ? Destination.Append(ByteString.FromText(file.Name)) : Destination, new FileNode(new(0x1A4 /* 0644 */, 0, 0, time), FileContent.FromBytes(Encoding.UTF8.GetBytes(file.Content))));
        }
        catch (SmolException failure) when (!failure.Place!.Contains(step.Span.ToString(), StringComparison.Ordinal))
        {
            throw new SmolException($"{failure.Place}: {failure.Problem}", step.Span.ToString(), failure.Hint, failure);
        }
    }

    private void Put(CopySource source, bool isFolder)
    {
        TreePath target = Destination;
        if (step.KeepsParents && !source.IsArchive)
        {
            target = Below(target, PartKept(source.Path));
            PutParents(Destination, target);
        }
        if (source.Node is DirectoryNode directory)
        {
            MakeTarget(target, source.IsArchive ? null : directory.Attributes);
            PutContent(directory, target, "");
        }
        else if (step.KeepsParents)
        {
            PutNode(target, _copies.Of(source.Node));
        }
        else
        {
            string name = source.Path[(source.Path.LastIndexOf('/') + 1)..];
            PutNode(isFolder ? target.Append(ByteString.FromText(name)) : target, _copies.Of(source.Node));
        }
    }

    /// <summary>What is kept of a source's path: all, or what is behind <c>/./</c>.</summary>
    private static string PartKept(string path)
    {
        int pivot = path.IndexOf("/./", StringComparison.Ordinal);
        return pivot < 0 ? path : path[(pivot + 3)..];
    }

    private static TreePath Below(TreePath folder, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Aggregate(folder, (at, name) => at.Append(ByteString.FromText(name)));

    private void PutParents(TreePath folder, TreePath target)
    {
        if (target.IsRoot || target == folder || target.Parent == folder)
            return;
        PutParents(folder, target.Parent);
        MakeTarget(target.Parent, null);
    }

    /// <summary>A folder that the destination names and that is not there.</summary>
    private void MakeTarget(TreePath path, NodeAttributes? attributes)
    {
        if (path.IsRoot || tree.Resolve(path) is DirectoryNode)
            return;
        MakeTarget(path.Parent, null);
        tree.Put(path, new DirectoryNode(WithFlags(attributes ?? new(0x1ED /* 0755 */, 0, 0, time), isDirectory: true)));
    }

    private void PutContent(DirectoryNode directory, TreePath target, string inside)
    {
        foreach (DirectoryEntry entry in directory.SortedEntries())
        {
            string path = inside + entry.Name;
            if (_excludes.Any(exclude => exclude.MatchesOrHolds(path)))
                continue;
            TreePath below = target.Append(entry.Name);
            PutNode(below, _copies.Of(entry.Node));
            if (entry.Node is DirectoryNode folder)
                PutContent(folder, below, path + "/");
        }
    }

    private void PutNode(TreePath path, Node node)
    {
        node.Attributes = WithFlags(node.Attributes, node is DirectoryNode, node is SymbolicLinkNode);
        MakeTarget(path.Parent, null);
        tree.Put(path, node);
    }

    private NodeAttributes WithFlags(NodeAttributes attributes, bool isDirectory, bool isLink = false) => attributes with
    {
        UserId = _owner?.UserId ?? attributes.UserId,
        GroupId = _owner?.GroupId ?? attributes.GroupId,
        Permissions = _mode is null || isLink ? attributes.Permissions : _mode.Of(attributes.Permissions, isDirectory),
    };
}
