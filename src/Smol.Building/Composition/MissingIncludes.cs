using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>
/// What <c>/etc/rc</c> takes from <c>/etc/include</c> and does not find there, as where it is misspelled, or a folder <c>common</c> without it stands
/// in place of smol's own: the guest would stop at that line.
/// </summary>
internal static class MissingIncludes
{
    private const int MostLength = 1 << 20;
    private const string Sourcing = ". /etc/include/";

    private static readonly TreePath Rc = TreePath.FromText("etc/rc");
    private static readonly char[] EndOfWord = [' ', '\t', ';', '&', '|', '#'];

    /// <summary>The paths of the scripts that it takes without a look whether they are there.</summary>
    public static IReadOnlyList<string> In(FileTree tree)
    {
        if (tree.Resolve(Rc) is not FileNode { Content.Length: <= MostLength } rc)
            return [];
        var text = new byte[rc.Content.Length];
        rc.Content.Read(0, text);
        var missing = new List<string>();
        foreach (string line in Encoding.Latin1.GetString(text).Split('\n'))
        {
            if (ScriptOf(line.Trim()) is { } script && tree.Resolve(TreePath.FromText(script)) is null && !missing.Contains(script))
                missing.Add(script);
        }
        return missing;
    }

    /// <summary>Null where the line takes none, or one whose name the shell makes.</summary>
    private static string? ScriptOf(string line)
    {
        if (!line.StartsWith(Sourcing, StringComparison.Ordinal))
            return null;
        string path = line[2..].Split(EndOfWord)[0];
        return path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-') && !path.Contains("..", StringComparison.Ordinal) ? path : null;
    }
}
