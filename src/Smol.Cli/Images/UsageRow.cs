using Smol.Storage.FileTrees;

namespace Smol.Cli.Images;

/// <summary>What a directory and all below it hold, in bytes of content; several names of a node count once.</summary>
internal sealed record UsageRow(string Path, long Bytes, int Nodes)
{
    /// <summary>Each directory below a node, the innermost first, as du prints them.</summary>
    public static IReadOnlyList<UsageRow> Of(TreePath path, Node node)
    {
        var rows = new List<UsageRow>();
        var counted = new HashSet<Node>();
        UsageRow total = Add(path, node, rows, counted);
        if (node is not DirectoryNode)
            rows.Add(total);
        return rows;
    }

    private static UsageRow Add(TreePath path, Node node, List<UsageRow> rows, HashSet<Node> counted)
    {
        if (node.NameCount > 1 && !counted.Add(node))
            return new(path.ToString(), 0, 0);
        if (node is not DirectoryNode directory)
            return new(path.ToString(), NodeText.Length(node), 1);
        long bytes = 0;
        int nodes = 1;
        foreach (DirectoryEntry entry in directory.SortedEntries())
        {
            UsageRow below = Add(path.Append(entry.Name), entry.Node, rows, counted);
            bytes += below.Bytes;
            nodes += below.Nodes;
        }
        var row = new UsageRow(path.ToString(), bytes, nodes);
        rows.Add(row);
        return row;
    }
}
