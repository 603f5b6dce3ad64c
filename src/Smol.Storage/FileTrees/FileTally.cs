namespace Smol.Storage.FileTrees;

/// <summary>
/// How many bytes the files of a tree have, kept up to date by its directories as names come and go. It ends with a file that has other
/// names, which may be anywhere, and with a directory that is not empty; the tree then begins another one.
/// </summary>
internal sealed class FileTally
{
    /// <summary>The lengths of the files, each once, however many names it has.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether it is no longer kept.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Counts what is in a directory and below, and is kept from now on.</summary>
    public static FileTally Of(DirectoryNode root)
    {
        var tally = new FileTally();
        var linked = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        FileTreeWalk.Visit(root, node =>
        {
            if (node is DirectoryNode directory)
                tally.Join(directory);
            else if (node is FileNode file && (file.NameCount == 1 || linked.Add(file)))
                tally.Bytes += file.Content.Length;
        });
        return tally;
    }

    /// <summary>A node has got a name.</summary>
    public void Add(Node node)
    {
        if (node is DirectoryNode directory)
            Join(directory);
        Change(node, node.NameCount - 1, +1);
    }

    /// <summary>A node has lost a name.</summary>
    public void Remove(Node node)
    {
        if (node is DirectoryNode directory && directory.Tally == this)
            directory.Tally = null;
        Change(node, node.NameCount, -1);
    }

    /// <summary>A directory tells one tally: that of another tree, as of one that is staged below this, ends.</summary>
    private void Join(DirectoryNode directory)
    {
        if (directory.Tally is { } other && other != this)
            other.HasEnded = true;
        directory.Tally = this;
    }

    private void Change(Node node, int otherNames, int sign)
    {
        if (node is FileNode file && otherNames == 0)
            Bytes += sign * file.Content.Length;
        else
            HasEnded |= node is FileNode or DirectoryNode { Count: > 0 };
    }
}
