using System.Text;
using Smol.Building.Minimising;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Finds the programs and files that a command names.</summary>
/// <param name="tree">The guest's files.</param>
/// <param name="folders">Where programs are looked for, as PATH has them.</param>
internal sealed class ProgramSearch(FileTree tree, IReadOnlyList<string> folders)
{
    private readonly TreeRoutes _routes = new(tree);

    /// <summary>The first word's program; what follows, where it is the path of a file; and, of a text for a shell, the programs that it calls.</summary>
    /// <param name="command">The command.</param>
    /// <param name="place">Who says so.</param>
    public IEnumerable<KeepEntry> Of(IReadOnlyList<string> command, string place)
    {
        IEnumerable<string> words = command is [var shell, var option, var text, ..] && shell.EndsWith("sh", StringComparison.Ordinal) && option.StartsWith('-') && option.EndsWith('c')
            ? [shell, .. ShellPrograms.Find(text).Select(word => word.Text)]
            : command.Where((word, index) => index == 0 || word.StartsWith('/'));
        return words.Select(Find).OfType<string>().Distinct().Select(path => new KeepEntry(path, place));
    }

    /// <summary>The path of a file; null where it is none.</summary>
    private string? Find(string word)
    {
        IEnumerable<string> candidates = word.Contains('/', StringComparison.Ordinal) ? [word] : folders.Select(folder => $"{folder}/{word}");
        return candidates.FirstOrDefault(path => TreePath.TryParse(Encoding.UTF8.GetBytes("./" + path.TrimStart('/')), out TreePath place, out _) && _routes.Find(place)?.Node is FileNode);
    }
}
