using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>How much is in a tree.</summary>
/// <param name="Files">How many names there are of all that is no directory.</param>
/// <param name="Bytes">The lengths of the files, each once, however many names it has.</param>
public readonly record struct TreeSize(int Files, long Bytes)
{
    /// <summary>Measures a tree.</summary>
    public static TreeSize Of(FileTree tree)
    {
        int files = 0;
        long bytes = 0;
        var linked = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = new Stack<DirectoryNode>([tree.Root]);
        while (open.TryPop(out DirectoryNode? directory))
        {
            foreach (Node node in directory.Nodes)
            {
                if (node is DirectoryNode below)
                    open.Push(below);
                else
                    files++;
                if (node is FileNode file && (file.NameCount == 1 || linked.Add(file)))
                    bytes += file.Content.Length;
            }
        }
        return new(files, bytes);
    }
}
