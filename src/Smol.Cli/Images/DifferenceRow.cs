using Smol.Storage.FileTrees;

namespace Smol.Cli.Images;

/// <summary>A difference of <c>smol image diff</c> as JSON.</summary>
internal sealed record DifferenceRow(string Path, string Kind, string First, string Second)
{
    public static DifferenceRow Of(FileTreeDifference difference) =>
        new(difference.Path.ToString(), difference.Kind.ToString(), difference.First, difference.Second);
}
