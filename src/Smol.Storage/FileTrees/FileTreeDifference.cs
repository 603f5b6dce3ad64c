namespace Smol.Storage.FileTrees;

/// <summary>One difference between two trees.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">In what.</param>
/// <param name="First">What the first tree has, as text; empty where it has nothing there.</param>
/// <param name="Second">What the second tree has, as text; empty where it has nothing there.</param>
public sealed record FileTreeDifference(TreePath Path, FileTreeDifferenceKind Kind, string First, string Second)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Kind}: '{First}' and '{Second}'";
}
