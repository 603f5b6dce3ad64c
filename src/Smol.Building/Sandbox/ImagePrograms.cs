using System.Text.RegularExpressions;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// Sees from what a script prints that it wanted to run a program of the image. The image's files can't be executed in the sandbox
/// (they are on a filesystem mounted noexec), since a NetBSD program that Linux takes for one of its own does anything at all.
/// </summary>
/// <param name="tree">The image's files before the scripts.</param>
internal sealed partial class ImagePrograms(FileTree tree)
{
    private const int AnyExecute = 0x49; // 0111

    private static readonly string[] Complaints = ["Permission denied", "Exec format error", "cannot execute", "required file not found"];

    /// <summary>The program that a line complains of; null when it does not.</summary>
    public string? FindIn(string line)
    {
        if (!Complaints.Any(complaint => line.Contains(complaint, StringComparison.Ordinal)))
            return null;
        string? program = line.Split(' ').Select(word => word.Trim(':', '\'', '`', '"', '\u2018', '\u2019')).FirstOrDefault(IsProgram);
        // What the script brought itself is not in the tree, but shells say it in this way.
        return program ?? (ShellComplaint().Match(line) is { Success: true } match ? match.Groups["program"].Value : null);
    }

    private bool IsProgram(string word)
    {
        string path = word.StartsWith("/work/root/", StringComparison.Ordinal) ? word["/work/root/".Length..] : word;
        if (!path.Contains('/') || !TreePath.TryParse(ByteString.FromText(path.TrimStart('/')).Span, out TreePath place, out _))
            return false;
        try
        {
            return tree.Resolve(place) is FileNode file && (file.Attributes.Permissions & AnyExecute) != 0;
        }
        catch (SmolException)
        {
            return false; // A link that leads out of the tree.
        }
    }

    // dash: "x.sh: 3: usr/bin/cc: Permission denied"; bash: "x.sh: line 3: usr/bin/cc: Permission denied".
    [GeneratedRegex(@"^\S+\.sh: (line )?[0-9]+: (?<program>[^ :]*/[^ :]*): (Permission denied|Exec format error|cannot execute.*)$")]
    private static partial Regex ShellComplaint();
}
