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
        FileTreeWalk.Visit(tree.Root, node => files += node is DirectoryNode ? 0 : 1);
        return new(files, tree.FileBytes);
    }
}
