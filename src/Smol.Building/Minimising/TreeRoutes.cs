using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Follows paths through a tree as the guest does, to whom its root has no outside: <c>..</c> of the root is the root.</summary>
/// <param name="tree">The tree.</param>
internal sealed class TreeRoutes(FileTree tree)
{
    private const int MostLinks = 32; // sys/param.h: MAXSYMLINKS

    /// <summary>The route to a path, links at its end followed, too; null when nothing is there.</summary>
    public TreeRoute? Find(TreePath path) => Find(path.Bytes, TreePath.Root);

    /// <summary>The same for text as programs and links have it.</summary>
    /// <param name="text">The path; one that is not absolute begins at a directory.</param>
    /// <param name="from">The directory.</param>
    public TreeRoute? Find(ByteString text, TreePath from)
    {
        var way = new List<(TreePath Path, DirectoryNode Node)> { (TreePath.Root, tree.Root) };
        var names = new Stack<ByteString>();
        Push(names, text);
        if (!text.Span.StartsWith("/"u8))
            Push(names, from.Bytes);
        var links = new List<(TreePath, bool)>();
        while (names.TryPop(out ByteString name))
        {
            if (name.Span.SequenceEqual(".."u8))
            {
                if (way.Count > 1)
                    way.RemoveAt(way.Count - 1);
                continue;
            }
            TreePath path = way[^1].Path.Append(name);
            switch (way[^1].Node.Find(name))
            {
                case DirectoryNode directory:
                    way.Add((path, directory));
                    break;
                case SymbolicLinkNode link when links.Count < MostLinks:
                    links.Add((path, names.Count == 0));
                    if (link.Target.Span.StartsWith("/"u8))
                        way.RemoveRange(1, way.Count - 1);
                    Push(names, link.Target);
                    break;
                case { } node and not SymbolicLinkNode when names.Count == 0:
                    return new(links, path, node);
                default:
                    return null;
            }
        }
        return new(links, way[^1].Path, way[^1].Node);
    }

    private static void Push(Stack<ByteString> names, ByteString text)
    {
        int end = text.Length;
        while (end > 0)
        {
            int slash = text.Span[..end].LastIndexOf((byte)'/');
            ReadOnlySpan<byte> name = text.Span[(slash + 1)..end];
            if (!name.IsEmpty && !name.SequenceEqual("."u8) && name.IndexOf((byte)0) < 0)
                names.Push(ByteString.Copy(name));
            end = Math.Max(slash, 0);
        }
    }
}
