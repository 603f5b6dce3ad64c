using System.Globalization;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ext2;

/// <summary>A folder and a tree as lines that can be compared: path, kind, permissions, owner, length, time, links, and a digest or target.</summary>
internal static class Listing
{
    /// <summary>A folder of the host, by find(1).</summary>
    public static List<string> OfFolder(string folder)
    {
        // The fields that differ by nature are made the same: a directory's length, and the time to the second.
        string output = Oracle.MustRun("find", folder, "-mindepth", "1", "-printf", "%P|%y|%m|%U|%G|%s|%T@|%n|%l\n");
        var lines = new List<string>();
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('|');
            if (fields[1] != "f")
                fields[5] = "";
            if (fields[1] == "d")
                fields[7] = "";
            fields[6] = fields[6].Split('.')[0];
            string digest = fields[1] == "f" ? Digest(File.ReadAllBytes(Path.Combine(folder, fields[0]))) : "";
            lines.Add(string.Join('|', fields) + "|" + digest);
        }
        lines.Sort(string.CompareOrdinal);
        return lines;
    }

    /// <summary>A tree, without <c>lost+found</c>.</summary>
    public static List<string> OfTree(FileTree tree)
    {
        var lines = new List<string>();
        var waiting = new Stack<(TreePath, DirectoryNode)>([(TreePath.Root, tree.Root)]);
        while (waiting.TryPop(out var next))
        {
            foreach (DirectoryEntry entry in next.Item2.SortedEntries())
            {
                TreePath path = next.Item1.Append(entry.Name);
                if (path.ToString() == "/lost+found")
                    continue;
                lines.Add(Line(path, entry.Node));
                if (entry.Node is DirectoryNode directory)
                    waiting.Push((path, directory));
            }
        }
        lines.Sort(string.CompareOrdinal);
        return lines;
    }

    private static string Line(TreePath path, Node node)
    {
        char kind = node.Kind switch
        {
            NodeKind.File => 'f',
            NodeKind.Directory => 'd',
            NodeKind.SymbolicLink => 'l',
            NodeKind.Fifo => 'p',
            NodeKind.Socket => 's',
            NodeKind.BlockDevice => 'b',
            _ => 'c',
        };
        NodeAttributes attributes = node.Attributes;
        string length = "";
        string digest = "";
        if (node is FileNode file)
        {
            var bytes = new byte[file.Content.Length];
            file.Content.Read(0, bytes);
            length = bytes.Length.ToString(CultureInfo.InvariantCulture);
            digest = Digest(bytes);
        }
        string links = node is DirectoryNode ? "" : node.NameCount.ToString(CultureInfo.InvariantCulture);
        string target = (node as SymbolicLinkNode)?.Target.ToString() ?? "";
        string mode = Convert.ToString(attributes.Permissions, 8);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path.Bytes}|{kind}|{mode}|{attributes.UserId}|{attributes.GroupId}|{length}|{attributes.Modified.Seconds}|{links}|{target}|{digest}");
    }

    private static string Digest(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)[..8]);
}
