using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>What scripts need: the interpreter of their first line; and, of a recipe's own shell scripts, the programs that they call.</summary>
internal sealed class KeptScripts(TreeRoutes routes)
{
    private const int AnyExecute = 0x49; // 0111
    private const int LongestLine = 1024; // execve(2): a first line is no longer than PATH_MAX
    private const int LongestScript = 1 << 20;

    // sh(1) has them itself.
    private static readonly HashSet<string> BuiltIn =
        [".", ":", "[", "alias", "break", "case", "cd", "continue", "done", "echo", "esac", "exit", "export", "false", "fi", "for", "getopts", "hash", "in",
         "kill", "local", "pwd", "read", "readonly", "return", "set", "shift", "test", "trap", "true", "type", "ulimit", "umask", "unalias", "unset", "wait", "}"];

    // basicrc's
    private static readonly string[] Folders = ["sbin", "bin", "usr/sbin", "usr/bin", "usr/pkg/sbin", "usr/pkg/bin", "rescue"];

    /// <summary>The words of a first line that names an interpreter: its path, and the name that env(1) looks up; none for others.</summary>
    public static IReadOnlyList<string> Interpreters(FileNode file)
    {
        var start = new byte[Math.Min(LongestLine, file.Content.Length)];
        file.Content.Read(0, start);
        if (!start.AsSpan().StartsWith("#!"u8))
            return [];
        int end = start.AsSpan().IndexOf((byte)'\n');
        string[] words = Encoding.UTF8.GetString(start.AsSpan(2, (end < 0 ? start.Length : end) - 2)).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var program, .. var rest] && program.EndsWith("/env", StringComparison.Ordinal))
            return [program, .. rest.SkipWhile(word => word.StartsWith('-') || word.Contains('=', StringComparison.Ordinal)).Take(1)];
        return [.. words.Take(1)];
    }

    /// <summary>Whether a file may be executed.</summary>
    public static bool IsExecutable(Node node) => node is FileNode && (node.Attributes.Permissions & AnyExecute) != 0;

    /// <summary>Whether a file is a shell script: by its first line, or, where a service's <c>rc</c> sources it, by its place.</summary>
    public static bool IsShellScript(TreePath path, FileNode file) => Interpreters(file) switch
    {
        [var program, ..] => program.EndsWith("sh", StringComparison.Ordinal),
        _ => path.Parent.ToString() is "/etc/include" || (path.Parent.ToString() == "/etc" && path.Name.Span.StartsWith("rc"u8)),
    };

    /// <summary>The programs that a shell script names, as far as they are in the tree.</summary>
    public IEnumerable<(TreePath Program, int Line)> Programs(FileNode script)
    {
        if (script.Content.Length > LongestScript)
            return [];
        var bytes = new byte[script.Content.Length];
        script.Content.Read(0, bytes);
        return bytes.AsSpan().Contains((byte)0) ? [] : Named(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>Where a shell finds a program; null when it does not.</summary>
    public TreePath? FindProgram(string name)
    {
        IEnumerable<string> candidates = name.Contains('/', StringComparison.Ordinal) ? [name.TrimStart('/')] : Folders.Select(folder => $"{folder}/{name}");
        foreach (string candidate in candidates)
        {
            if (TreePath.TryParse(Encoding.UTF8.GetBytes(candidate), out TreePath path, out _) && routes.Find(path) is { } route && IsExecutable(route.Node))
                return path;
        }
        return null;
    }

    private IEnumerable<(TreePath Program, int Line)> Named(string text)
    {
        foreach (ShellWord word in ShellPrograms.Find(text).Where(word => !BuiltIn.Contains(word.Text)))
        {
            bool isRelative = word.Text.Contains('/', StringComparison.Ordinal) && !word.Text.StartsWith('/');
            if (!isRelative && FindProgram(word.Text) is { } program)
                yield return (program, word.Line);
        }
    }
}
